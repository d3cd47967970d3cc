"""A recall from the demand to the end of the term."""

import pytest

from tests.personas import cadre_of
from tests.villages import way
from tests.villages.recalls import demand, demanded, seated
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts.organisation import end_term
from villages.acts.recall import answer_recall, put_recall_to_meeting, record_recall, remove_recall
from villages.models import Recall, Term
from villages.rules.bodies import PostKind
from villages.rules.kinds import MeetingKind, Mode
from villages.workflows.meeting import MEETING


def vote(row, cadre, office, *, yes, total=600, cast=400, **more):
    """The demand voted upon by secret ballot, counted twice and closed; returns the motion."""
    meeting = way.meeting(row.village, cadre, **more)
    motion = put_recall_to_meeting(row, meeting, by=cadre)
    way.attend(meeting, cadre, total=total, present=cast)
    counts = {"issued": cast, "returned": cast, "yes": yes, "no": cast - yes, "abstain": 0}
    for side, user in enumerate((cadre, office), 1):
        meeting_acts.enter_tally(motion, by=user, side=side, **counts)
    MEETING.perform("close", meeting, by=cadre)
    motion.refresh_from_db()
    return motion


def heard(village, cadre, **more):
    return demanded(village, cadre, defence="本人到会申辩，说账目正在补。", **more)


def test_whoever_is_recalled_is_out_from_that_day(village, cadre, office):
    row = heard(village, cadre)
    motion = vote(row, cadre, office, yes=201)
    row.refresh_from_db()
    assert (motion.status, row.status, row.settled_on) == ("passed", "recalled", way.days_ago(5))
    term = Term.objects.get()
    assert (term.until, term.ended_as) == (way.days_ago(5), "recalled")


def test_half_of_the_votes_is_not_more_than_half(village, cadre, office):
    row = heard(village, cadre)
    assert vote(row, cadre, office, yes=200).status == "failed"
    row.refresh_from_db()
    assert row.status == "kept" and Term.objects.get().until is None


def test_a_vote_of_too_few_leaves_the_demand_open(village, cadre, office):
    row = heard(village, cadre)
    assert vote(row, cadre, office, yes=300, cast=300).status == "no_quorum"
    row.refresh_from_db()
    assert row.is_open and Term.objects.get().until is None
    assert vote(row, cadre, office, yes=301, held=3).status == "passed"
    row.refresh_from_db()
    assert row.status == "recalled" and row.settled_on == way.days_ago(3)


@pytest.mark.parametrize("days", [8, 5])
def test_whoever_left_before_or_that_day_stays_as_he_left(village, cadre, office, days):
    row = heard(village, cadre)
    end_term(row.term, on=way.days_ago(days), ended_as="resigned", by=cadre)
    vote(row, cadre, office, yes=300)
    term = Term.objects.get()
    assert (term.until, term.ended_as) == (way.days_ago(days), "resigned")


def test_whoever_would_leave_later_is_out_from_the_day_of_the_vote(village, cadre, office):
    row = heard(village, cadre)
    end_term(row.term, on=way.days_ago(4), ended_as="resigned", by=cadre)
    vote(row, cadre, office, yes=300)
    term = Term.objects.get()
    assert (term.until, term.ended_as) == (way.days_ago(5), "recalled")


def test_no_vote_is_closed_before_the_person_was_heard(village, cadre, office):
    row = demanded(village, cadre)
    with pytest.raises(Refused, match="还没有登记被要求罢免的人怎样申辩"):
        vote(row, cadre, office, yes=300)
    row.defence = "本人放弃申辩。"
    record_recall(row, by=cadre)
    MEETING.perform("close", row.motions.get().meeting, by=cadre)
    assert Recall.objects.get().status == "recalled"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"days": -1}, "收到日期不能在今天之后"),
        ({"days": 701}, "在收到日期不在任"),
        ({"petitioners": "households"}, "没有规定可以由户的代表联名提出"),
        ({"signers": 601}, "联名数不能多于总数"),
    ],
)
def test_what_cannot_be_true_is_refused(village, cadre, more, told):
    with pytest.raises(Refused, match=told):
        record_recall(demand(seated(village, cadre), **more), by=cadre)


