"""What 推选记录 says: who stood, who was chosen, until when, where it hung."""

import datetime

from tests.villages import way
from tests.villages.rosters import person
from tests.villages.workflows.test_posting import prepared
from villages.acts.organisation import CandidateStanding, body_of, elect, link_posting
from villages.acts.village_change import rename
from villages.papers.selection import record_of


def chosen(village, cadre, **more):
    given = {
        "held_on": way.days_ago(2),
        "way": "secret",
        "place": "村活动室",
        "chair": "陈主任",
        "recorder": "张专干",
        "total": 40,
        "present": 35,
        "women_present": 15,
        "tellers": "李会计",
        "note": "一。\n\n二。",
    }
    candidates = [
        CandidateStanding(person(village, "孙组长", group=village.groups.first()), "head", 30),
        CandidateStanding(person(village, "王专干", "woman"), "supervisor", 3, False),
    ]
    return elect(body_of(village, "supervision"), candidates=candidates, by=cadre, **given | more)


def test_figures_and_people(village, cadre):
    told = record_of(chosen(village, cadre))
    assert (told["body"], told["method"], told["place"]) == (
        "自治监督小组",
        "会议无记名投票",
        "村活动室",
    )
    assert (told["total"], told["present"], told["women_present"]) == (40, 35, 15)
    assert (told["author"], told["tellers"]) == ("万顺村村民委员会", ["李会计"])
    first, second = told["candidates"]
    assert first == {
        "name": "孙组长",
        "gender": "男",
        "group": "一组",
        "votes": 30,
        "is_elected": True,
        "post": "组长",
    }
    assert (second["group"], second["post"], second["is_elected"]) == ("", "", False)
    assert told["findings"] == ["一。", "二。"]


def test_the_term_and_where_the_result_hung(village, cadre):
    row = chosen(village, cadre)
    told = record_of(row)
    assert told["term"] == "一届" and told["posted_since"] == told["place_posted"] == ""
    link_posting(row, prepared(village, 1), by=cadre)
    row.refresh_from_db()
    told = record_of(row)
    assert (told["posted_since"], told["place_posted"]) == (way.days_ago(1), "公开栏")
    row.held_on, row.term_until = datetime.date(2026, 3, 1), datetime.date(2031, 2, 28)
    assert record_of(row)["term"] == "2026年3月至2031年2月"


def test_the_record_keeps_the_name_of_its_day(village, cadre, office):
    row = chosen(village, cadre)
    before, told = record_of(row), str(row)
    rename(
        village, by=office, name="万顺社区", kind="community", on=way.days_ago(0),
        reason="批复", document_number="江府函〔2026〕9号",
    )  # fmt: skip
    row = type(row).objects.get()
    assert (record_of(row), str(row)) == (before, told)
