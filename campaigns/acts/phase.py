"""Rounds that their dates move on, done by the worker at midnight Asia/Shanghai.

Each look is a task in the same database, queued in the transaction that began the phase: neither
a phase without its look nor a look without its phase can be. A look that comes late, twice or
after the dates were changed finds another phase or day, and does nothing. What a person would be
refused is refused here too (an open objection, a sheet that was not handed in); the round's page
says why, and the next midnight tries again.
"""

from django.db import transaction

from campaigns.models import Round
from campaigns.queries import phase as phase_queries
from campaigns.workflows.round import ROUND
from township.tasks import Concern, work


def plan_move(round: Round) -> None:
    """Queue the next look at a round; none where its phases end by hand."""
    at, day = phase_queries.next_look(round), phase_queries.last_day(round)
    if at is not None and day is not None:
        move_by_date.using(run_after=at).enqueue(round.pk, round.status, day.isoformat())


def _still_due(pk, status, day):
    rows = Round.objects.select_related("moves_for", "campaign__township")
    round = rows.filter(pk=pk, status=status).first()
    if round is None or not phase_queries.is_due(round):
        return None
    return Concern(str(round), round.get_absolute_url(), round.moves_for_id, round)


@work("考评到期自动办理", concern=_still_due)
def move_by_date(pk: int, status: str, day: str) -> None:
    """Take a round into its next phase if this date still ends the phase it is in."""
    with transaction.atomic():
        round = Round.objects.select_for_update(of=("self",)).get(pk=pk)
        last = phase_queries.last_day(round)
        if round.status != status or last is None or last.isoformat() != day:
            return
        if not phase_queries.is_due(round):
            return
        if against_moving(round):
            plan_move(round)
        else:
            ROUND.perform(
                phase_queries.act_after(round), round, by=round.moves_for, reason="到期自动办理"
            )


def against_moving(round: Round) -> list[str]:
    """Reasons why a round whose date is over has not moved on; empty when nothing is amiss."""
    if not phase_queries.is_due(round):
        return []
    user, transition = round.moves_for, ROUND[phase_queries.act_after(round)]
    rows = Round.objects.for_user(user, transition.permission)
    if user is None or not user.is_active or not rows.filter(pk=round.pk).exists():
        return [f"设定到期自动办理的{user}已经不在创建办公室，请打开“修改”重新设定。"]
    return transition.reasons_against(round, user)
