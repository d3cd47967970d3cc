"""What the home page says when something kept is not as it was, or the site does not look after
itself: to whoever reads the status page, until the next check finds it right."""

from functools import partial

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from archives.acts import nightly
from archives.models import FixityRun
from township import doctor
from township.crud.parts import part
from township.dates import cn_date
from township.files import room
from township.history.models import FoundFault
from township.history.verification import WHAT_TO_DO
from township.tasks.undone import undone_of

PERMISSION = "status.view"
OPEN_IT = f"打开看是哪些；{WHAT_TO_DO}"


def found_faults(user):
    """To-dos of all that is wrong within reach of `user`, what was kept before how it is kept."""
    return [*faults(user), *_own_work(user)]


def faults(user):
    """Those of them that the status page tells of."""
    return part(("faults",), partial(_once, user))


def _once(user):
    """Asked once for a request, as the posts are, also where no part is kept."""
    kept = vars(user)
    if "_faults" not in kept:
        kept["_faults"] = _faults(user)
    return kept["_faults"]


def _faults(user):
    if not user.may(PERMISSION):
        return []
    of_the_site = _site() if user.may("place.edit") else ()
    return [*_verified(user), *_checked(user), *_room(user), *of_the_site]


def _own_work(user):
    """What the person asked for and the worker did not bring about."""
    for label, concern in undone_of(user):
        hint = "试了几次都没有做成。打开看情况，可以再办一次；仍不成的，请联系系统管理员。"
        yield _todo(f"{label}没有做成：{concern.about}", hint, url=concern.url)


def _verified(user):
    rows = FoundFault.objects.for_user(user, PERMISSION)
    for one in (
        rows.values("check_name")
        .order_by("check_name")
        .annotate(number=Count("pk"), first=Min("since"))
    ):
        since = cn_date(timezone.localdate(one["first"]))
        yield _todo(f"{one['check_name']}有{one['number']}处不对（{since}起）", OPEN_IT)


def _checked(user):
    rows = FixityRun.objects.for_user(user, "fixity.view").values("pk")
    found = nightly.failing().filter(pk__in=rows)
    told = found.aggregate(number=Count("pk"), first=Min("checked_at"))
    if told["number"]:
        since = cn_date(timezone.localdate(told["first"]))
        yield _todo(f"{told['number']}个村年度的档案检测不通过（{since}起）", OPEN_IT)


def _room(user):
    """Of the own township, whose office can do something about it."""
    township = user.township_for(PERMISSION)
    if township is not None and room.is_nearly_full(township):
        hint = "满了就不能再上传。请在“本镇设置”里放宽上限，或清理没有保存的文件。"
        yield _todo(f"{township}的文件空间快满了", hint, tone="warn")


def _site():
    """What the doctor finds wrong, but for what `_verified` tells by its kinds."""
    for one in doctor.findings():
        if one.tone == "bad" and one.label != doctor.VERIFIED:
            yield _todo(f"{one.label}有问题", one.told)


def _todo(title, hint, tone="bad", url=""):
    url = url or reverse("status")
    return {"title": title, "hint": hint, "url": url, "due": None, "tone": tone}
