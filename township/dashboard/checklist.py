"""Moving in: what an installation and a township need, in order, until the first round is there.

Every step says why it is needed and leads to where it is done. It is computed from what is there,
nobody ticks anything off.
"""

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from township.access import Role
from township.dashboard.campaign_steps import open_campaigns
from township.enumeration import first_of
from township.users.models import District, Membership, Township
from villages.models import Village
from villages.options import against_no_contact

FEW = 6


@dataclass(frozen=True)
class SetupStep:
    """`act` and `url` lead to where it is done; `book`: the setup workbook does it too; `lacks`
    names what is missing; `state` is done, current (the first that is open) or todo."""

    title: str
    why: str
    act: str
    url: str
    is_done: bool
    book: bool = False
    lacks: str = ""
    state: str = "done"


def checklist(user) -> list[SetupStep]:
    """The steps for this user, done and open; empty when nothing is open or all are others'."""
    if user.may("place.edit"):
        steps = list(_of_platform())
    elif user.may("campaign.edit"):
        steps = list(_of_township(user))
    else:
        steps = []
    first = next((step for step in steps if not step.is_done), None)
    return [_with_state(step, first) for step in steps] if first else []


def _with_state(step, first):
    if step.is_done:
        return step
    return replace(step, state="current" if step is first else "todo")


def _of_platform():
    offices = Membership.objects.filter(
        role=Role.OFFICE, township=OuterRef("pk"), user__is_active=True
    )
    without = list(Township.objects.exclude(Exists(offices)).values_list("name", flat=True))
    has_townships = Township.objects.exists()
    yield SetupStep(
        "建第一个平台管理员",
        "平台管理员建区、建镇，给各镇创建办公室开账号，不参加考评和审批。",
        "",
        "",
        True,
    )
    yield SetupStep(
        "建区",
        "申报由区里验收命名，镇属于一个区。",
        "新建区",
        reverse("district_create"),
        District.objects.exists(),
    )
    yield SetupStep(
        "建镇",
        "村、账号、活动和档案都归到镇。",
        "新建镇",
        reverse("township_create"),
        has_townships,
    )
    yield SetupStep(
        "给镇创建办公室开账号",
        "有了办公室的账号，村、本镇账号、活动和目标都由镇里自己办，首页会一步一步提示。",
        "新建账号",
        f"{reverse('account_create')}?role={Role.OFFICE}",
        has_townships and not without,
        lacks=_some("还没有账号的镇：", without),
    )


def _of_township(user):
    states = open_campaigns(user)
    if any(state.has_begun for state in states):
        return
    yield from _of_place(user)
    yield SetupStep(
        "建创建活动",
        "准备好上级的依据文件。级别可以从现成的方案载入，也可以从空白建起。没有活动，不能定目标、下任务和考评。",
        "新建创建活动",
        reverse("campaigns:campaign_create"),
        bool(states),
    )
    for state in states[:1]:
        yield from _of_campaign(state)


def _of_place(user):
    town = user.township_for("settings.edit")
    yield SetupStep(
        "填本镇设置",
        "省份决定开会几天前通知、代表最少几人；机关名称和联系人印在公示、通报和回执上。",
        "填写本镇设置",
        reverse("settings"),
        not list(against_no_contact(town)),
    )
    serving = Q(cadres__user__is_active=True)
    villages = Village.objects.for_user(user, "village.edit").in_use()
    counted = villages.annotate(serving=Count("cadres", filter=serving))
    names = dict(counted.values_list("name", "serving"))
    yield SetupStep(
        "登记村（居）",
        "章程、会议、档案和考评都按村（居）办。可以一次登记全镇的村（居）、小组和基本情况。",
        "新增村（居）",
        reverse("villages:village_create"),
        bool(names),
        book=True,
    )
    lacking = [name for name, count in names.items() if not count]
    roles = set(
        Membership.objects.filter(township=town, user__is_active=True).values_list(
            "role", flat=True
        )
    )
    needed = [role.label for role in (Role.LEADER, Role.EVALUATOR) if role not in roles]
    yield SetupStep(
        "开账号",
        "村干部写文本、开会、交资料，考评员评分，领导审批，各用各的账号。初始密码打印成条，当面交给本人。",
        "新建账号",
        reverse("account_create"),
        bool(names) and not lacking and not needed,
        book=True,
        lacks=_some("还没有村干部账号：", lacking) + _some("还没有：", needed),
    )


def _at(state, name):
    return reverse(f"campaigns:{name}", args=[state.campaign.pk])


def _of_campaign(state):
    yield SetupStep(
        "定考评标准",
        "考评一条一条对着标准评分。请换成上级下发的标准。",
        "打开标准",
        _at(state, "standards"),
        state.has_standard,
    )
    yield SetupStep(
        "定创建目标",
        "哪个村哪一年达到哪一级，理由写在一起；任务和进度都从目标来。",
        "设目标",
        _at(state, "targets"),
        state.has_targets,
        book=True,
    )
    yield SetupStep(
        "启动活动",
        "依据文件、镇里的决定、级别和目标齐了就可以启动。",
        "打开活动",
        state.campaign.get_absolute_url(),
        state.campaign.is_running,
    )
    yield from _of_first_year(state)


def _of_first_year(state):
    yield SetupStep(
        "下发活动方案",
        "方案、标准和年度任务下发后，各村签收，留下凭据。",
        "打开方案",
        _at(state, "plans"),
        state.is_plan_issued,
    )
    yield SetupStep(
        "下发考评标准",
        "下发的标准不能再改，考评只用下发过的标准。",
        "打开标准",
        _at(state, "standards"),
        state.is_standard_issued,
    )
    yield SetupStep(
        f"下达{state.year}年度任务",
        "把当年的目标变成给各村的任务。",
        "打开年度任务",
        _at(state, "assignments"),
        state.is_task_issued or not state.is_within,
    )
    yield SetupStep(
        f"建立{state.year}年度考评",
        "定下自评和评分的日期，分配考评员。",
        "建立考评",
        _at(state, "round_create"),
        state.has_begun,
    )


def _some(told, names):
    if not names:
        return ""
    return f"{told}{first_of(names, FEW)}。"
