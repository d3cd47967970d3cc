"""既有荣誉: what a village was named before the system came, by the document of that time.

It counts for the ladder, for targets and for who may apply next. Nobody applied for it here,
nothing is granted on it; what was paid at the time may be noted.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from campaigns.models import Application, Honour
from campaigns.queries.organising import honour_fault
from township.access.interest import against_deciding
from township.dates import years_later
from township.document_number import year_faults
from township.files.models import StoredFile
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.acts.soundness import save_sound

ENTERED = fact("honour.enter_past")


@transaction.atomic
def enter_past_honour(
    honour: Honour, *, by: User, upload: tuple[StoredFile, str] | None = None
) -> Honour:
    """Save an honour filled in from its document; returns it.

    The organ bears its name of the day where no other was written; without a year it is the one of
    the naming, without a day of review the usual term runs. Raises Refused with every reason.
    """
    honour.issuer_name = honour.issuer_name or honour.issuer.name_on(honour.awarded_on)
    honour.year = honour.year or honour.awarded_on.year
    honour.review_on = honour.review_on or _term_end(honour)
    if upload:
        honour.file, honour.file_name = upload
    honour.enter(by)
    if faults := [*against_deciding(honour.village, by), *_against(honour)]:
        raise Refused(faults)
    save_sound(honour)
    announce(ENTERED, honour, by)
    record("honour.enter_past", honour, by, f"补录既有荣誉：{honour}（{honour.document_number}）")
    return honour


def _term_end(honour: Honour) -> date:
    return years_later(honour.awarded_on, honour.village.township.setting("rereview_years"))


def _against(honour: Honour) -> Iterator[str]:
    yield from after_today(honour.awarded_on, "命名日期")
    yield from year_faults(honour.document_number, honour.awarded_on)
    if honour.year > honour.awarded_on.year:
        yield "创建年度不能晚于命名日期。"
    yield from term_faults(honour)
    yield from issuer_faults(honour)
    yield from level_faults(honour)


def term_faults(honour: Honour) -> Iterator[str]:
    """Its term ends after it began."""
    if honour.review_on and honour.review_on < honour.awarded_on:
        yield "有效期至不能早于命名日期。"


def issuer_faults(honour: Honour) -> Iterator[str]:
    """It was named by an organ that might on that day, whose name is known."""
    if fault := honour_fault(honour):
        yield f"{fault}。"
    if not (honour.issuer_name or honour.issuer.name):
        yield f"{honour.issuer}，请先填写机关名称，或者照文件写命名机关。"


def level_faults(honour: Honour) -> Iterator[str]:
    """The village does not bear the level yet, and has not applied for it here."""
    if Honour.objects.held().filter(village=honour.village, level=honour.level).exists():
        yield f"{honour.village}已经登记了{honour.level_name}。"
    applied = Application.objects.filter(village=honour.village, level=honour.level)
    if applied.on_the_way().exists():
        yield f"{honour.village}的{honour.level_name}正在系统里申报，请办完后从申报登记荣誉。"
