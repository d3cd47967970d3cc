"""What the home page says when something kept is not as it was, or the site does not look after
itself: to whoever reads the status page, until the next check finds it right."""

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from archives.acts import nightly
from archives.models import FixityRun
from township.dates import cn_date
from township.files import room
from township.history.models import FoundFault

PERMISSION = "status.view"
WHAT_TO_DO = "打开看是哪些；不要自行改动数据库和文件，由系统管理员用备份补回后再核对。"


def found_faults(user):
    """To-dos of all that is wrong within reach of `user`, what was kept before how it is kept."""
    if not user.may(PERMISSION):
        return []
    of_the_site = _site() if user.may("place.edit") else ()
    return [*_verified(user), *_checked(user), *_room(user), *of_the_site]


def _verified(user):
    rows = FoundFault.objects.for_user(user, PERMISSION)
    for one in (
        rows.values("check_name")
        .order_by("check_name")
        .annotate(number=Count("pk"), first=Min("since"))
    ):
        since = cn_date(timezone.localdate(one["first"]))
        yield _todo(f"{one['check_name']}有{one['number']}处不对（{since}起）", WHAT_TO_DO)


def _checked(user):
    rows = FixityRun.objects.for_user(user, "fixity.view").values("pk")
    found = nightly.failing().filter(pk__in=rows)
    told = found.aggregate(number=Count("pk"), first=Min("checked_at"))
    if told["number"]:
        since = cn_date(timezone.localdate(told["first"]))
        yield _todo(f"{told['number']}个村年度的档案检测不通过（{since}起）", WHAT_TO_DO)


def _room(user):
    """Of the own township, whose office can do something about it."""
    township = user.township_for(PERMISSION)
    if township is not None and room.is_nearly_full(township):
        hint = "满了就不能再上传。请在“本镇设置”里放宽上限，或清理没有保存的文件。"
        yield _todo(f"{township}的文件空间快满了", hint, tone="warn")


def _site():
    told, tone = nightly.standing()
    if tone == "bad":
        yield _todo("夜间整理没有做", f"{told}。")
    if room.free() < 0:
        floor = settings.DISK_FLOOR // room.MB
        yield _todo("磁盘满了，不再收文件", f"请腾出空间或扩容，至少空出{floor}MB以上。")


def _todo(title, hint, tone="bad"):
    return {"title": title, "hint": hint, "url": reverse("status"), "due": None, "tone": tone}
