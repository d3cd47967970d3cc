"""Each night everybody is told of the last days on the own to-do list: 7 days and 1 day ahead, and
once when it is over; on Mondays of the week; and offices of what the checks found wrong."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from archives.acts.nightly import EACH_NIGHT
from campaigns.rules.reminding import WEEK_AHEAD, stage_of
from township.alerts.couriers import Dispatch
from township.alerts.digest import weekly
from township.alerts.models import LONGEST_KEY, Alert, AlertKind
from township.alerts.sending import send_due
from township.alerts.telling import Told, tell
from township.dashboard.faults import faults
from township.dashboard.owing import MEETING, TERM, owing
from township.dashboard.todos import MATTERS
from township.dates import days_told
from township.users.models import User

KEPT = timedelta(days=366)


@EACH_NIGHT.answers("deadlines")
def tell_deadlines():
    """One person after another, by the rules of the to-do list."""
    Alert.objects.filter(at__lt=timezone.now() - KEPT).delete()
    Dispatch.objects.filter(at__lt=timezone.now() - KEPT).delete()
    on = timezone.localdate()
    users = User.objects.filter(is_active=True).order_by("pk")
    sources = (_deadlines_of, _owed_of, _faults_of, weekly)
    tell(told for user in users for source in sources for told in source(user, on))
    send_due.enqueue()


def _owed_of(user, on):
    """Meetings of the law and ends of terms, to the villages that owe them."""
    if not user.may("meeting.edit"):
        return
    for one in owing(user, "meeting.edit", kinds=(MEETING, TERM)):
        if stage := stage_of(one.due, on):
            yield Told(
                user=user.pk,
                key=f"due:{one.errand}:{one.row.pk}:{stage}",
                kind=AlertKind.DUE,
                row=one.row,
                title=f"{days_told(one.due, on)}：{one.title}",
                hint=one.hint,
                path=one.url or one.row.get_absolute_url(),
                due=one.due,
            )


def _faults_of(user, on):
    """What the checks of the night found wrong in the own township, to whoever looks after it."""
    township = user.township_for("status.view")
    for one in faults(user) if township else ():
        yield Told(
            user=user.pk,
            key=f"fault:{one['title']}"[:LONGEST_KEY],
            kind=AlertKind.TASK,
            row=township,
            title=one["title"],
            hint=one["hint"],
            path=one["url"],
        )


def _deadlines_of(user, on):
    for matter in MATTERS:
        rows = matter.rows(user) if matter.due else None
        if rows is None:
            continue
        soon = rows.annotate(due_day=F(matter.due))
        soon = soon.filter(due_day__lte=on + timedelta(days=WEEK_AHEAD))
        for row in soon.select_related(*matter.select):
            if stage := stage_of(row.due_day, on):
                yield Told(
                    user=user.pk,
                    key=f"due:{matter.permission}:{row.pk}:{row.due_day:%Y%m%d}:{stage}",
                    kind=AlertKind.DUE,
                    row=row,
                    title=f"{days_told(row.due_day, on)}：{matter.title(row)}",
                    hint=matter.hint,
                    path=matter.address(row),
                    due=row.due_day,
                )
