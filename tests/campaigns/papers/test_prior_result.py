"""The registration sheet of a result of a past year says that it was entered later."""

from campaigns.papers import prior_result as prior_result_papers
from tests.campaigns.results import *  # noqa: F403
from tests.campaigns.results import enter


def test_it_says_who_entered_it(running, village, year, office):
    told = prior_result_papers.sheet(enter(running, village, year, office))
    rows = dict(told["rows"])
    assert rows["总分"] == "88.5分" and rows["达到的级别"] == "未达标"
    assert rows["补录"].startswith(str(office)) and "（补录）" in told["title"]
