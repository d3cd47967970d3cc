"""Verdicts: the dossier's vectors, boundaries either side, and an independent definition."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villages.rules.competence import Delegation, Override
from villages.rules.conditions import Question
from villages.rules.kinds import (
    SUBJECTS,
    MeetingKind,
    Mode,
    PlaceKind,
    Severity,
    VoteOutcome,
    VotingMethod,
)
from villages.rules.provinces import NATIONAL, PROVINCES, LocalRules, rules_of
from villages.rules.tally import Roll, VoteCounts
from villages.rules.verdict import Verdict, problems, verdict

ON = date(2026, 6, 20)
VILLAGE_DAYS = [date(2000, 5, 1), date(2012, 5, 1), date(2019, 5, 1), date(2026, 5, 1)]
COMMUNITY_DAYS = [date(2012, 5, 1), date(2019, 5, 1), date(2026, 5, 1)]


def delegation(on):
    return Delegation(on, on, on, frozenset(value for value, _ in SUBJECTS), is_written=True)


def ask(meeting, total, present, yes, *, mode=None, on=ON, about="other", **more):
    """A vote by show of hands in which everybody who did not say yes said no."""
    meeting = MeetingKind(meeting)
    is_community = meeting in (MeetingKind.RESIDENTS, MeetingKind.RESIDENT_REPS)
    is_reps = meeting in (MeetingKind.VILLAGE_REPS, MeetingKind.RESIDENT_REPS)
    roll = more.pop("roll", {})
    if is_reps:
        roll = {"reps": total, "women_reps": total, "women_reps_present": present, **roll}
        more = {"delegation": delegation(on), **more}
    settings_ = {
        "place": PlaceKind.COMMUNITY if is_community else PlaceKind.VILLAGE,
        "meeting": meeting,
        "on": on,
        "about": about,
        "roll": Roll(mode or (Mode.MEMBER if is_reps else Mode.PERSON), total, present, **roll),
        "counts": VoteCounts(VotingMethod.SHOW_OF_HANDS, yes, present - yes, 0),
        "noticed_on": on - timedelta(days=10),
        "party_on": on - timedelta(days=20),
    }
    return Question(**{**settings_, **more})


def outcome(*args, **more):
    return verdict(ask(*args, **more)).outcome


def finding(question, key):
    (found,) = (f for f in verdict(question).findings if f.key == key)
    return found


def defects(judged):
    """What leaves the outcome as it is but stands on the record."""
    return [f for f in judged.findings if not f.ok and f.severity == Severity.DEFECT]


# --- the dossier's vectors and either side -----------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "mode", "total", "present", "yes", "expected"),
    [
        ("village_reps", Mode.MEMBER, 35, 24, 13, VoteOutcome.PASSED),
        ("village_reps", Mode.MEMBER, 35, 24, 12, VoteOutcome.FAILED),
        ("village_reps", Mode.MEMBER, 35, 23, 23, VoteOutcome.NO_QUORUM),
        ("village_reps", Mode.MEMBER, 30, 20, 10, VoteOutcome.FAILED),
        ("village_reps", Mode.MEMBER, 30, 20, 11, VoteOutcome.PASSED),
        ("village_reps", Mode.MEMBER, 30, 19, 19, VoteOutcome.NO_QUORUM),
        ("villagers", Mode.PERSON, 600, 301, 151, VoteOutcome.PASSED),
        ("villagers", Mode.PERSON, 600, 301, 150, VoteOutcome.FAILED),
        ("villagers", Mode.PERSON, 600, 300, 300, VoteOutcome.NO_QUORUM),
        ("villagers", Mode.HOUSEHOLD, 300, 200, 101, VoteOutcome.PASSED),
        ("villagers", Mode.HOUSEHOLD, 300, 200, 100, VoteOutcome.FAILED),
        ("villagers", Mode.HOUSEHOLD, 300, 199, 199, VoteOutcome.NO_QUORUM),
        ("residents", Mode.PERSON, 600, 301, 151, VoteOutcome.PASSED),
        ("residents", Mode.PERSON, 600, 300, 300, VoteOutcome.NO_QUORUM),
        ("residents", Mode.HOUSEHOLD, 300, 151, 76, VoteOutcome.PASSED),
        ("residents", Mode.HOUSEHOLD, 300, 150, 150, VoteOutcome.NO_QUORUM),
        ("resident_reps", Mode.MEMBER, 36, 24, 13, VoteOutcome.PASSED),
        ("resident_reps", Mode.MEMBER, 36, 23, 23, VoteOutcome.NO_QUORUM),
        ("group", Mode.PERSON, 90, 60, 31, VoteOutcome.PASSED),
        ("group", Mode.PERSON, 90, 59, 59, VoteOutcome.NO_QUORUM),
        ("group", Mode.HOUSEHOLD, 31, 21, 11, VoteOutcome.PASSED),
        ("group", Mode.HOUSEHOLD, 31, 20, 20, VoteOutcome.NO_QUORUM),
    ],
)
def test_vectors(meeting, mode, total, present, yes, expected):
    assert outcome(meeting, total, present, yes, mode=mode) == expected


def lawful(kind, mode, on, total, present, yes):
    """The same rules a second time, in fractions: (quorum met, decision carried)."""
    of_all = Fraction(present, total) if total else Fraction(0)
    two_thirds, half = of_all >= Fraction(2, 3), of_all > Fraction(1, 2)
    carried = bool(present) and Fraction(yes, present) > Fraction(1, 2)
    if kind in ("residents",) or (kind == "villagers" and mode == Mode.PERSON):
        return half, carried
    if kind in ("village_reps", "group") and on < date(2010, 10, 28):
        return True, carried
    if kind == "resident_reps" and on < date(2026, 1, 1):
        return True, carried
    return two_thirds, carried


BODIES = [
    ("villagers", Mode.PERSON, VILLAGE_DAYS),
    ("villagers", Mode.HOUSEHOLD, VILLAGE_DAYS),
    ("village_reps", Mode.MEMBER, VILLAGE_DAYS),
    ("group", Mode.PERSON, VILLAGE_DAYS),
    ("group", Mode.HOUSEHOLD, VILLAGE_DAYS),
    ("residents", Mode.PERSON, COMMUNITY_DAYS),
    ("residents", Mode.HOUSEHOLD, COMMUNITY_DAYS),
    ("residents", Mode.DELEGATE, COMMUNITY_DAYS[:2]),
    ("resident_reps", Mode.MEMBER, COMMUNITY_DAYS),
]


@st.composite
def votes(draw):
    kind, mode, days = draw(st.sampled_from(BODIES))
    total = draw(st.integers(1, 2000))
    near = [total // 2, total // 2 + 1, -(-2 * total // 3), -(-2 * total // 3) - 1]
    present = min(total, max(0, draw(st.sampled_from(near) | st.integers(0, total))))
    yes = draw(st.sampled_from([present // 2, min(present, present // 2 + 1)]))
    return kind, mode, draw(st.sampled_from(days)), total, present, yes


@settings(max_examples=400, deadline=None)
@given(votes())
def test_agrees_with_an_independent_definition(vote):
    kind, mode, on, total, present, yes = vote
    has_quorum, carried = lawful(kind, mode, on, total, present, yes)
    expected = VoteOutcome.PASSED if carried else VoteOutcome.FAILED
    got = outcome(kind, total, present, yes, mode=mode, on=on)
    assert got == (expected if has_quorum else VoteOutcome.NO_QUORUM)


@pytest.mark.parametrize(("kind", "mode", "days"), BODIES)
@pytest.mark.parametrize("total", [1, 2, 3, 29, 30, 31, 35, 36, 300, 600])
def test_one_more_or_one_fewer_turns_the_verdict(kind, mode, days, total):
    for on in days:
        found = finding(ask(kind, total, total, total, mode=mode, on=on), "quorum")
        if found.severity == Severity.NOTE:
            continue
        enough = found.needed
        assert outcome(kind, total, enough, enough, mode=mode, on=on) == VoteOutcome.PASSED
        short = outcome(kind, total, enough - 1, enough - 1, mode=mode, on=on)
        assert short == VoteOutcome.NO_QUORUM
        majority = enough // 2 + 1
        assert outcome(kind, total, enough, majority, mode=mode, on=on) == VoteOutcome.PASSED
        assert outcome(kind, total, enough, majority - 1, mode=mode, on=on) == VoteOutcome.FAILED


def test_abstentions_and_lost_ballots_stay_in_the_denominator():
    question = ask("villagers", 600, 310, 0)
    secret = VoteCounts(VotingMethod.SECRET, 155, 40, 50, invalid=5, issued=310, returned=250)
    assert verdict(replace(question, counts=secret)).outcome == VoteOutcome.FAILED
    secret = replace(secret, yes=156, no=39)
    assert verdict(replace(question, counts=secret)).outcome == VoteOutcome.PASSED


# --- the law quoted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "article", "since"),
    [
        (date(2010, 10, 27), "第十七条第二款", date(1998, 11, 4)),
        (date(2010, 10, 28), "第二十二条第一款", date(2010, 10, 28)),
        (date(2025, 12, 31), "第二十二条第一款", date(2018, 12, 29)),
        (date(2026, 1, 1), "第二十六条第一款", date(2026, 1, 1)),
    ],
)
def test_quorum_quotes_the_article_of_the_day(on, article, since):
    found = finding(ask("villagers", 600, 310, 200, on=on), "quorum")
    assert (found.law, found.article, found.since) == ("村民委员会组织法", article, since)
    assert (found.needed, found.got) == (301, 310)
    assert found.sentence == "应到600人，法定到会为过半数即301人，实到310人，达到法定人数"


def test_the_verdict_says_in_a_line_what_it_hangs_on():
    assert verdict(ask("villagers", 600, 310, 200)).sentence == (
        "通过：到会310人，过半数为156票，赞成200票，已过半数"
    )
    assert verdict(ask("villagers", 600, 300, 200)).sentence == (
        "未达法定人数：应到600人，法定到会为过半数即301人，实到300人，未达到法定人数"
    )
    assert verdict(ask("villagers", 600, 310, 100)).sentence.startswith("未通过：到会310人")
    wrong = verdict(ask("village_reps", 35, 24, 24, about="charter"))
    assert wrong.sentence.startswith("表决主体不合法：自治章程应由村民会议表决")


def test_a_law_without_quorum_is_said_so():
    question = ask("village_reps", 30, 5, 3, on=date(2005, 5, 1))
    assert finding(question, "quorum").severity == Severity.NOTE
    assert finding(question, "quorum").law == ""
    assert "没有规定" in finding(question, "majority").sentence
    assert verdict(question).is_passed


# --- competent body ----------------------------------------------------------------------------


def test_the_wrong_body_blocks_even_a_unanimous_vote():
    judged = verdict(ask("village_reps", 35, 35, 35, about="charter"))
    assert judged.outcome == VoteOutcome.INCOMPETENT and not judged.is_passed


def test_an_override_with_its_legal_basis_lets_the_vote_count():
    override = Override("某市条例", "第九条", "可以授权村民代表会议修改章程")
    judged = verdict(ask("village_reps", 35, 35, 35, about="charter", override=override))
    assert judged.outcome == VoteOutcome.PASSED
    noted = [f for f in judged.findings if f.key == "competence"]
    assert [(f.ok, f.severity) for f in noted] == [(True, Severity.NOTE)]
    assert "可以授权村民代表会议修改章程" in noted[0].sentence


def test_representatives_without_authorisation_are_stopped():
    judged = verdict(ask("village_reps", 35, 35, 35, about="rule", delegation=None))
    assert judged.outcome == VoteOutcome.INCOMPETENT
    assert [f.article for f in judged.findings if f.key == "delegation"] == ["第二十九条第一款"]


def test_with_authorisation_the_verdict_says_so():
    found = finding(ask("village_reps", 35, 35, 35, about="rule"), "competence")
    assert (found.ok, found.article) == (True, "第二十九条第一款")
    assert found.sentence == "村民代表会议经授权有权表决自治制度"
    found = finding(ask("villagers", 600, 310, 200, about="covenant"), "competence")
    assert found.article == "第三十一条第一款"
    found = finding(ask("villagers", 600, 310, 200), "competence")
    assert (found.ok, found.law, found.article) == (True, "", "")


def test_sichuan_delegation_unposted_is_a_defect_but_passes():
    judged = verdict(ask("village_reps", 35, 24, 24, about="rule", local=rules_of("sichuan")))
    assert judged.is_passed
    faults = [f for f in defects(judged) if f.key == "delegation"]
    assert len(faults) == 3 and {f.since for f in faults} == {None}


def test_an_informal_meeting_advises():
    judged = verdict(ask("party", 40, 12, 7, party_on=None, noticed_on=None))
    assert judged.outcome == VoteOutcome.PASSED and not defects(judged)
    assert "只作为意见" in next(f.sentence for f in judged.findings if f.key == "competence")
    assert outcome("party", 40, 40, 40, about="rule") == VoteOutcome.INCOMPETENT


# --- villagers away ----------------------------------------------------------------------------


def away(present, excluded=100, **more):
    roll = {"excluded": excluded, "is_exclusion_announced": True, **more.pop("roll", {})}
    return ask("villagers", 600, present, present, roll=roll, **more)


def test_chongqing_leaves_villagers_away_out_of_the_total():
    local = rules_of("chongqing")
    assert verdict(away(251, local=local)).outcome == VoteOutcome.PASSED
    assert verdict(away(250, local=local)).outcome == VoteOutcome.NO_QUORUM
    found = finding(away(251, local=local), "exclusion")
    assert (found.ok, found.got, found.article) == (True, 100, "第七条第三款")


def test_the_number_away_must_be_told_to_the_meeting():
    judged = verdict(away(251, local=rules_of("chongqing"), roll={"is_exclusion_announced": False}))
    assert judged.is_passed
    assert [f.sentence for f in defects(judged)] == [
        "外出不能到会的100人不计入应到人数，但没有向会议说明人数"
    ]


@pytest.mark.parametrize(
    ("mode", "local"), [(Mode.PERSON, NATIONAL), (Mode.HOUSEHOLD, rules_of("chongqing"))]
)
def test_elsewhere_and_by_household_they_stay_in(mode, local):
    question = away(300, local=local, mode=mode)
    assert verdict(question).outcome == VoteOutcome.NO_QUORUM
    assert "没有依据扣除外出的100人" in finding(question, "exclusion").sentence


def test_more_present_than_remain_is_refused():
    question = away(501, local=rules_of("chongqing"))
    assert problems(question) == ["实到数501大于扣除外出人员后的应到数500"]
    assert problems(away(500, local=rules_of("chongqing"))) == []
    everybody = away(600, local=rules_of("chongqing"))
    assert problems(everybody) == ["实到数600大于扣除外出人员后的应到数500"]


# --- composition and women ---------------------------------------------------------------------


def seats(reps, women, total=35, attending=None, present=24, **more):
    roll = {"reps": reps, "women_reps": women}
    roll["women_reps_present"] = min(women, present) if attending is None else attending
    return ask("village_reps", total, present, present, roll=roll, **more)


@pytest.mark.parametrize(
    ("reps", "women", "faults"),
    [
        (30, 12, []),
        (30, 11, ["women"]),
        (28, 12, []),
        (27, 12, ["reps"]),
        (27, 11, ["reps", "women"]),
    ],
)
@pytest.mark.parametrize("on", VILLAGE_DAYS[1:])
def test_composition_of_thirty_five(reps, women, faults, on):
    judged = verdict(seats(reps, women, on=on))
    assert [f.key for f in defects(judged)] == faults and judged.is_passed


def test_women_third_cites_the_law_and_hainan_measure():
    found = finding(seats(30, 11), "women")
    assert (found.needed, found.got, found.article) == (12, 11, "第二十九条第一款")
    question = seats(30, 10, local=rules_of("hainan"))
    assert [one.key for one in defects(verdict(question))] == ["women"]
    found = finding(question, "women_among_reps")
    assert (found.needed, found.ok, found.article, found.since) == (
        10,
        True,
        "第十二条第一款",
        None,
    )
    assert not finding(seats(30, 9, local=rules_of("hainan")), "women_among_reps").ok


def test_communities_have_no_women_share():
    keys = {f.key for f in verdict(ask("resident_reps", 36, 24, 24)).findings}
    assert "reps" in keys and "women" not in keys
    local = replace(rules_of("sichuan"), women_attending=rules_of("shandong").women_attending)
    keys = {f.key for f in verdict(ask("resident_reps", 36, 24, 24, local=local)).findings}
    assert not keys & {"reps_minimum", "women_attending"}


def test_shandong_wants_two_thirds_of_the_women_representatives():
    local = rules_of("shandong")
    assert finding(seats(30, 12, attending=8, local=local), "women_attending").ok
    found = finding(seats(30, 12, attending=7, local=local), "women_attending")
    assert (found.ok, found.needed, found.got) == (False, 8, 7)
    assert found.article == "第二十四条第四款、第五款"
    assert verdict(seats(30, 12, attending=7, local=local)).outcome == VoteOutcome.NO_QUORUM


@pytest.mark.parametrize(("population", "ok"), [(499, True), (500, False), (None, True)])
def test_zhejiang_wants_more_representatives_of_larger_villages(population, ok):
    question = seats(30, 12, local=rules_of("zhejiang"))
    question = replace(question, roll=replace(question.roll, population=population))
    assert finding(question, "reps_minimum").ok == ok


@pytest.mark.parametrize(("women", "ok"), [(0, False), (1, True)])
def test_women_at_a_village_meeting_are_noted(women, ok):
    question = ask("villagers", 600, 310, 200, roll={"women_present": women})
    found = finding(question, "women_present")
    assert (found.ok, found.severity) == (ok, Severity.NOTE)
    assert "women_present" not in {f.key for f in verdict(seats(30, 12)).findings}


# --- notice and Party discussion ---------------------------------------------------------------


def notice(days, meeting="villagers", **more):
    on = more.pop("on", ON)
    noticed = None if days is None else on - timedelta(days=days)
    total, present = (35, 24) if meeting.endswith("reps") else (600, 310)
    question = ask(meeting, total, present, present, on=on, noticed_on=noticed, **more)
    return finding(question, "notice")


@pytest.mark.parametrize(("days", "ok"), [(10, True), (11, True), (9, False), (None, False)])
@pytest.mark.parametrize("on", [date(2012, 5, 1), date(2019, 5, 1), ON])
def test_ten_days_for_villagers(days, ok, on):
    found = notice(days, on=on)
    assert (found.ok, found.needed, found.got) == (ok, 10, days)


def test_residents_got_their_ten_days_in_2026():
    assert notice(9, "residents", on=date(2025, 6, 1)).severity == Severity.NOTE
    assert not notice(9, "residents").ok and notice(10, "residents").ok


def test_special_circumstances_excuse_since_2026_only():
    special = {"is_special": True, "special_reason": "防汛抢险"}
    assert notice(1, **special).ok and "防汛抢险" in notice(1, **special).sentence
    before = notice(1, on=date(2025, 6, 1), **special)
    assert not before.ok and "没有这一例外" in before.sentence
    assert "防汛" not in notice(10, **special).sentence


@pytest.mark.parametrize(
    ("province", "days", "ok"),
    [
        ("sichuan", 3, True),
        ("sichuan", 2, False),
        ("shandong", 5, True),
        ("shandong", 4, False),
        ("", 0, True),
        ("zhejiang", 3, True),
        ("zhejiang", 2, False),
        ("zhejiang", None, False),
    ],
)
def test_notice_to_representatives_is_a_local_matter(province, days, ok):
    assert notice(days, "village_reps", local=rules_of(province)).ok == ok


def test_an_emergency_excuses_a_late_notice_to_representatives_in_sichuan_only():
    special = {"is_special": True, "special_reason": "防汛抢险"}
    assert notice(0, "village_reps", local=rules_of("sichuan"), **special).ok
    assert not notice(0, "village_reps", local=rules_of("hainan"), **special).ok


@pytest.mark.parametrize(("days", "ok"), [(9, False), (10, True)])
def test_a_local_rule_for_representatives_leaves_the_assembly_its_ten_days(days, ok):
    assert notice(days, "villagers", local=rules_of("sichuan")).ok == ok


def test_a_late_notice_is_a_defect_and_does_not_undo_the_vote():
    judged = verdict(ask("villagers", 600, 310, 200, noticed_on=ON - timedelta(days=3)))
    assert judged.is_passed and [f.key for f in defects(judged)] == ["notice"]


def test_party_discussion_beforehand_is_law_since_2026():
    without = ask("villagers", 600, 310, 200, party_on=None)
    found = finding(without, "party")
    assert (found.ok, found.severity, found.article) == (
        False,
        Severity.DEFECT,
        "第二十八条第三款",
    )
    assert verdict(without).is_passed
    assert finding(replace(without, party_on=ON), "party").ok
    before = finding(ask("villagers", 600, 310, 200, party_on=None, on=date(2025, 6, 1)), "party")
    assert (before.ok, before.severity) == (True, Severity.NOTE)
    assert finding(ask("group", 90, 60, 60, party_on=None), "party").severity == Severity.NOTE
    assert finding(ask("residents", 90, 60, 60), "party").article == "第三十条第四款"


# --- contradictions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"noticed_on": ON + timedelta(days=1)}, "会议通知日期2026年6月21日晚于会议日期"),
        ({"party_on": ON + timedelta(days=1)}, "日期2026年6月21日晚于会议日期"),
        ({"is_special": True, "special_reason": " "}, "请写明是什么特殊情况"),
        (
            {"counts": VoteCounts(VotingMethod.SHOW_OF_HANDS, 200, 100, 9)},
            "=309，与实到310人不相等",
        ),
        ({"roll": Roll(Mode.PERSON, 300, 310)}, "实到数310大于应到数300"),
        ({"roll": Roll(Mode.MEMBER, 600, 310)}, "村民会议只能按人或者按户代表计算到会"),
        ({"roll": Roll(Mode.DELEGATE, 600, 310)}, "村民会议只能按人或者按户代表计算到会"),
    ],
)
def test_contradictions_stop_the_verdict(change, sentence):
    question = replace(ask("villagers", 600, 310, 200), **change)
    assert [sentence in found for found in problems(question)] == [True]
    with pytest.raises(ValueError, match=sentence.replace("+", r"\+")):
        verdict(question)


def test_the_same_day_is_in_time():
    assert problems(ask("villagers", 600, 310, 200, noticed_on=ON, party_on=ON)) == []


# --- storage -----------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(votes(), st.sampled_from([code for code, _ in PROVINCES]), st.none() | st.integers(0, 30))
def test_a_verdict_survives_the_database(vote, province, days):
    kind, mode, on, total, present, yes = vote
    noticed = None if days is None else on - timedelta(days=days)
    judged = verdict(
        ask(
            kind,
            total,
            present,
            yes,
            mode=mode,
            on=on,
            local=rules_of(province),
            noticed_on=noticed,
        )
    )
    assert Verdict.from_dict(json.loads(json.dumps(judged.as_dict()))) == judged


def test_the_frozen_verdict_keeps_the_figures():
    stored = verdict(ask("villagers", 600, 310, 200)).as_dict()
    assert stored["roll"]["present"] == 310 and stored["counts"]["yes"] == 200
    assert (stored["on"], stored["since"], stored["law"]) == (
        "2026-06-20",
        "2026-01-01",
        "村民委员会组织法",
    )


def test_custom_local_rules_without_a_name_are_still_cited():
    found = notice(1, "village_reps", local=LocalRules(reps_notice_days=2))
    assert (found.ok, found.law) == (False, "本地规定")


# --- the measure of the day ---------------------------------------------------------------------


def of_province(code, on, **more):
    """A decision of 30 of 42 representatives, told of 10 days before, under a full delegation."""
    lent = replace(delegation(on), scope="日常事务", posted_on=on, filed_on=on)
    local = rules_of(code, PlaceKind.VILLAGE, on)
    given = {"reps": 36, "women_reps": 15, "women_reps_present": 10}
    given |= more.pop("roll", {})
    given = {"delegation": lent, "roll": given} | more
    return ask("village_reps", 42, 30, 20, on=on, local=local, **given)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2012, 12, 31), VoteOutcome.PASSED), (date(2013, 1, 1), VoteOutcome.NO_QUORUM)],
)
def test_a_local_quorum_binds_from_the_day_of_its_measure(on, expected):
    question = of_province("shandong", on, roll={"women_reps_present": 9})
    assert verdict(question).outcome == expected
    told = [f.sentence for f in verdict(question).findings if f.key == "measure"]
    assert (told == []) is (expected == VoteOutcome.NO_QUORUM)


@pytest.mark.parametrize(
    ("code", "on", "is_told"),
    [
        ("shandong", date(2025, 12, 31), False),
        ("shandong", date(2026, 1, 1), True),
        ("hainan", date(2026, 1, 1), False),
    ],
)
def test_a_measure_older_than_the_law_says_so_where_it_decides(code, on, is_told):
    found = verdict(of_province(code, on)).findings
    told = [one.sentence for one in found if one.key == "older"]
    assert len(told) == is_told
    assert all("早于2026年1月1日施行的法律，不一致的以法律为准" in one for one in told)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2013, 10, 31), VoteOutcome.NO_QUORUM), (date(2013, 11, 1), VoteOutcome.PASSED)],
)
def test_those_away_leave_the_total_from_the_day_of_the_measure(on, expected):
    local = rules_of("chongqing", PlaceKind.VILLAGE, on)
    roll = {"excluded": 30, "is_exclusion_announced": True}
    assert outcome("villagers", 100, 36, 19, on=on, local=local, roll=roll) == expected


@pytest.mark.parametrize(
    ("code", "days", "ok"),
    [
        ("shanghai", 10, True),
        ("shanghai", 9, False),
        ("hebei", 7, True),
        ("hebei", 6, False),
        ("shandong", 5, True),
        ("shandong", 4, False),
        ("zhejiang", 3, True),
        ("zhejiang", 2, False),
        ("hainan", 2, False),
        ("beijing", 2, False),
        ("henan", 0, True),
    ],
)
def test_representatives_are_told_as_many_days_ahead_as_the_province_says(code, days, ok):
    on = date(2026, 6, 20)
    question = of_province(code, on, noticed_on=on - timedelta(days=days))
    assert finding(question, "notice").ok is ok


@pytest.mark.parametrize(
    ("code", "reps", "population", "ok"),
    [
        ("shanghai", 34, 900, False),
        ("shanghai", 35, 900, True),
        ("beijing", 29, 900, False),
        ("beijing", 30, 900, True),
        ("hainan", 19, 900, False),
        ("hainan", 20, 900, True),
        ("zhejiang", 39, 999, False),
        ("zhejiang", 40, 999, True),
        ("zhejiang", 49, 1000, False),
        ("zhejiang", 50, 1000, True),
    ],
)
def test_as_many_representatives_as_the_province_says(code, reps, population, ok):
    roll = {"reps": reps, "women_reps": reps, "population": population}
    question = ask(
        "village_reps", reps + 5, reps, reps, roll=roll, local=rules_of(code), about="other"
    )
    assert finding(question, "reps_minimum").ok is ok


@pytest.mark.parametrize(
    ("women", "national", "local"), [(12, True, True), (11, False, True), (9, False, False)]
)
def test_a_local_share_of_women_never_lowers_the_law(women, national, local):
    roll = {"reps": 30, "women_reps": women, "women_reps_present": women}
    question = ask("village_reps", 35, 30, 20, roll=roll, local=rules_of("hainan"))
    assert finding(question, "women").ok is national
    assert finding(question, "women_among_reps").ok is local


def void(question):
    return [f for f in verdict(question).findings if f.key == "void"]


def test_a_breach_of_procedure_is_told_with_what_the_province_makes_of_it():
    on = date(2026, 6, 20)
    late = {"noticed_on": on - timedelta(days=4)}
    (found,) = void(of_province("shandong", on, **late))
    assert "无效" in found.sentence and found.article == "第二十四条第五款"
    assert found.severity == Severity.DEFECT
    assert verdict(of_province("shandong", on, **late)).outcome == VoteOutcome.PASSED
    assert void(of_province("shandong", on, delegation=delegation(on)))
    assert void(of_province("shandong", on)) == []
    assert void(of_province("hebei", on, **late)) == []


def test_an_assembly_is_not_what_the_province_speaks_of():
    late = ask("villagers", 600, 310, 200, noticed_on=ON, local=rules_of("shandong"))
    assert void(late) == []


@pytest.mark.parametrize(
    ("meeting", "mode"),
    [
        ("residents", Mode.DELEGATE),
        ("residents", Mode.MEMBER),
        ("villagers", Mode.DELEGATE),
        ("villagers", Mode.MEMBER),
        ("village_reps", Mode.PERSON),
        ("resident_reps", Mode.HOUSEHOLD),
    ],
)
def test_a_meeting_is_counted_as_the_law_of_the_day_counts_it(meeting, mode):
    (told,) = problems(ask(meeting, 42, 30, 20, mode=mode))
    assert "只能按" in told


@pytest.mark.parametrize(
    ("on", "about", "meeting", "expected"),
    [
        (date(2025, 12, 31), "resignation", "village_reps", VoteOutcome.INCOMPETENT),
        (date(2026, 1, 1), "resignation", "village_reps", VoteOutcome.PASSED),
        (date(2010, 10, 27), "appraisal", "village_reps", VoteOutcome.INCOMPETENT),
        (date(2010, 10, 28), "appraisal", "village_reps", VoteOutcome.PASSED),
        (date(2025, 12, 31), "by_election", "resident_reps", VoteOutcome.INCOMPETENT),
        (date(2026, 1, 1), "by_election", "resident_reps", VoteOutcome.PASSED),
        (date(2026, 1, 1), "newcomers", "village_reps", VoteOutcome.PASSED),
        (date(2026, 1, 1), "newcomers", "resident_reps", VoteOutcome.INCOMPETENT),
        (date(2026, 1, 1), "selection", "resident_reps", VoteOutcome.PASSED),
        (date(2010, 10, 27), "selection", "village_reps", VoteOutcome.INCOMPETENT),
    ],
)
def test_what_the_law_of_the_day_gives_to_representatives(on, about, meeting, expected):
    assert outcome(meeting, 42, 30, 20, on=on, about=about, delegation=None) == expected
