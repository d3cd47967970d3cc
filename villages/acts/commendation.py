"""Writing down a commendation or sanction (plan, clause 43)."""

import re
from collections.abc import Iterable, Iterator

from django.db import transaction

from township.files.models import StoredFile
from township.today import after_today
from township.users.models import User
from township.workflow.announcing import fact
from villages.acts.attachment import attach
from villages.acts.entry import refuse, tell
from villages.models import (
    Commendation,
    Person,
)

COMMENDATION = fact("commendation.record")


# A charter may criticise or withdraw honours; money taken is a penalty (行政处罚法 articles 9, 16).
MONEY = re.compile("罚款|罚金|扣款|没收|违约金|押金|保证金|信誉金|社会抚养费|缴纳.{0,6}元")


def commendation_faults(row: Commendation) -> Iterator[str]:
    """Sentences on what may not be saved: no person's name; who is punished is heard."""
    yield from after_today(row.on, "决定日期")
    if not row.organisation.strip() and not row.number:
        yield "请写明单位名称，或者涉及的户数。"
    if name := named_person(row):
        yield f"“{name}”是登记在册的个人。这里只写单位或户数，不写个人姓名。"
    if row.kind != Commendation.Kind.SANCTION:
        return
    if not row.noticed_on or not row.notice.strip():
        yield "惩处要先告知本人（单位）并听取申辩，请写明告知日期和情况。"
    elif row.noticed_on > row.on:
        yield "告知日期不能晚于决定日期。"
    if not row.remedy.strip():
        yield "惩处要写明申诉途径。"
    if found := MONEY.search(row.measure):
        yield f"惩处里写了“{found.group()}”。村规民约不能设定罚款或收费，请改用批评教育等方式。"


def named_person(row: Commendation) -> str:
    """The name of a registered person that stands in the row's words, or ""."""
    words = "\n".join((row.organisation, row.measure, row.notice))
    names = Person.objects.filter(village=row.village).values_list("name", flat=True)
    return next((name for name in set(names) if len(name) > 1 and name in words), "")


@transaction.atomic
def record_commendation(
    row: Commendation, *, by: User, files: Iterable[tuple[StoredFile, str]] = ()
) -> Commendation:
    """Save a commendation or sanction (written once) with its documents; returns it."""
    refuse(commendation_faults(row))
    row.save()
    attach(row, files, by=by)
    tell(row, row.get_kind_display(), COMMENDATION, by, True)
    return row
