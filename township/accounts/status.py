"""What the status page tells an administrator about this installation."""

from django.utils import timezone

from archives.acts import nightly
from archives.models import FixityRun
from township import doctor
from township.access import Reach
from township.files import room
from township.history.models import Verification
from township.history.verification import CHECKS
from township.papers.sources import OwnTemplate
from township.papers.vetting import standing
from township.templatetags.wording import size_cn
from township.users.models import Township

# Townships whose room for files is told one by one.
MOST_ROOMS = 10


def findings(user):
    """[(label, value, tone)]: what the doctor finds and, of the townships within reach of `user`,
    their room for files and what was checked."""
    is_all = Reach.ALL in user.reaches("status.view")
    found = [one for one in doctor.findings() if is_all or one.is_for_offices]
    return [
        *((one.label, one.told, one.tone) for one in found),
        *(() if is_all else _templates(user)),
        *_rooms(user),
        ("定期检测", *_checks(user)),
        *_verifications(),
    ]


def _templates(user):
    rows = OwnTemplate.objects.for_user(user, "paper_template.view").select_related("township")
    townships = Township.objects.for_user(user, "paper_template.view")
    return [(doctor.TEMPLATES, *standing(rows, townships))]


def told_room(township):
    """已用3.2 GB（其中90.0 MB还没有保存），上限200.0 GB，还可以存196.8 GB"""
    used, waiting = room.used(township), room.waiting_in(township)
    quota = room.quota_of(township)
    unsaved = f"（其中{size_cn(waiting)}还没有保存）" if waiting else ""
    left = max(0, quota - used - waiting)
    return f"已用{size_cn(used + waiting)}{unsaved}，上限{size_cn(quota)}，还可以存{size_cn(left)}"


def _rooms(user):
    """Each is counted over all that keeps files: of many townships, each office sees its own."""
    townships = Township.objects.for_user(user, "status.view")[: MOST_ROOMS + 1]
    if len(townships) > MOST_ROOMS:
        return [("各镇文件空间", "镇较多，由各镇创建办公室在自己的“系统状态”里看", "neutral")]
    return [
        (f"{one}文件空间", told_room(one), "bad" if room.is_nearly_full(one) else "good")
        for one in townships
    ]


def _checks(user):
    """(value, tone) of the integrity checks of the villages within reach and their years."""
    seen = FixityRun.objects.for_user(user, "fixity.view")
    if wrong := nightly.failing().filter(pk__in=seen.values("pk")).count():
        return f"{wrong}个村年度的档案不通过，请看“档案检测”", "bad"
    days = nightly.CHECKED_EVERY.days
    if Reach.ALL in user.reaches("status.view"):
        # Who answers for the installation is told what the night found: counting reads it all.
        waiting = nightly.waiting_last_night()
        if waiting is None:
            return "还不知道哪些该检测，夜间整理会查", "warn"
    else:
        townships = Township.objects.for_user(user, "status.view").values_list("pk", flat=True)
        waiting = len(nightly.overdue(list(townships)))
    if waiting:
        return f"{waiting}个村年度的档案{days}天内没有检测过，夜间会检测", "warn"
    return f"已归档的档案都在{days}天内检测过，全部通过", "good"


def _verifications():
    """When each check of `manage.py verify` was last made, and with which result."""
    made = {one.check_name: one for one in Verification.objects.all()}
    for name in CHECKS:
        label = f"核对{name}"
        if one := made.get(name):
            found = f"{one.faults}处不对" if one.faults else "正常"
            at = timezone.localtime(one.made_at)
            yield label, f"{at:%m月%d日%H:%M}核对过：{found}", "bad" if one.faults else "good"
        else:
            yield label, "没有核对过：请运行 manage.py verify", "warn"
