"""From the rows of a motion to the question its law answers, and why there is none yet."""

import pytest

from tests.personas import cadre_of
from tests.villages import way
from tests.villages.rosters import representative
from villages.acts import meeting as meeting_acts
from villages.acts.roll import cast_all, take_roll
from villages.models import Authorisation, Figures, Motion
from villages.queries.verdict import (
    competence_reasons,
    counts_from,
    counts_of,
    delegation_of,
    judge,
    obstacles,
    override_of,
    place_of,
    question_of,
    roll_of,
    verdict_of,
)
from villages.rules.kinds import Mode, PlaceKind, VotingMethod
from villages.workflows.motion import MOTION

SECRET = {"issued": 400, "returned": 398, "yes": 300, "no": 60, "abstain": 30, "invalid": 8}


@pytest.fixture
def meeting(village, cadre):
    return way.attend(way.meeting(village, cadre), cadre)


def ask(meeting, cadre, method=VotingMethod.SHOW_OF_HANDS, **more):
    return meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method=method, **more
    )


def test_a_place_is_judged_by_its_own_law(village, community):
    assert (place_of(village), place_of(community)) == (PlaceKind.VILLAGE, PlaceKind.COMMUNITY)


def lend(village, **more):
    given = {
        "granted_on": way.days_ago(90),
        "matters": ["rule"],
        "since": way.days_ago(80),
        "until": way.days_ago(-80),
        "scope": "制度",
        "posted_on": way.days_ago(79),
        "filed_on": way.days_ago(78),
    }
    return Authorisation.objects.create(village=village, **given | more)


def test_a_delegation_as_the_rules_take_it(village, other_village):
    assert delegation_of(village, "rule", way.days_ago(5)) is None
    lend(other_village)
    assert delegation_of(village, "rule", way.days_ago(5)) is None
    lend(village)
    one = delegation_of(village, "rule", way.days_ago(5))
    assert (one.granted_on, one.valid_from, one.valid_until) == (
        way.days_ago(90),
        way.days_ago(80),
        way.days_ago(-80),
    )
    assert (one.matters, one.scope) == (("rule",), "制度")
    assert (one.posted_on, one.filed_on) == (way.days_ago(79), way.days_ago(78))


@pytest.mark.parametrize(
    ("parts", "is_quoted"),
    [
        ({}, False),
        ({"override_basis": "  "}, False),
        ({"override_article": "第九条"}, True),
        ({"override_quote": "可以由代表会议表决。"}, True),
    ],
)
def test_local_law_counts_as_quoted_when_anything_of_it_stands_there(parts, is_quoted):
    assert (override_of(Motion(**parts)) is not None) is is_quoted


def test_reasons_against_a_vote_before_the_wrong_body(village, cadre):
    row = way.meeting(village, cadre, kind="village_reps")
    motion = Motion(meeting=row, about="charter")
    assert any(reason.blocks for reason in competence_reasons(motion))
    assert not any(
        reason.blocks
        for reason in competence_reasons(Motion(meeting=way.meeting(village, cadre), about="rule"))
    )
    motion.about = "rule"
    assert any(reason.blocks for reason in competence_reasons(motion))
    lend(village)
    assert not any(reason.blocks for reason in competence_reasons(motion))


def test_a_roll_holds_every_figure_and_the_latest_population(village, cadre):
    for year, people in ((2024, 900), (2025, 1200)):
        Figures.objects.create(
            village=village, year=year, population=people, households=300, adults=700
        )
    row = way.meeting(village, cadre, kind="village_reps")
    row = way.attend(row, cadre, total=35, present=30, women_present=9)
    row.excluded, row.is_exclusion_told = 3, True
    roll = roll_of(row)
    assert (roll.mode, roll.total, roll.present, roll.excluded) == (Mode.MEMBER, 35, 30, 3)
    assert (roll.reps, roll.women_reps, roll.women_reps_present) == (30, 12, 9)
    assert (roll.is_exclusion_announced, roll.women_present, roll.population) == (True, 9, 1200)


def test_without_figures_the_population_is_unknown(meeting):
    assert roll_of(meeting).population is None


def test_open_votes_have_no_ballots(meeting, cadre):
    tally = meeting_acts.enter_tally(ask(meeting, cadre), by=cadre, **SECRET)
    open_vote = counts_from(tally, VotingMethod.SHOW_OF_HANDS)
    assert (open_vote.issued, open_vote.returned, open_vote.invalid) == (None, None, 0)
    secret = counts_from(tally, VotingMethod.SECRET)
    assert (secret.issued, secret.returned, secret.invalid) == (400, 398, 8)
    for one in (open_vote, secret):
        assert (one.yes, one.no, one.abstain) == (300, 60, 30)


def test_an_open_vote_is_counted_once(meeting, cadre):
    motion = ask(meeting, cadre)
    assert counts_of(motion) == (None, ["“修路”还没有录入计票结果。"])
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    counts, reasons = counts_of(motion)
    assert counts.yes == 400 and reasons == []