def test_only_members_of_the_own_committee_are_recalled(village, other_village, cadre, other_cadre):
    row = demand(seated(village, cadre))
    row.village = other_village
    with pytest.raises(Refused, match="只能要求罢免本村"):
        record_recall(row, by=other_cadre)


def test_too_few_are_kept_answered_and_not_voted_upon(village, cadre):
    row = demanded(village, cadre, signers=119)
    with pytest.raises(Refused, match=r"不够数，不能交付表决"):
        put_recall_to_meeting(row, way.meeting(village, cadre), by=cadre)
    with pytest.raises(Refused, match="不能早于收到日期"):
        answer_recall(row, "联名不够数。", on=way.days_ago(41), by=cadre)
    row = answer_recall(row, "联名不够数。", on=way.days_ago(40), by=cadre)
    assert (row.status, row.answer) == ("answered", "联名不够数。")
    with pytest.raises(Refused, match="已答复"):
        answer_recall(row, "再说一次。", on=way.days_ago(1), by=cadre)
    with pytest.raises(Refused, match="不能删除"):
        remove_recall(row, by=cadre)


def test_which_meetings_take_it(village, other_village, cadre, other_cadre):
    row = demanded(village, cadre, days=4)
    with pytest.raises(Refused, match="会议日期早于收到"):
        put_recall_to_meeting(row, way.meeting(village, cadre), by=cadre)
    with pytest.raises(Refused, match="不是本村的会议"):
        put_recall_to_meeting(row, way.meeting(other_village, other_cadre, held=1), by=other_cadre)
    reps = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS, held=1)
    with pytest.raises(Refused, match="应由村民会议表决"):
        put_recall_to_meeting(row, reps, by=cadre)
    put_recall_to_meeting(row, way.meeting(village, cadre, held=1), by=cadre)
    with pytest.raises(Refused, match="已列入"):
        put_recall_to_meeting(row, way.meeting(village, cadre, held=2), by=cadre)
    with pytest.raises(Refused, match="已列入"):
        answer_recall(row, "撤回。", on=way.days_ago(0), by=cadre)
    with pytest.raises(Refused, match="不能删除"):
        remove_recall(row, by=cadre)


def test_representatives_of_a_community_may_where_more_than_two_thirds_vote(community, office):
    community_cadre = cadre_of(community, "cadre-xinchang", "刘专干")
    row = demanded(
        community,
        community_cadre,
        petitioners="reps",
        signers=10,
        base=30,
        defence="本人放弃申辩。",
    )
    more = {"kind": MeetingKind.RESIDENT_REPS, "mode": Mode.MEMBER}
    motion = vote(row, community_cadre, office, yes=15, total=35, cast=20, **more)
    assert motion.status == "no_quorum"
    motion = vote(row, community_cadre, office, yes=11, total=35, cast=21, held=3, **more)
    assert motion.status == "passed" and Term.objects.get().ended_as == "recalled"


def test_a_recall_is_put_to_a_meeting_by_its_demand_alone(village, cadre):
    meeting = way.meeting(village, cadre)
    with pytest.raises(Refused, match="先登记罢免要求"):
        meeting_acts.add_motion(meeting, by=cadre, about="recall", title="罢免主任")


def test_the_province_says_until_when(village, cadre):
    village.township.settings["province"] = "henan"
    village.township.save()
    row = record_recall(demand(seated(village, cadre)), by=cadre)
    assert row.vote_until == way.days_ago(10)
    village.township.settings["province"] = ""
    village.township.save()
    other = seated(village, cadre, "李副主任", PostKind.DEPUTY_DIRECTOR)
    assert record_recall(demand(other), by=cadre).vote_until is None


def test_what_was_entered_by_mistake_is_taken_out(village, cadre):
    remove_recall(demanded(village, cadre), by=cadre)
    assert not Recall.objects.exists()
