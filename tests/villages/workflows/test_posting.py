"""When something hangs on the board, and when it may come down."""

import pytest

from tests.villages import way
from township.workflow import Refused
from villages.models import Posting
from villages.workflows.posting import POSTING


def prepared(village, days, **more):
    given = {"kind": "quarterly", "title": "村务公开", "place": "公开栏"}
    row = {"posted_on": way.days_ago(days), "until": way.days_ago(days - 15)}
    return Posting.objects.create(village=village, **given | row | more)


def posted(village, cadre, days):
    return POSTING.perform("post", prepared(village, days), by=cadre)


def test_what_hangs_today_is_posted(village, cadre):
    assert posted(village, cadre, 0).status == "posted"


def test_what_hangs_tomorrow_is_not_posted_yet(village, cadre):
    row = prepared(village, -1)
    with pytest.raises(Refused, match="还没到张贴日期。贴出后再登记。"):
        POSTING.perform("post", row, by=cadre)
    assert Posting.objects.get().status == "prepared"


@pytest.mark.parametrize(
    ("posted_days", "down_days", "told"),
    [
        (20, 5, None),
        (20, 6, "只公示了14天，规定不少于15天"),
        (20, 21, "撤下日期早于张贴日期"),
        (20, -1, "撤下日期不能在今天之后"),
    ],
)
def test_it_comes_down_after_fifteen_days(village, cadre, posted_days, down_days, told):
    row, day = posted(village, cadre, posted_days), way.days_ago(down_days)
    if told:
        with pytest.raises(Refused, match=told):
            POSTING.perform("take_down", row, by=cadre, on=day)
        assert Posting.objects.get().taken_down_on is None
    else:
        row = POSTING.perform("take_down", row, by=cadre, on=day)
        assert (row.status, row.taken_down_on, row.early_reason) == ("taken_down", day, "")


def test_a_short_posting_says_until_when_it_should_hang(village, cadre):
    row, due = posted(village, cadre, 2), way.days_ago(-13)
    with pytest.raises(Refused, match=f"到{due.month}月{due.day}日"):
        POSTING.perform("take_down", row, by=cadre, on=way.days_ago(0), early_reason=" ")


def test_with_a_reason_it_comes_down_early(village, cadre):
    row = POSTING.perform(
        "take_down", posted(village, cadre, 2), by=cadre, on=way.days_ago(2), early_reason="有误"
    )
    assert (row.early_reason, row.days) == ("有误", 0)


def test_the_township_may_ask_for_more_days(village, cadre):
    village.township.settings["posting_days"] = 20
    village.township.save()
    with pytest.raises(Refused, match="只公示了15天，规定不少于20天"):
        POSTING.perform("take_down", posted(village, cadre, 20), by=cadre, on=way.days_ago(5))


def test_without_a_day_it_comes_down_today(village, cadre):
    row = POSTING.perform("take_down", posted(village, cadre, 20), by=cadre)
    assert row.taken_down_on == way.days_ago(0)
