"""Whether the step is asked here, and what the review of the text says of it."""

import pytest

from tests.villages import way
from villages.acts.prereview import send_draft
from villages.models import TextVersion
from villages.queries.prereview import basis_of, current_of, lacking, prereview_told
from villages.queries.review import proposals
from villages.workflows.prereview import PREREVIEW
from villages.workflows.text import TEXT


@pytest.fixture
def sichuan(township):
    township.settings["province"] = "sichuan"
    township.save()


def test_the_running_rounds_last_draft_counts(village, cadre, sichuan):
    version = way.consulted(village, cadre)
    assert "还没有提请镇里审核，依据四川省" in lacking(version) and current_of(version) is None
    first = send_draft(version, by=cadre, on=way.days_ago(9))
    assert current_of(version) == first and lacking(version) == ""
    PREREVIEW.perform("recall", first, by=cadre, reason="还要改")
    assert current_of(version) is None and lacking(version)
    second = send_draft(version, by=cadre, on=way.days_ago(8))
    assert current_of(version) == second
    TEXT.perform("revert", version, by=cadre)
    again = TEXT.perform("consult", TextVersion.objects.get(pk=version.pk), by=cadre)
    assert current_of(again) is None


def test_where_it_is_not_asked_nothing_is_lacking(village, cadre):
    version = way.consulted(village, cadre)
    assert (basis_of(version), lacking(version), prereview_told(version)) == ("", "", "")


def test_the_review_says_that_it_was_not_taken(village, cadre, sichuan):
    version = way.adopted(village, cadre)
    assert "第二十六条第一款第三项" in prereview_told(version)
    assert "表决前没有提请镇里审核" in proposals(version)["consultation"].sentence


def test_the_review_says_when_it_was_taken(village, cadre, office):
    version = way.consulted(village, cadre)
    sent = send_draft(version, by=cadre, on=way.days_ago(34))
    PREREVIEW.perform(
        "give", sent, by=office, on=way.days_ago(31), advice="none", opinion="没有意见"
    )
    TEXT.perform("finalise", version, by=cadre, on=way.days_ago(30))
    way.voted(version, cadre)
    said = proposals(TextVersion.objects.get(pk=version.pk))["consultation"].sentence
    assert said.startswith("征求意见渠道2个") and said.endswith("没有修改意见")
