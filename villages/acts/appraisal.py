"""Writing down how each person was rated, and ending the post of who was 不称职 twice in a row."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.acts.entry import refuse
from villages.acts.organisation import end_term
from villages.acts.soundness import save_sound
from villages.models import Appraisal, Motion, Term
from villages.queries.appraisal import rateable, rating_before
from villages.rules.appraisal import RatingCounts, ends_post, rating_faults
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Rating, TermEnded

Result = tuple[RatingCounts, Rating | None, str]


@transaction.atomic
def enter_ratings(motion: Motion, results: Mapping[Term, Result], *, by: User) -> list[Appraisal]:
    """Write down the results of one meeting, in place of what was written before.

    results: of each person ballots, rating (None: as the ballots say) and its ground. Raises
    Refused before the meeting, after it was closed, and for figures that cannot be true.
    """
    row = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if row.is_closed:
        raise Refused("评议已经结束，结果不能再改。")
    if not (row.meeting.is_over and row.meeting.has_attendance):
        raise Refused("开完会、登记了到会人数，才能登记评议结果。")
    may = {term.pk for term in rateable(row)}
    if any(term.pk not in may for term in results):
        raise Refused("会议当天不在任的人不参加评议。")
    refuse(rating_problems(row, results))
    row.appraisals.all().delete()
    rows = [_row(row, term, *result) for term, result in results.items()]
    for one in rows:
        save_sound(one)
    record("motion.tally", row, by, f"登记评议结果：{row}")
    return rows


def rating_problems(motion: Motion, results: Mapping[Term, Result]) -> Sequence[str]:
    """Sentences on what cannot be true, each with its person."""
    present = motion.meeting.present or 0
    return [
        f"{term.person}：{sentence}。"
        for term, (ballots, rating, ground) in results.items()
        for sentence in rating_faults(ballots, rating or ballots.usual, ground, present)
    ]


def _row(motion, term, ballots, rating, ground):
    return Appraisal(
        motion=motion,
        term=term,
        excellent=ballots.excellent,
        competent=ballots.competent,
        basic=ballots.basic,
        incompetent=ballots.incompetent,
        rating=rating or ballots.usual,
        ground=ground.strip(),
    )


def end_posts(motion: Motion, *, by: User) -> None:
    """What a closed appraisal does: who was 不称职 twice in a row is out of the committee."""
    if motion.verdict["outcome"] != "passed":
        return
    rows = motion.appraisals.filter(term__body__kind=BodyKind.COMMITTEE)
    for row in rows.select_related("term__body__village", "motion__meeting"):
        is_over = ends_post(Rating(row.rating), rating_before(row))
        if is_over and not (row.term.until and row.term.until <= motion.meeting.held_on):
            end_term(row.term, on=motion.meeting.held_on, ended_as=TermEnded.APPRAISED, by=by)
