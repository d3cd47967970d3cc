"""Each condition of a vote on its own: met or not, by how much, how grave, where it is written.

What they make together is held by test_verdict.py.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.villages.rules.test_verdict import ON, ask
from villages.rules.conditions import Question, conditions
from villages.rules.kinds import Mode, PlaceKind, Severity, VotingMethod
from villages.rules.provinces import NATIONAL, rules_of
from villages.rules.statutes import pack_on
from villages.rules.tally import VoteCounts

DECISIVE, DEFECT, NOTE = Severity.DECISIVE, Severity.DEFECT, Severity.NOTE


def found(question: Question, key: str):
    (one,) = (f for f in conditions(question, pack_on(question.place, question.on)) if f.key == key)
    return one


def keys(question):
    return [f.key for f in conditions(question, pack_on(question.place, question.on))]


def test_they_are_asked_in_the_order_of_a_reader():
    assert keys(ask("villagers", 600, 400, 300)) == [
        "competence",
        "quorum",
        "majority",
        "notice",
        "party",
    ]
    assert keys(ask("village_reps", 35, 30, 20)) == [
        "competence",
        "quorum",
        "majority",
        "reps",
        "women",
        "notice",
        "party",
    ]


def test_the_body_with_the_power_says_so_with_its_article():
    one = found(ask("villagers", 600, 400, 300, about="charter"), "competence")
    assert (one.ok, one.severity) == (True, DECISIVE)
    assert one.sentence == "村民会议有权表决自治章程"
    assert one.law == "村民委员会组织法" and one.article == "第三十一条第一款"
    assert found(ask("villagers", 600, 400, 300), "competence").article == ""


def test_the_residents_law_before_2026_named_the_covenant_alone():
    old = {"on": date(2019, 6, 1)}
    for about, article in (("covenant", "第十五条第一款"), ("charter", "第十条第二款")):
        one = found(ask("residents", 600, 400, 300, about=about, **old), "competence")
        assert one.ok and one.article == article
    now = found(ask("residents", 600, 400, 300, about="charter"), "competence")
    assert now.article == "第三十条第一款"


def test_representatives_say_that_the_power_was_lent():
    one = found(ask("village_reps", 35, 30, 20, about="rule"), "competence")
    assert one.sentence == "村民代表会议经授权有权表决自治制度" and one.article


def test_the_quorum_counts_in_its_own_unit():
    one = found(ask("villagers", 300, 199, 199, mode=Mode.HOUSEHOLD), "quorum")
    assert (one.ok, one.needed, one.got, one.severity) == (False, 200, 199, DECISIVE)
    assert "应到300户" in one.sentence and "未达到法定人数" in one.sentence
    one = found(ask("villagers", 300, 200, 199, mode=Mode.HOUSEHOLD), "quorum")
    assert one.ok and one.since == date(2026, 1, 1)


def test_a_law_without_a_quorum_only_notes_who_came():
    one = found(ask("village_reps", 35, 1, 1, on=date(2000, 5, 1)), "quorum")
    assert (one.ok, one.severity, one.got, one.needed) == (True, NOTE, 1, None)
    assert "没有规定村民代表会议的到会人数" in one.sentence


@pytest.mark.parametrize(("yes", "ok"), [(200, False), (201, True)])
def test_more_than_half_of_who_came(yes, ok):
    one = found(ask("villagers", 600, 400, yes), "majority")
    assert (one.ok, one.needed, one.got) == (ok, 201, yes)
    assert ("未过半数" in one.sentence) is not ok


def test_a_meeting_unknown_to_the_law_goes_by_the_majority():
    one = found(ask("yard", 40, 30, 16), "majority")
    assert one.ok and "少数服从多数" in one.sentence and one.article == one.law == ""


def away(**more):
    roll = {"excluded": 100, "is_exclusion_announced": True} | more.pop("roll", {})
    return ask("villagers", 600, 251, 200, roll=roll, **more)


def test_who_is_away_leaves_the_total_only_where_the_province_says_so():
    there = away(local=rules_of("chongqing"))
    assert (there.may_exclude, there.base) == (True, 500)
    assert found(there, "quorum").ok
    one = found(there, "exclusion")
    assert (one.ok, one.got, one.severity) == (True, 100, DEFECT)
    assert one.law.startswith("重庆市") and one.article == "第七条第三款"
    here = away()
    assert (here.may_exclude, here.base) == (False, 600)
    one = found(here, "exclusion")
    assert (one.ok, one.severity) == (False, NOTE) and "仍按应到600计算" in one.sentence
    by_household = away(local=rules_of("chongqing"), mode=Mode.HOUSEHOLD)
    assert not by_household.may_exclude
    residents = replace(there, place=PlaceKind.COMMUNITY, meeting="residents")
    assert not residents.may_exclude


def test_who_is_away_must_be_told_to_the_meeting():
    one = found(
        away(local=rules_of("chongqing"), roll={"is_exclusion_announced": False}), "exclusion"
    )
    assert not one.ok and "没有向会议说明人数" in one.sentence


def test_nobody_away_is_no_condition():
    assert "exclusion" not in keys(ask("villagers", 600, 400, 300, local=rules_of("chongqing")))


@pytest.mark.parametrize(("women", "ok"), [(0, False), (1, True)])
def test_women_at_a_village_meeting_are_noted(women, ok):
    one = found(ask("villagers", 600, 400, 300, roll={"women_present": women}), "women_present")
    assert (one.ok, one.got, one.severity) == (ok, women, NOTE)


def test_women_are_not_noted_where_they_were_not_counted_or_sit_by_share():
    assert "women_present" not in keys(ask("villagers", 600, 400, 300))
    assert "women_present" not in keys(ask("village_reps", 35, 30, 20, roll={"women_present": 9}))


@pytest.mark.parametrize(("days", "ok"), [(9, False), (10, True)])
def test_ten_days_of_notice(days, ok):
    question = ask("villagers", 600, 400, 300, noticed_on=ON - timedelta(days=days))
    one = found(question, "notice")
    assert (one.ok, one.needed, one.got, one.severity) == (ok, 10, days, DEFECT)
    assert one.sentence == f"应当提前10日通知，实际提前{days}日"


def test_no_notice_is_a_defect():
    one = found(ask("villagers", 600, 400, 300, noticed_on=None), "notice")
    assert (one.ok, one.got) == (False, None) and "没有登记通知日期" in one.sentence


@pytest.mark.parametrize(("on", "ok"), [(date(2026, 6, 20), True), (date(2025, 6, 20), False)])
def test_special_circumstances_excuse_a_late_notice_since_2026(on, ok):
    given = {"noticed_on": on, "is_special": True, "special_reason": " 汛情 "}
    one = found(ask("villagers", 600, 400, 300, on=on, **given), "notice")
    assert one.ok is ok and "特殊情况临时通知：汛情" in one.sentence
    assert ("没有这一例外" in one.sentence) is not ok


def test_notice_to_representatives_is_the_province_s():
    late = {"noticed_on": ON - timedelta(days=2)}
    one = found(ask("village_reps", 35, 30, 20, local=rules_of("sichuan"), **late), "notice")
    assert (one.ok, one.needed, one.got) == (False, 3, 2) and one.law.startswith("四川省")
    one = found(ask("village_reps", 35, 30, 20, **late), "notice")
    assert (one.ok, one.severity, one.needed) == (True, NOTE, None)
    one = found(ask("villagers", 600, 400, 300, local=rules_of("sichuan"), **late), "notice")
    assert one.needed == 10


def test_a_townships_own_days_hold_for_representatives_of_a_community_too():
    own = NATIONAL.with_own("某市居民自治条例第九条", reps_notice_days=5)
    for days, ok in ((5, True), (4, False)):
        question = ask("resident_reps", 36, 24, 13, local=own, noticed_on=ON - timedelta(days=days))
        one = found(question, "notice")
        assert (one.ok, one.needed, one.law) == (ok, 5, "某市居民自治条例第九条")


def test_the_party_s_discussion():
    assert found(ask("villagers", 600, 400, 300), "party").ok
    one = found(ask("villagers", 600, 400, 300, party_on=None), "party")
    assert (one.ok, one.severity) == (False, DEFECT) and one.article
    old = ask("villagers", 600, 400, 300, party_on=None, on=date(2025, 6, 1))
    one = found(old, "party")
    assert (one.ok, one.severity) == (True, NOTE) and "当时的法律没有要求" in one.sentence
    for meeting in ("group", "yard"):
        one = found(ask(meeting, 90, 60, 40, party_on=None), "party")
        assert (one.ok, one.severity, one.article) == (True, NOTE, "")


def test_tianjin_and_hainan_asked_for_it_before_the_law_did():
    old = {"party_on": None, "on": date(2025, 12, 31)}
    for code, article in (("tianjin", "第四条第二款"), ("hainan", "第七条第三款")):
        local = rules_of(code, on=old["on"])
        one = found(ask("villagers", 600, 400, 300, local=local, **old), "party")
        assert (one.ok, one.severity, one.article) == (False, DEFECT, article)
        assert one.law == local.name
        assert found(ask("group", 90, 60, 40, local=local, **old), "party").ok
    now = found(ask("villagers", 600, 400, 300, party_on=None, local=rules_of("tianjin")), "party")
    assert now.law == "村民委员会组织法"


def test_in_hainan_a_draft_goes_to_the_representatives_first():
    hainan = rules_of("hainan")
    one = found(ask("villagers", 600, 400, 300, about="charter", local=hainan), "drafts_to_reps")
    assert (one.ok, one.severity, one.article) == (True, NOTE, "第十条第一款第三项")
    assert "村民代表会议" in one.sentence
    assert "drafts_to_reps" not in keys(ask("villagers", 600, 400, 300, local=hainan))
    assert "drafts_to_reps" not in keys(ask("villagers", 600, 400, 300, about="charter"))


def test_in_henan_the_assembly_elects_the_overseers():
    henan = rules_of("henan")
    one = found(ask("village_reps", 35, 24, 13, about="selection", local=henan), "oversight_way")
    assert (one.ok, one.severity, one.article) == (True, NOTE, "第五十六条第三款")
    assert "由村民会议" in one.sentence and one.law == henan.name
    for meeting, about, local in (
        ("villagers", "selection", henan),
        ("village_reps", "other", henan),
        ("village_reps", "selection", rules_of("sichuan")),
    ):
        question = ask(meeting, 600, 400, 300, about=about, local=local)
        assert "oversight_way" not in keys(question)


def test_zhejiang_wants_the_assembly_to_vote_by_ballot():
    zhejiang = rules_of("zhejiang")
    raised = ask("villagers", 600, 400, 300, about="charter", local=zhejiang)
    one = found(raised, "ballot")
    assert (one.ok, one.severity, one.article) == (False, NOTE, "第十七条")
    counts = VoteCounts(VotingMethod.SECRET, 300, 100, 0, 0, 400, 400)
    assert found(replace(raised, counts=counts), "ballot").ok
    assert "ballot" not in keys(ask("villagers", 600, 400, 300, local=zhejiang))
    assert "ballot" not in keys(ask("villagers", 600, 400, 300, about="charter"))
    reps = ask("village_reps", 35, 24, 13, about="rule", local=zhejiang)
    assert "ballot" not in keys(reps)


def understated(**more):
    roll = {"registered": 1249} | more.pop("roll", {})
    return ask("villagers", 601, 400, 300, roll=roll, **more)


def test_an_understated_total_is_a_defect_until_its_ground_is_given():
    one = found(understated(), "register")
    assert (one.ok, one.severity, one.needed, one.got) == (False, DEFECT, 1249, 601)
    given = found(understated(roll={"ground": "外出无法联系648人，登记册附后"}), "register")
    assert given.ok and given.severity == NOTE and "登记册附后" in given.sentence
    small = found(understated(register_percent=60), "register")
    assert small.ok and small.severity == NOTE
    assert "register" not in keys(understated(roll={"registered": 601}))


def test_a_by_election_is_told_to_follow_the_rules_of_an_election():
    question = replace(ask("village_reps", 35, 30, 20), about="by_election")
    one = found(question, "election")
    assert one.ok and one.severity == NOTE and one.article == "第二十三条"
    competent = found(question, "competence")
    assert competent.ok and "经授权" not in competent.sentence
    assert competent.article == "第二十三条"
    assert "election" not in keys(ask("village_reps", 35, 30, 20))


def recalled(meeting, total, cast, yes, **more):
    """A recall by secret ballot: everybody who came took a ballot, `cast` gave it back."""
    counts = VoteCounts(VotingMethod.SECRET, yes, cast - yes, 0, 0, total, cast)
    return ask(meeting, total, total, 0, about="recall", counts=counts, **more)


@pytest.mark.parametrize(
    ("meeting", "more", "total", "cast", "ok"),
    [
        ("villagers", {}, 600, 301, True),
        ("villagers", {}, 600, 300, False),
        ("villagers", {"on": date(2020, 6, 1)}, 600, 301, True),
        ("residents", {}, 600, 300, False),
        ("residents", {"mode": Mode.HOUSEHOLD}, 200, 101, True),
        ("residents", {"mode": Mode.HOUSEHOLD}, 200, 100, False),
        ("resident_reps", {}, 60, 41, True),
        ("resident_reps", {}, 60, 40, False),
    ],
)
def test_a_recall_counts_those_who_voted(meeting, more, total, cast, ok):
    one = found(recalled(meeting, total, cast, cast, **more), "quorum")
    assert (one.ok, one.severity, one.got) == (ok, DECISIVE, cast)


def test_a_recall_needs_half_of_the_votes_not_of_who_came():
    assert not found(recalled("villagers", 600, 400, 200), "majority").ok
    one = found(recalled("villagers", 600, 400, 201), "majority")
    assert one.ok and one.article == "第十九条第二款" and "赞成罢免201票" in one.sentence
    before = recalled("villagers", 600, 400, 201, on=date(2020, 6, 1))
    assert found(before, "majority").article == "第十六条第二款"
    community = recalled("residents", 600, 400, 201)
    assert found(community, "majority").article == "第二十条第二款"


def test_representatives_are_counted_without_the_rest_of_the_committee():
    question = recalled("resident_reps", 60, 35, 35)
    roll = replace(question.roll, total=60, reps=52)
    assert found(replace(question, roll=roll), "quorum").ok
    assert found(replace(question, roll=roll), "quorum").needed == 35


def test_households_recall_nobody_in_a_village():
    one = found(recalled("villagers", 300, 300, 300, mode=Mode.HOUSEHOLD), "quorum")
    assert not one.ok and "登记参加选举的人投票" in one.sentence


def test_a_law_without_figures_follows_the_rules_of_the_meeting():
    question = ask("residents", 600, 400, 201, about="recall", on=date(2020, 6, 1))
    assert found(question, "quorum").needed == 301 and found(question, "majority").needed == 201


def test_people_are_rated_not_voted_upon():
    question = ask("village_reps", 35, 30, 0, about="appraisal")
    assert "majority" not in keys(question)
    assert found(question, "rated").ok and found(question, "quorum").ok
