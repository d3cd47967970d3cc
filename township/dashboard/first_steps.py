"""第一次使用: what somebody does first in a role, ticked off by what is there; gone with the last.

The office and the administrator are led by `checklist`; an observer has nothing to do.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone

from archives.models import Record
from campaigns.models import Acceptance, Score, Sheet
from campaigns.models.application import Step
from township.access import Role
from township.crud.counting import is_any, kept_answers
from villages.models import Figures, Meeting, Representative, Term, Text, Village


@dataclass(frozen=True)
class FirstStep:
    """`act` and `url` lead to where it is done."""

    title: str
    act: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class _Step:
    """`name` is an address; `fact` says by a question to the database whether it is done."""

    title: str
    act: str
    name: str
    fact: Callable[..., Exists]


OF_CADRE = (
    _Step(
        "登记今年的人口和户数，会议应到人数按它核对",
        "登记今年数字",
        "villages:figures_create",
        lambda village: is_any(
            Figures.objects.filter(village=village, year=timezone.localdate().year)
        ),
    ),
    _Step(
        "登记组织和岗位",
        "登记任职",
        "villages:organisation",
        lambda village: is_any(
            Term.objects.filter(body__village=village).serving(timezone.localdate())
        ),
    ),
    _Step(
        "录入代表花名册，可以用表格导入",
        "录入代表",
        "villages:representatives",
        lambda village: is_any(
            Representative.objects.filter(village=village).serving(timezone.localdate())
        ),
    ),
    _Step(
        "填办公地点和公开电话，公开页面上告诉大家找谁问",
        "填公开联系方式",
        "villages:contact_edit",
        lambda village: is_any(Village.objects.filter(pk=village.pk).exclude(contact_place="")),
    ),
    _Step(
        "起草第一份自治文本",
        "起草文本",
        "villages:texts",
        lambda village: is_any(Text.objects.filter(village=village)),
    ),
    _Step(
        "登记一次会议",
        "登记会议",
        "villages:meeting_create",
        lambda village: is_any(Meeting.objects.filter(village=village)),
    ),
    _Step(
        "用手机上传一份材料",
        "上传材料",
        "archives:record_create",
        lambda village: is_any(Record.objects.filter(village=village, source="")),
    ),
)
OF_PERSON = {
    Role.EVALUATOR: (
        _Step(
            "打开分给您的村，给第一项评分",
            "打开评分表",
            "campaigns:sheets",
            lambda user: is_any(Score.objects.filter(sheet__scorer=user, points__isnull=False)),
        ),
        _Step(
            "一个村全部评完，提交评分表",
            "打开评分表",
            "campaigns:sheets",
            lambda user: is_any(Sheet.objects.filter(scorer=user, status=Sheet.Status.SUBMITTED)),
        ),
    ),
    Role.LEADER: (
        _Step(
            "审批第一份申报",
            "看申报",
            "campaigns:applications",
            lambda user: is_any(Step.objects.filter(by=user)),
        ),
    ),
    Role.DISTRICT: (
        _Step(
            "登记第一份验收结论",
            "看申报",
            "campaigns:applications",
            lambda user: is_any(Acceptance.objects.filter(entered_by=user)),
        ),
    ),
}


def first_steps(user, own: Village | None) -> list[FirstStep]:
    """The steps of this person's roles, done and open, in one query; empty when all are done.

    own: the one village of a cadre, or None.
    """
    asked = [(step, own, [own.pk]) for step in OF_CADRE] if own else []
    for role, steps in OF_PERSON.items():
        asked += [(step, user, []) for step in steps if role in user.roles]
    return _open(user, asked)


def _open(user, asked: Iterable[tuple]) -> list[FirstStep]:
    asked = list(asked)
    facts = {("step", step.title, about.pk): partial(step.fact, about) for step, about, _ in asked}
    answers = kept_answers(user, facts)
    steps = [
        FirstStep(step.title, step.act, reverse(step.name, args=place), is_done)
        for (step, _, place), is_done in zip(asked, answers, strict=True)
    ]
    return steps if any(not step.is_done for step in steps) else []
