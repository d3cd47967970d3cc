"""Writing down the association's five haves of a year (plan, clause 43)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.models import (
    Have,
    HaveKey,
    HavesCheck,
    Village,
)

HAVES = fact("haves.check")


@transaction.atomic
def check_haves(
    village: Village,
    year: int,
    items: Mapping[str, tuple[bool, str, None]],
    *,
    by: User,
    on: date | None = None,
) -> HavesCheck:
    """Write down the year's five haves; returns the HavesCheck.

    items: {HaveKey: (is_met, evidence, (StoredFile, name) or None)}. A have that is claimed needs
    a note or a photo. A missing photo leaves the one that is there.
    """
    if late := after_today(on, "检查日期"):
        raise Refused(late)
    check, is_new = HavesCheck.objects.select_for_update().get_or_create(
        village=village, year=year, defaults={"checked_on": on or timezone.localdate()}
    )
    present = {item.key: item for item in check.items.all()}
    for key in HaveKey.values:
        is_met, evidence, photo = items.get(key, (False, "", None))
        item = present.get(key) or Have(check_of=check, key=key)
        item.is_met, item.evidence = is_met, evidence
        if photo:
            item.photo, item.photo_name = photo
        if is_met and not evidence.strip() and not item.photo:
            raise Refused(f"“{HaveKey(key).label}”勾选了具备，请写佐证说明或上传照片。")
        item.save()
    check.checked_on = on or timezone.localdate()
    check.version += 1
    check.save()
    met = sum(items.get(key, (False,))[0] for key in HaveKey.values)
    verb = "登记" if is_new else "修改"
    announce(HAVES, check, by)
    record("haves.check", check, by, f"{verb}协会五有：{year}年具备{met}项")
    return check