def test_a_secret_vote_is_counted_twice_and_alike(village, meeting, cadre):
    teller = cadre_of(village, "teller", "李会计")
    motion = ask(meeting, cadre, VotingMethod.SECRET)
    meeting_acts.enter_tally(motion, by=cadre, side=1, **SECRET)
    assert counts_of(motion) == (
        None,
        [
            "“修路”是无记名投票，还要由另一个人再录入一次计票结果；只有一个账号的，由镇创建办公室录入。"
        ],
    )
    meeting_acts.enter_tally(motion, by=teller, side=2, **SECRET | {"no": 61})
    counts, (reason,) = counts_of(motion)
    assert counts is None
    assert reason == "“修路”两次计票不一致：反对：第一次录入60，第二次录入61。"
    meeting_acts.enter_tally(motion, by=teller, side=2, **SECRET)
    counts, reasons = counts_of(motion)
    assert (counts.yes, counts.invalid, reasons) == (300, 8, [])


@pytest.fixture
def called(village, cadre):
    """A roll-call of seven people who came."""
    people = [representative(village, n) for n in range(7)]
    row = way.meeting(village, cadre, kind="village_reps")
    motion = ask(row, cadre, VotingMethod.ROLL_CALL, is_recorded_anyway=True)
    return motion, people


def test_a_roll_call_waits_for_everybody_who_came(called, cadre):
    motion, people = called
    counts, (reason,) = counts_of(motion)
    assert counts is None and "请先按花名册登记到会人员" in reason
    take_roll(motion.meeting, [one.pk for one in people[:6]], by=cadre)
    _, (reason,) = counts_of(motion)
    assert reason == "“修路”还有6人没有登记表决意见：代表00、代表01、代表02、代表03、代表04等。"
    cast_all(motion, {people[0].pk: "yes"}, by=cadre)
    assert counts_of(motion)[1][0].endswith(
        "还有5人没有登记表决意见：代表01、代表02、代表03、代表04、代表05。"
    )
    choices = ["yes", "yes", "yes", "no", "no", "abstain"]
    cast_all(
        motion, {one.pk: choice for one, choice in zip(people, choices, strict=False)}, by=cadre
    )
    counts, reasons = counts_of(motion)
    assert (counts.yes, counts.no, counts.abstain, reasons) == (3, 2, 1, [])
    assert counts.method == VotingMethod.ROLL_CALL


def test_a_question_holds_everything_a_verdict_rests_on(village, cadre):
    lend(village)
    row = way.meeting(village, cadre, kind="village_reps", is_special=True, special_reason="汛情")
    quote = {"override_basis": "某办法", "override_article": "第九条", "override_quote": "可以。"}
    motion = meeting_acts.add_motion(
        way.attend(row, cadre, total=35, present=30), by=cadre, about="rule", title="甲", **quote
    )
    meeting_acts.enter_tally(motion, by=cadre, yes=30, no=0, abstain=0)
    question = question_of(motion, counts_of(motion)[0])
    assert (question.place, question.meeting, question.about) == ("village", "village_reps", "rule")
    assert (question.on, question.noticed_on, question.party_on) == (
        way.days_ago(5),
        way.days_ago(16),
        way.days_ago(20),
    )
    assert (question.is_special, question.special_reason) == (True, "汛情")
    assert question.delegation.scope == "制度" and question.override.article == "第九条"
    assert (question.roll.present, question.counts.yes) == (30, 30)


def test_what_stands_in_the_way_of_closing(village, cadre):
    coming = ask(way.meeting(village, cadre, held=-3, party_on=None), cadre)
    day = way.days_ago(-3)
    assert obstacles(coming) == [f"会议还没有开（{day.month}月{day.day}日），开完才能结束。"]
    motion = ask(way.meeting(village, cadre), cadre)
    assert obstacles(motion) == ["还没有登记到会人数。"]
    motion.meeting = way.attend(motion.meeting, cadre)
    assert obstacles(motion) == ["“修路”还没有录入计票结果。"]
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=1)
    assert obstacles(motion) == ["“修路”：赞成400+反对0+弃权1=401，与实到400人不相等。"]
    meeting_acts.enter_tally(motion, by=cadre, yes=399, no=0, abstain=1)
    assert obstacles(motion) == []


def test_a_verdict_is_judged_once_and_read_back_as_it_was(meeting, cadre):
    motion = ask(meeting, cadre)
    assert verdict_of(motion) is None
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    question, verdict = judge(motion)
    assert question["on"] == way.days_ago(5).isoformat()
    assert question["roll"]["present"] == 400 and question["counts"]["yes"] == 400
    assert isinstance(question["local"]["reps_minimum"], list)
    assert verdict.outcome == "passed"
    assert verdict_of(MOTION.perform("close", motion, by=cadre)) == verdict


def test_a_meeting_without_figures_counts_nobody(village, cadre):
    roll = roll_of(way.meeting(village, cadre))
    assert (roll.total, roll.present) == (0, 0)
