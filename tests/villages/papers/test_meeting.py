"""What the papers of meetings and votes say, before and after the vote is closed."""

import ast
from pathlib import Path

import pytest

from tests.personas import cadre_of
from tests.villages import way
from tests.villages.rosters import representative
from township.papers import compose
from villages.acts import meeting as meeting_acts
from villages.acts.roll import cast_all, take_roll
from villages.papers import meeting as papers
from villages.workflows.motion import close_once

RULES = Path(papers.__file__).parent.parent / "rules"


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def test_every_finding_of_a_verdict_has_its_name_in_the_record():
    """A finding without one left its line of the record without item, the page in English."""
    made = {"Finding", "Reason", "_share"}
    keys = {
        node.args[0].value
        for name in ("conditions", "competence", "seats", "finding")
        for node in ast.walk(ast.parse((RULES / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in made
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(keys) > 20 and keys - set(papers.FINDINGS) == set()


def test_minutes_before_anything_was_decided(meeting, cadre):
    told = papers.minutes(meeting)
    assert (told["total"], told["present"], told["motions"]) == ("", "", [])
    assert told["quorum"] == "本次会议没有表决事项。" and told["is_quorate"] is True
    assert (told["guests"], told["others"], told["attendees"]) == ([], [], [])
    meeting.summary, meeting.guests = "一。\n\n二。", "镇干部"
    told = papers.minutes(meeting)
    assert (told["others"], told["guests"]) == (["一。", "二。"], ["镇干部"])


def test_minutes_of_a_vote_hold_text_counts_and_findings(village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    told = papers.minutes(meeting)
    (motion,) = told["motions"]
    assert (motion["yes"], motion["no"], motion["abstain"], motion["issued"]) == (350, 30, 20, None)
    assert motion["outcome"] == "通过" and motion["proposal"].endswith("第1版定稿。")
    assert "达到法定人数" in told["quorum"] and told["is_quorate"] is True
    assert any("已过半数" in sentence for sentence in motion["findings"])


def test_a_reason_for_a_late_notice_stands_only_where_there_was_one(village, cadre):
    row = way.meeting(village, cadre, is_special=True, special_reason="汛情")
    assert papers.minutes(row)["notice_reason"] == papers.notice(row)["reason"] == "汛情"
    row.is_special = False
    assert papers.minutes(row)["notice_reason"] == papers.notice(row)["reason"] == ""


def test_the_vote_record_names_law_tellers_and_local_law(village, cadre):
    teller = cadre_of(village, "teller", "李会计")
    row = way.attend(way.meeting(village, cadre), cadre)
    quote = {"override_basis": "某办法", "override_article": "第九条", "override_quote": "可以。"}
    motion = meeting_acts.add_motion(
        row, by=cadre, about="other", title="修路", method="secret", **quote
    )
    counts = {"issued": 400, "returned": 398, "yes": 300, "no": 60, "abstain": 30, "invalid": 8}
    meeting_acts.enter_tally(motion, by=cadre, side=1, **counts)
    meeting_acts.enter_tally(motion, by=teller, side=2, **counts)
    told = papers.vote_record(close_once(motion, by=cadre))
    text = str(told)
    assert "张专干" in text and "李会计" in text and "《某办法》第九条：可以。" in text
    assert (told["issued"], told["returned"], told["invalid"]) == (400, 398, 8)
    assert "《村民委员会组织法》（2026年1月1日起施行）" in text


@pytest.fixture
def called(village, cadre):
    people = [representative(village, n, "woman" if n else "man") for n in range(4)]
    row = way.meeting(village, cadre, kind="village_reps")
    given = {"about": "other", "title": "修路", "method": "roll_call"}
    motion = meeting_acts.add_motion(row, by=cadre, is_recorded_anyway=True, **given)
    row = take_roll(row, [one.pk for one in people[:3]], by=cadre)
    cast_all(motion, {one.pk: "yes" for one in people[:3]}, by=cadre)
    return row, motion


def test_who_came_and_who_did_not_are_named(called):
    row, _ = called
    told = papers.minutes(row)
    assert told["attendees"] == ["代表00", "代表01", "代表02"] and told["absentees"] == ["代表03"]
    assert told["women_present"] == 2
    assert told["absent"] == row.total - 3 == 1


@pytest.mark.parametrize(
    ("total", "present", "absent"), [(601, 400, 201), (4, 4, 0), (None, 4, None), (4, None, None)]
)
def test_where_only_counts_are_known_the_absent_are_counted(village, cadre, total, present, absent):
    row = way.meeting(village, cadre)
    row.total, row.present = total, present
    told = papers.minutes(row)
    assert told["absent"] == absent
    text = compose("minutes", told).text()
    assert (f"缺席\t{absent}{row.unit}" in text) is (absent is not None)


def test_a_roll_call_names_each_vote(called, cadre):
    _, motion = called
    told = papers.vote_record(close_once(motion, by=cadre))
    assert "代表00" in str(told) and "赞成" in str(told) and "代表03" not in str(told)


def test_the_sign_in_sheet_has_the_roster_or_empty_lines(called, meeting):
    row, _ = called
    told = papers.sign_in(row)
    assert [one["name"] for one in told["persons"]][:2] == ["代表00", "代表01"]
    assert (len(told["blanks"]), told["first_blank"]) == (0, 5)
    told = papers.sign_in(meeting)
    assert (told["persons"], len(told["blanks"]), told["first_blank"]) == ([], 30, 1)


def test_a_ballot_for_each_who_came(meeting, cadre, monkeypatch):
    meeting_acts.add_motion(meeting, by=cadre, about="other", title="甲")
    assert len(papers.ballots(meeting)["copies"]) == 30
    row = way.attend(meeting, cadre)
    told = papers.ballots(row)
    assert len(told["copies"]) == 400 and told["motions"] == [{"title": "甲"}]
    meeting_acts.add_motion(row, by=cadre, about="other", title="乙", method="secret")
    assert papers.ballots(row)["motions"] == [{"title": "乙"}], "secret votes need slips"
    monkeypatch.setattr(papers, "MOST_BALLOTS", 7)
    assert len(papers.ballots(row)["copies"]) == 7


def test_two_forms_for_two_counts(meeting, cadre):
    meeting_acts.add_motion(meeting, by=cadre, about="other", title="甲")
    assert [papers.tally_form(meeting, turn)["turn"] for turn in (1, 2)] == ["一", "二"]
    assert papers.tally_form(meeting, 1)["motions"] == [{"title": "甲"}]


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("villagers", "各户、全体村民"),
        ("village_reps", "各位代表、委员会成员"),
        ("party", "全体党员"),
        ("group_leaders", "各组组长"),
        ("committee", "两委会成员"),
        ("yard", "各位村民"),
    ],
)
def test_a_notice_speaks_to_who_is_called(village, cadre, kind, who):
    told = papers.notice(way.meeting(village, cadre, kind=kind, mode=None))
    assert (told["recipients"], told["agenda"]) == (who, ["研究有关事项"])
    assert told["on"] == way.days_ago(16)


def test_a_notice_names_agenda_and_materials(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, noticed_on=None)
    meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    told = papers.notice(meeting)
    assert told["agenda"] == ["表决《万顺村自治章程》"]
    assert told["materials"] == ["《万顺村自治章程》（定稿）"] and told["on"] == way.days_ago(0)


def test_who_stayed_out_stands_in_minutes_and_record(village, cadre):
    row = way.attend(way.meeting(village, cadre), cadre)
    said = "李某因承包人是其近亲属，没有参加讨论和表决。"
    motion = meeting_acts.add_motion(row, by=cadre, about="other", title="修路", recusal=said)
    meeting_acts.enter_tally(motion, by=cadre, yes=300, no=60, abstain=40)
    assert papers.minutes(row)["motions"][0]["recusal"] == said
    told = papers.vote_record(close_once(motion, by=cadre))
    assert told["recusal"] == said and told["total"] == 600
