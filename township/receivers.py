"""What people are told of what was announced below.

Whom a matter waits for is told by the to-do list (`MATTERS`), and by nothing else: after each act
the people who now have the row on their list learn of it. What is to be done by nobody, but was
waited for, is named in `ANSWERS`, with the posts that learn of it.
"""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from archives.acts import scan_reading
from archives.models import PartFile
from archives.queries.scan import own_batches
from campaigns.acts.honour import AWARDED
from campaigns.acts.reminder import REMINDED
from campaigns.models import Evaluation, Receipt, Sheet
from campaigns.workflows.honour import HONOUR
from township.access.policy import BY_BOTH, BY_OFFICE, BY_VILLAGE, GRANTS, REMARKED_BY
from township.alerts.models import Alert, AlertKind, unread_sign
from township.alerts.people import cadres_by_village, holders
from township.alerts.telling import Told, tell
from township.crud.reading import SHOWN_BESIDE
from township.dashboard.todos import MATTERS, Waiting, at_end
from township.history.chain import place_of
from township.history.models import Entry
from township.remarks.acts import REMARKED
from township.remarks.matters import card_for, may_remark
from township.workflow import on
from township.workflow.announcing import asked_once
from township.workflow.core import WORKFLOWS

# The workflow that no matter names; its acts are listened to all the same.
__all__ = ["HONOUR"]

SHOWN_BESIDE.answers("township.Alert")(unread_sign)
SHOWN_BESIDE.answers("archives.ScanBatch")(own_batches)

DECIDED = ("accept", "refuse")
ANSWERS = {
    **{f"application.{prefix}{act}": BY_BOTH for prefix in ("", "enter_") for act in DECIDED},
    "application.approve": BY_BOTH,
    "application.void_decision": BY_BOTH,
    "filing.accept": BY_VILLAGE,
    "filing.order_correction": BY_VILLAGE,
    "filing.sign_order_correction": BY_BOTH,
    "prereview.give": BY_VILLAGE,
    "rectification.close": BY_VILLAGE,
    "rectification.withdraw": BY_VILLAGE,
    "objection.uphold": BY_VILLAGE,
    "objection.reject": BY_VILLAGE,
    "reward.approve": BY_OFFICE,
    "reward.refuse": BY_OFFICE,
    "reward.pay": BY_VILLAGE,
    "honour.keep": BY_VILLAGE,
    "honour.revoke": BY_VILLAGE,
    "honour.remove": BY_VILLAGE,
}
# Who has not read one remark on a thing is not told of the next before this is over.
SAID_AGAIN = timedelta(days=1)
ASKED_BY = ("correction.agree", "correction.refuse")
# Handed down to every village at once: told of the receipts, not of the paper.
HANDED_DOWN = ("plan.issue", *(f"{n}.{a}" for n in ("standard", "assignment")
                               for a in ("issue", "sign_issue")))  # fmt: skip
# What is told because something waits; the others tell what came of it.
OF_DUTY = (AlertKind.TASK, AlertKind.RECTIFICATION, AlertKind.REMINDER, AlertKind.DUE)
OF_NOUN = defaultdict(list)
for _matter in MATTERS:
    if isinstance(_matter, Waiting):
        OF_NOUN[_matter.workflow.noun].append(_matter)


def matter_of(model, permission):
    """The matter of the to-do list about rows of a model for holders of a permission."""
    return next(one for one in MATTERS if (one.model, one.permission) == (model, permission))


def listen(workflow, transition):
    name = f"{workflow.noun}.{transition.name}"

    @on(name)
    def tell_of_act(row, by, given):
        settle(row)
        state = workflow.state_of(row)
        waits = [one for one in OF_NOUN[workflow.noun] if state in workflow[one.act].sources]
        people = {}
        if name in ANSWERS and not any(one.act.startswith("sign_") for one in waits):
            people = dict.fromkeys(holders(ANSWERS[name], *place_of(row)))
        elif name in ASKED_BY:
            people = {row.asked_by: None}
        for matter in waits:
            people |= dict.fromkeys(_waited_for(matter, row, by), matter)
        people.pop(by, None)
        if people:
            tell(_told_of_act(transition, row, people))


def settle(row):
    """What was waited for of this row has been done, by whomever: it is news to nobody."""
    rows = Alert.objects.filter(noun=row._meta.label_lower, object_id=row.pk, kind__in=OF_DUTY)
    rows.unread().update(is_read=True)


for _noun in {*OF_NOUN, *(name.partition(".")[0] for name in (*ANSWERS, *ASKED_BY))}:
    for _transition in WORKFLOWS[_noun].transitions:
        if not _transition.is_recall:
            listen(WORKFLOWS[_noun], _transition)


def _waited_for(matter, row, by):
    """Those who now have this very row on their to-do list, but for whoever has just acted."""
    place = place_of(row)
    for user in asked_once(
        ("holders", matter.permission, *place), lambda: holders(GRANTS[matter.permission], *place)
    ):
        rows = matter.rows(user) if user != by else None
        if rows is not None and rows.filter(pk=row.pk).exists():
            yield user


