"""Figure cards of the home page by role, each a way to the rows behind it; one query for all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from archives.models import Record
from campaigns.models import Application, Evaluation, Honour
from township.access import Role
from township.crud.counting import count_of, kept_answers
from township.crud.stats import Stat
from township.dashboard.faults import faults
from township.signin.guessing import locked
from township.signin.models import Guesses
from township.users.models import Township, User
from villages.models import Meeting, TextVersion, Village


@dataclass(frozen=True)
class Figure:
    """How many `rows` there are, told to whoever has one of the `roles`.

    `url_name` with `asked` lists them; `of_village` is the list of a cadre's own village.
    """

    roles: frozenset[Role]
    label: str
    unit: str
    rows: Callable[[User], QuerySet]
    url_name: str = ""
    asked: tuple[tuple[str, Any], ...] = ()
    of_village: str = ""

    def url(self, own: Village | None) -> str:
        if own and self.of_village:
            return reverse(self.of_village, args=[own.pk])
        if not self.url_name:
            return ""
        return reverse(self.url_name) + (f"?{urlencode(self.asked)}" if self.asked else "")


TOWN = frozenset({Role.OFFICE, Role.LEADER, Role.OBSERVER, Role.CADRE})
DISTRICT, ADMIN = frozenset({Role.DISTRICT}), frozenset({Role.PLATFORM_ADMIN})
A, H = Application.Status, Honour.Status


def texts_in_force(user: User) -> QuerySet:
    rows = TextVersion.objects.for_user(user, "text.view")
    return rows.filter(status__in=TextVersion.IN_FORCE)


def honours_held(user: User) -> QuerySet:
    return Honour.objects.for_user(user, "honour.view").held()


def waiting_for_district(user: User) -> QuerySet:
    return Application.objects.for_user(user, "application.view").filter(status=A.DISTRICT)


FIGURES = (
    Figure(TOWN, "现行有效的自治文本", "份", texts_in_force,
           "villages:villages", of_village="villages:texts"),
    Figure(TOWN, "已召开会议", "次",
           lambda user: Meeting.objects.for_user(user, "meeting.view").closed(),
           "villages:villages", of_village="villages:meetings"),
    Figure(TOWN, "已归集档案", "件",
           lambda user: Record.objects.for_user(user, "record.view").kept(),
           "archives:records", of_village="archives:village_records"),
    Figure(TOWN, "考评定稿", "份",
           lambda user: Evaluation.objects.for_user(user, "evaluation.view").final(),
           "campaigns:evaluations"),
    Figure(DISTRICT, "待区级验收", "件", waiting_for_district,
           "campaigns:applications", (("status", A.DISTRICT),)),
    Figure(DISTRICT, "收到的申报", "件",
           lambda user: Application.objects.for_user(user, "application.view"),
           "campaigns:applications"),
    Figure(DISTRICT, "有效荣誉", "项", honours_held, "campaigns:honours", (("status", H.HELD),)),
    Figure(ADMIN, "开通的乡镇", "个",
           lambda user: Township.objects.for_user(user, "place.view"), "places"),
    Figure(ADMIN, "在用账号", "个",
           lambda user: User.objects.for_user(user, "account.view").filter(is_active=True),
           "accounts"),
    Figure(ADMIN, "登录锁定", "个",
           lambda user: locked(Guesses.objects.for_user(user, "account.unlock")), "locks"),
)  # fmt: skip


def _count(figure, user):
    return count_of(figure.rows(user))


def figures(user: User, own: Village | None) -> list[Stat]:
    """For the home page of a person; own: a cadre's village."""
    told = [one for one in FIGURES if one.roles & set(user.roles)]
    asked = {("figure", one.label): partial(_count, one, user) for one in told}
    counted = kept_answers(user, asked)
    stats = [
        Stat(one.label, count, one.unit, url=one.url(own))
        for one, count in zip(told, counted, strict=True)
    ]
    if ADMIN & set(user.roles):
        wrong = len(faults(user))
        tone = "bad" if wrong else ""
        stats.append(Stat("待处理的问题", wrong, "个", tone, url=reverse("status")))
    return stats
