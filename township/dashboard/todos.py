"""What is to be done next, by role: one query for each kind of matter the user may act on.

A kind is shown to whoever holds its permission; rows come through `for_user`, as everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F
from django.urls import reverse

from archives.models import Record
from campaigns.models import (
    Application,
    Assignment,
    Campaign,
    Evaluation,
    Objection,
    Receipt,
    Rectification,
    Reward,
    Round,
    Sheet,
    VetoFinding,
)
from villages.models import Filing, Meeting, Query, TextVersion

MOST = 8


@dataclass(frozen=True)
class Todo:
    """One kind of matter: rows of `model` in `where`, for holders of `permission`.

    `hint` says what to press there; `due` is the ORM field of a date, "" if none.
    """

    permission: str
    model: type
    hint: str
    where: dict = field(default_factory=dict)
    select: tuple = ()
    due: str = ""
    tone: str = "active"
    title: Callable = str
    exclude: dict = field(default_factory=dict)


def _village_first(path):
    """Title "万顺村：……" for rows whose own name leaves the village out."""

    def title(row):
        place = row
        for step in path.split("__"):
            place = getattr(place, step)
        return f"{place}：{row}"

    return title


T, F_, M, R, S, A = (
    TextVersion.Status,
    Filing.Status,
    Meeting.Status,
    Round.Status,
    Sheet.Status,
    Application.Status,
)

MATTERS = (
    # the village
    Todo("receipt.sign", Receipt, "打开看过后签收。", {"status": Receipt.Status.PENDING},
           ("village", "plan", "standard_version__standard", "assignment")),
    Todo("filing.submit", Filing, "报送备案。", {"status": F_.TO_SUBMIT},
           ("text_version__text__village",), due="due_on", tone="warn"),
    Todo("text.edit", TextVersion, "镇里责令改正：制定新版本，重新征求意见和表决。",
           {"status": T.CORRECTING}, ("text__village",), tone="bad",
           title=_village_first("text__village")),
    Todo("query.edit", Query, "把答复告诉村民，然后登记答复。", {"status": Query.Status.OPEN},
           ("village",), due="due_on", tone="warn", title=lambda row: f"村民询问：{row}"),
    Todo("meeting.edit", Meeting, "登记到会人数和表决，开完后结束会议。",
           {"status": M.PLANNED}, ("village",), title=_village_first("village")),
    Todo("text.edit", TextVersion, "召开会议，把表决稿列入议题。", {"status": T.FINAL},
           ("text__village",), title=_village_first("text__village")),
    Todo("text.edit", TextVersion, "登记意见并逐条处理，然后定稿。", {"status": T.CONSULTING},
           ("text__village",), title=_village_first("text__village")),
    Todo("text.edit", TextVersion, "写好草稿后开始征求意见。", {"status": T.DRAFT},
           ("text__village",), title=_village_first("text__village")),
    Todo("evaluation.self", Sheet, "逐项自评并提交。",
           {"kind": Sheet.Kind.SELF, "status": S.OPEN, "evaluation__round__status": R.SELF},
           ("evaluation__village", "evaluation__round"), due="evaluation__round__self_due",
           title=lambda sheet: f"{sheet.evaluation}：村自评"),
    # evaluators
    Todo("sheet.score", Sheet, "逐项打分并提交。",
           {"kind": Sheet.Kind.EVALUATOR, "status": S.OPEN, "evaluation__round__status": R.SCORING},
           ("evaluation__village", "evaluation__round", "scorer"),
           due="evaluation__round__scoring_due"),
    Todo("veto.confirm", VetoFinding, "核实一票否决的事实，由第二个人确认。",
           {"status": VetoFinding.Status.FOUND}, ("veto", "evaluation__village"), tone="bad"),
    Todo("rectification.prove", Rectification, "整改后上传证明，报镇里核实。",
           {"status": Rectification.Status.OPEN}, ("village", "round", "indicator"),
           due="due_on", tone="bad"),
    # the office
    Todo("objection.answer", Objection, "查实后答复：成立的重新打分，不成立的说明理由。",
           {"status": Objection.Status.OPEN},
           ("evaluation__village", "evaluation__round", "indicator"), tone="bad"),
    Todo("rectification.edit", Rectification, "核实整改证明，合格的办结。",
           {"status": Rectification.Status.PROVED}, ("village", "round", "indicator"),
           tone="warn"),
    Todo("campaign.edit", Campaign, "补齐依据文件和目标后启动。",
           {"status": Campaign.Status.DRAFT}),
    Todo("filing.review", Filing, "对照审查表审查后，准予备案或责令改正。",
           {"status": F_.SUBMITTED}, ("text_version__text__village",), tone="warn"),
    Todo("assignment.edit", Assignment, "核对后下达各村。",
           {"status": Assignment.Status.DRAFT}, ("campaign",)),
    Todo("round.edit", Round, "组织考评，按阶段往下办。", {}, ("campaign",), due="scoring_due",
           exclude={"status": R.FINAL}),
    Todo("application.check", Application, "审核申报材料，填镇意见后送领导。",
           {"status": A.OFFICE}, ("village", "level"), tone="warn"),
    Todo("application.submit", Application, "补正后重新提交。",
           {"status__in": (A.DRAFT, A.RETURNED)}, ("village", "level"), tone="warn"),
    Todo("honour.edit", Application, "验收合格：收到命名文件后登记荣誉。",
           {"status": A.ACCEPTED, "honour": None}, ("village", "level")),
    Todo("reward.pay", Reward, "发放奖励并登记凭证号。",
           {"status": Reward.Status.APPROVED}, ("honour__village", "honour__level")),
    # leaders and the district
    Todo("application.approve", Application, "审批：同意报区，或写明理由退回。",
           {"status": A.LEADER}, ("village", "level"), tone="warn"),
    Todo("reward.approve", Reward, "审批奖励。", {"status": Reward.Status.DUE},
           ("honour__village", "honour__level"), tone="warn"),
    Todo("application.accept", Application, "查看报送件，实地验收后作出结论。",
           {"status": A.DISTRICT}, ("village__township", "level"), tone="warn"),
)  # fmt: skip


def todos(user):
    """[{"title", "hint", "url", "due", "tone"}] for `user`, the most pressing first."""
    items = foundations(user)
    for matter in MATTERS:
        if user.may(matter.permission):
            items += _items(matter, user)
    return items


def foundations(user):
    """What comes first in a township that has not begun: nothing else is possible before it."""
    if not user.may("campaign.edit"):
        return []
    if Campaign.objects.for_user(user, "campaign.edit").exists():
        return []
    return [
        {
            "title": "新建创建活动",
            "hint": "准备好上级的依据文件，登记活动、级别和目标。没有活动，不能下达任务和考评。",
            "url": reverse("campaigns:campaign_create"),
            "due": None,
            "tone": "warn",
        }
    ]


def _items(matter, user):
    rows = matter.model.objects.for_user(user, matter.permission).filter(**matter.where)
    if matter.exclude:
        rows = rows.exclude(**matter.exclude)
    if matter.due:
        rows = rows.annotate(due_day=F(matter.due)).order_by("due_day")
    return [
        {
            "title": matter.title(row),
            "hint": matter.hint,
            "url": row.get_absolute_url(),
            "due": getattr(row, "due_day", None),
            "tone": matter.tone,
        }
        for row in rows.select_related(*matter.select)[:MOST]
    ]


def figures(user):
    """Figure cards of the home page for the township's people."""
    if not user.may("record.view"):
        return []
    records = Record.objects.for_user(user, "record.view").kept()
    evaluations = (
        Evaluation.objects.for_user(user, "evaluation.view")
        if user.may("evaluation.view")
        else Evaluation.objects.none()
    )
    texts = TextVersion.objects.for_user(user, "text.view").filter(status__in=TextVersion.IN_FORCE)
    meetings = Meeting.objects.for_user(user, "meeting.view").closed()
    return [
        {"label": "现行有效的自治文本", "value": texts.count(), "unit": "份"},
        {"label": "已开的会议", "value": meetings.count(), "unit": "次"},
        {"label": "归集的档案", "value": records.count(), "unit": "件"},
        {"label": "定稿的考评", "value": evaluations.final().count(), "unit": "份"},
    ]