def _told_of_act(transition, row, people):
    entry = Entry.objects.about(row).values_list("pk", flat=True).first()
    is_rectification = row._meta.model_name == AlertKind.RECTIFICATION
    for user, matter in people.items():
        kind = AlertKind.TASK if matter else AlertKind.ANSWER
        yield Told(
            user=user.pk,
            key=f"act:{entry}:{transition.name}",
            kind=AlertKind.RECTIFICATION if is_rectification else kind,
            row=row,
            title=f"{transition.label}：{matter.title(row) if matter else row}",
            hint=matter.hint if matter else "",
            path=matter.address(row) if matter else row.get_absolute_url(),
            due=at_end(matter.due)(row) if matter and matter.due else None,
        )


# Many villages at once


@on(*HANDED_DOWN)
def tell_of_receipts(row, by, given):
    matter = matter_of(Receipt, "receipt.sign")
    tell_villages(matter, row.receipts.all(), AlertKind.TASK, "receipt")


@on("round.start_self")
def tell_of_self_sheets(round, by, given):
    matter = matter_of(Sheet, "evaluation.self")
    sheets = Sheet.objects.filter(evaluation__round=round)
    tell_villages(matter, sheets, AlertKind.TASK, "sheet")


@on("round.start_scoring")
def tell_of_sheets(round, by, given):
    matter = matter_of(Sheet, "sheet.score")
    sheets = matter.among(Sheet.objects.filter(evaluation__round=round))
    tell(
        Told(
            user=sheet.scorer_id,
            key=f"sheet:{sheet.pk}",
            kind=AlertKind.TASK,
            row=sheet,
            title=matter.title(sheet),
            hint=matter.hint,
            path=matter.address(sheet),
            due=at_end(matter.due)(sheet),
        )
        for sheet in sheets.select_related(*matter.select, "evaluation__village__township")
    )


@on("round.announce", "round.announce_again")
def tell_of_results(round, by, given):
    matter = matter_of(Evaluation, "objection.make")
    rows = Evaluation.objects.filter(round=round)
    tell_villages(matter, rows, AlertKind.RESULT, f"result:{round.version}")


def tell_villages(matter, rows, kind, key):
    """Each village's cadres of those of `rows` that wait for it."""
    scope = matter.model.objects.all().scope
    rows = list(matter.among(rows).select_related(*matter.select, scope["township"]))
    place = at_end(scope["village"])
    cadres = cadres_by_village({place(row).pk for row in rows})
    tell(
        Told(
            user=user,
            key=f"{key}:{row.pk}",
            kind=kind,
            row=row,
            title=matter.title(row),
            hint=matter.hint,
            path=matter.address(row),
            due=at_end(matter.due)(row) if matter.due else None,
        )
        for row in rows
        for user in cadres[place(row).pk]
    )


@on(REMINDED)
def tell_of_reminders(reminders, by, given):
    cadres = cadres_by_village({one.village_id for one in reminders})
    tell(
        Told(
            user=user,
            key=f"reminder:{reminder.pk}",
            kind=AlertKind.REMINDER,
            row=matter.row,
            title=f"催办：{reminder.title}",
            hint=reminder.told,
            path=matter.url or "/",
            due=matter.due,
        )
        for reminder, matter in zip(reminders, given["matters"], strict=True)
        for user in cadres[reminder.village_id]
    )


@on(AWARDED)
def tell_of_honour(honour, by, given):
    tell(
        Told(
            user=user.pk,
            key=f"honour:{honour.pk}",
            kind=AlertKind.ANSWER,
            row=honour,
            title=f"命名：{honour}",
            path=honour.get_absolute_url(),
        )
        for user in holders(BY_VILLAGE, *place_of(honour))
    )


@on(REMARKED)
def tell_of_remark(remark, by, given):
    """The other sides of the matter: of several remarks nobody has read, once a day."""
    row, (township, village) = remark.matter, place_of(remark.matter)
    alerts = Alert.objects.filter(kind=AlertKind.REMARK, noun=remark.noun, object_id=row.pk)
    # Whoever answers has read.
    alerts.filter(user=by).unread().update(is_read=True)
    recent = alerts.unread().filter(at__gt=timezone.now() - SAID_AGAIN)
    known = set(recent.values_list("user", flat=True))
    tell(
        Told(
            user=user.pk,
            key=f"remark:{remark.pk}",
            kind=AlertKind.REMARK,
            row=row,
            title=f"{village or township}：{row._meta.verbose_name}有新的留言",
            hint=str(row),
            path=card_for(row, user),
        )
        for user in holders(GRANTS[REMARKED_BY[remark.noun]], township, village)
        if user.pk not in known and not _is_of_one_side(user, by, remark) and may_remark(row, user)
    )


def _is_of_one_side(user, by, remark):
    """Do both write for the same side? Who writes for two sides is told by nobody for them."""
    own = by.roles & GRANTS[REMARKED_BY[remark.noun]].keys()
    return user == by or (len(own) == 1 and own <= user.roles)


@on(scan_reading.READ)
def tell_of_numbers(reading, by, given):
    """Whoever sent a scan with numbers of persons on it learns of them, once for each file."""
    if not reading.identities and not reading.telephones:
        return
    versions = PartFile.objects.filter(file=reading.file).exclude(added_by=None)
    tell(
        Told(
            user=version.added_by_id,
            key=f"scan:{version.pk}",
            kind=AlertKind.ANSWER,
            row=version.part.record,
            title=f"“{version.file_name}”里有像身份证号、电话号码的数字",
            hint="请打开档案核对；不该留的，遮盖后重新扫描上传。",
            path=version.part.record.get_absolute_url(),
        )
        for version in versions.select_related("part__record__township")
    )
