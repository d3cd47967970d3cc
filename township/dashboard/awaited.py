"""What waits for the villages, for whoever reminds them: the matters of their to-do lists that are
the village's alone, over all villages within reach; and what a village was reminded of."""

from datetime import timedelta
from operator import itemgetter

from django.db.models import F, Q
from django.utils import timezone

from campaigns.models import Reminder, Sheet
from campaigns.queries.reminder import Awaited
from township.access.policy import BY_VILLAGE, GRANTS
from township.crud.counting import at_once, is_any
from township.dashboard.owing import open_to, owing
from township.dashboard.todos import MATTERS, at_end
from villages.models import Query, TextVersion

# What a kind of matter is called where the noun's own name says less to the office.
KINDS = {Sheet: "自评", TextVersion: "章程、制度和公约", Query: "群众询问"}
# A reminder of what the law asks for anew each quarter or year is read no longer than that.
STANDING = timedelta(days=366)
# More of one kind are looked at village by village.
MOST = 500


def village_matters():
    """Those that a village owes, and nobody else can do."""
    return [one for one in MATTERS if one.is_owed and GRANTS[one.permission] == BY_VILLAGE]


def kind_of(matter):
    return KINDS.get(matter.model, matter.model._meta.verbose_name)


def kinds():
    return list(dict.fromkeys(map(kind_of, village_matters())))


def awaited(user, village=None, kind=""):
    """Everything that waits for villages within the user's reach; of one village or kind if asked.

    As many queries for three hundred villages as for three.
    """
    asked = [
        (matter, _of_villages(matter, user, village))
        for matter in village_matters()
        if kind in ("", kind_of(matter))
    ]
    there = at_once(user, [is_any(rows) for _, rows in asked])
    return [
        one
        for (matter, rows), is_there in zip(asked, there, strict=True)
        if is_there
        for one in _told(matter, rows, user)
    ]


def _of_villages(matter, user, village):
    path = matter.model.objects.all().scope["village"]
    rows = matter.rows_of_others(user, "reminder.send").filter(**{f"{path}__closed_on": None})
    return rows.filter(**{path: village}) if village else rows


def _told(matter, waiting, user):
    scope = matter.model.objects.all().scope
    rows = waiting.select_related(*matter.select, scope["township"])
    if matter.due:
        rows = rows.annotate(due_day=F(matter.due)).order_by("due_day", "pk")
    for row in rows[:MOST]:
        yield Awaited(
            errand=matter.errand,
            kind=kind_of(matter),
            row=row,
            village=at_end(scope["village"])(row),
            title=matter.title(row),
            hint=matter.hint,
            url=open_to(user, matter.address(row), row),
            due=getattr(row, "due_day", None),
            waiting=waiting,
        )


def reminders(user):
    """[{"title", "hint", "url", "due", "tone"}] of what the user was reminded of and has not done
    yet, the latest first."""
    if not user.may("reminder.view"):
        return []
    seen = Reminder.objects.for_user(user, "reminder.view").order_by()
    told = set(seen.values_list("errand", flat=True).distinct())
    own = [
        (one, rows)
        for one in village_matters()
        if one.errand in told and (rows := one.rows(user)) is not None
    ]
    waits = Q(noun="villages.village", day__gte=timezone.localdate() - STANDING)
    for matter, rows in own:
        waits |= Q(errand=matter.errand, object_id__in=rows.order_by().values("pk"))
    latest = {}
    for reminder in Reminder.objects.for_user(user, "reminder.view").filter(waits):
        latest.setdefault((reminder.errand, reminder.object_id), reminder)
    found = [
        (latest[matter.errand, row.pk], matter, row)
        for matter, rows in own
        if (pks := [pk for errand, pk in latest if errand == matter.errand])
        for row in rows.filter(pk__in=pks).select_related(*matter.select)
    ]
    told = [(reminder.pk, _reminded(matter, row, reminder)) for reminder, matter, row in found]
    told += _of_village(user, latest)
    return [item for _, item in sorted(told, key=itemgetter(0), reverse=True)]


def _reminded(matter, row, reminder):
    return {
        "title": matter.title(row),
        "hint": reminder.told,
        "url": matter.address(row),
        "due": at_end(matter.due)(row) if matter.due else None,
        "tone": "warn",
    }


def _of_village(user, latest):
    """[(reminder's pk, item)] of what the village itself owes still."""
    of_village = {key: one for key, one in latest.items() if one.noun == "villages.village"}
    if not of_village:
        return
    for one in owing(user, "meeting.edit"):
        if reminder := of_village.get((one.errand, one.row.pk)):
            yield (
                reminder.pk,
                {
                    "title": one.title,
                    "hint": reminder.told,
                    "url": one.url,
                    "due": one.due,
                    "tone": "warn",
                },
            )
