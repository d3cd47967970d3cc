"""What is to be done next, by role: one query for each kind of matter the user may act on.

Which state a matter is in and who may take the act is the workflow's to say, once: a matter names
the transition it waits for. A few wait for a verb or a meeting instead and say so themselves.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from archives.models import ScanBatch
from campaigns.models import (
    Application,
    Evaluation,
    Round,
    Sheet,
)
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.campaign import CAMPAIGN
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from campaigns.workflows.objection import OBJECTION
from campaigns.workflows.plan import PLAN
from campaigns.workflows.receipt import RECEIPT
from campaigns.workflows.rectification import RECTIFICATION
from campaigns.workflows.reward import REWARD
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.standard import STANDARD
from campaigns.workflows.veto import VETO
from township.corrections import CORRECTION
from township.crud.counting import at_once, is_any
from township.crud.parts import each, part
from township.crud.reading import tables_read
from township.dashboard.campaign_steps import campaign_steps
from township.dashboard.faults import found_faults
from township.dashboard.meetings import owed_meetings
from township.dashboard.terms import ending_terms
from township.dates import days_told
from township.workflow import Workflow
from villages.models import Recall, TextVersion
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.posting import POSTING
from villages.workflows.prereview import PREREVIEW
from villages.workflows.query import QUERY
from villages.workflows.text import TEXT

MOST = 8


@dataclass(frozen=True)
class Todo:
    """One kind of matter, and what it waits for.

    `hint` says what to press there; `where` narrows the rows, `due` is the ORM field of a date, ""
    if none; `address` is the page on which whoever is told does it. What is not `is_owed`
    may be done, and need not.
    """

    hint: str
    select: tuple = ()
    where: dict = field(default_factory=dict)
    due: str = ""
    tone: str = "active"
    title: Callable = str
    address: Callable = operator.methodcaller("get_absolute_url")
    is_owed: bool = True

    def rows(self, user):
        """What waits for this user; None where nothing of the kind ever does."""
        raise NotImplementedError

    def rows_of_others(self, user, permission):
        """What waits, whoever does it, as far as `user` reaches with `permission`."""
        return self.among(self.model.objects.for_user(user, permission))


@dataclass(frozen=True)
class Waiting(Todo):
    """Rows that wait for the transition `act` of a workflow."""

    workflow: Workflow | None = None
    act: str = ""

    def rows(self, user):
        if not user.may(self.workflow[self.act].permission):
            return None
        return self.workflow.waiting(self.act, user).filter(**self.where)

    def among(self, rows):
        return self.workflow.waiting_among(self.act, rows).filter(**self.where)

    @property
    def model(self):
        return self.workflow.model

    @property
    def permission(self):
        return self.workflow[self.act].permission

    @property
    def errand(self):
        """What is waited for, under a name that may be kept."""
        return f"{self.workflow.noun}.{self.act}"


@dataclass(frozen=True)
class Asked(Todo):
    """Rows of `model` that wait for a verb, by holders of `permission`; `only` names a method of
    its querysets that says which, else the field `state` does."""

    model: type | None = None
    permission: str = ""
    only: str = ""
    state: str = "status"

    def rows(self, user):
        if not user.may(self.permission):
            return None
        return self.among(self.model.objects.for_user(user, self.permission))

    def among(self, rows):
        rows = rows.filter(**self.where)
        return getattr(rows, self.only)() if self.only else rows

    @property
    def errand(self):
        return f"{self.model._meta.model_name}.{self.only or self.where[self.state]}"


@dataclass(frozen=True)
class OwnAsked(Asked):
    """The same, by whoever began it (`made_by`) alone."""

    def rows(self, user):
        rows = super().rows(user)
        return None if rows is None else rows.filter(made_by=user)


def at_end(path):
    """What lies at the end of an ORM path from a row."""
    return operator.attrgetter(path.replace("__", "."))


def _village_first(path):
    """Title "万顺村：……", unless the row's own name says the village."""
    place = at_end(path)

    def title(row):
        village, name = str(place(row)), str(row)
        return name if village in name else f"{village}：{name}"

    return title


def _campaign_first(path, told=""):
    """Title "自治创建：万顺村2026年度考评……": one of another campaign is called the same."""
    campaign = at_end(path)
    return lambda row: f"{campaign(row).called}：{row}{told}"


def _self_evaluation(sheet):
    return f"{sheet.evaluation.round.campaign.called}：{sheet.evaluation}自评"


def _receipt(row):
    return f"{row.village}签收{row.subject_name}"


T, R = TextVersion.Status, Round.Status
OF_TEXT = {"select": ("text__village",), "title": _village_first("text__village")}

MATTERS = (
    # the village
    Waiting("打开看过后签收。", ("village", "plan", "standard_version__standard",
            "assignment__campaign"), title=_receipt, workflow=RECEIPT, act="sign"),
    Asked("表决更正后没有通过：不要再照着办，等镇里停止施行，再另立新版本重新表决。",
          where={"status__in": (T.ADOPTED, T.FILED, T.CORRECTING)}, tone="bad",
          model=TextVersion, permission="text.edit", only="of_fallen_vote", **OF_TEXT),
    Waiting("报送备案。", ("text_version__text__village",), due="due_on", tone="warn",
            workflow=FILING, act="submit"),
    Asked("镇里责令改正：制定新版本，重新征求意见和表决。", where={"status": T.CORRECTING},
          due="filing__correct_by", tone="bad", model=TextVersion, permission="text.edit",
          **OF_TEXT),
    Waiting("把答复告诉问的人，然后登记答复。", ("village",), due="due_on", tone="warn",
            title=lambda row: f"{row.village.words.people}询问：{row}", workflow=QUERY,
            act="answer"),
    Waiting("登记到会人数和表决，开完后结束会议。", ("village",), title=_village_first("village"),
            workflow=MEETING, act="close"),
    Asked("罢免要求：联名够数的召开会议表决，不够数的书面答复。", ("village", "term__person",
          "term__body__village"), {"status": Recall.Status.OPEN}, due="vote_until", tone="warn",
          title=_village_first("village"), model=Recall, permission="meeting.edit"),
    Asked("召开会议，把表决稿列入议题。", where={"status": T.FINAL}, model=TextVersion,
          permission="text.edit", **OF_TEXT),
    Waiting("审核提出了修改意见：改好条文，答复采纳情况，然后定稿。",
            ("text_version__text__village",), {"advice": "some", "answer": ""},
            workflow=PREREVIEW, act="answer"),
    Waiting("登记意见并逐条处理，然后定稿。", workflow=TEXT, act="finalise", **OF_TEXT),
    Waiting("写好草稿后开始征求意见。", workflow=TEXT, act="consult", **OF_TEXT),
    OwnAsked("看一看认得对不对，然后归档。", ("village",),
             where={"stage": ScanBatch.Stage.WAITING}, model=ScanBatch,
             permission="scan.file", state="stage",
             title=lambda row: f"{row.village}：扫描件{row.left}页待归档"),
    Waiting("张贴公布，拍照后登记。", ("village",), workflow=POSTING, act="post",
            title=_village_first("village")),
    Waiting("逐项自评并提交。", ("evaluation__village", "evaluation__round__campaign"),
            {"kind": Sheet.Kind.SELF, "evaluation__round__status__in": (R.SELF, R.SCORING),
             "evaluation__round__is_self_closed": False},
            due="evaluation__round__self_due", title=_self_evaluation,
            address=lambda sheet: reverse("campaigns:self_sheet", args=[sheet.pk]),
            workflow=SHEET, act="submit_self"),
    Asked("看结果；有异议的，在公示期内提出，过期不再受理。", ("village", "round__campaign"),
          {"status": Evaluation.Status.SETTLED, "round__status": R.ANNOUNCED},
          due="round__announced_until", title=_campaign_first("round__campaign", "结果公示"),
          model=Evaluation, permission="objection.make", is_owed=False),
    # evaluators
    Waiting("逐项评分并提交。", ("evaluation__village", "evaluation__round__campaign", "scorer"),
            {"kind": Sheet.Kind.EVALUATOR, "evaluation__round__status": R.SCORING},
            due="evaluation__round__scoring_due",
            title=_campaign_first("evaluation__round__campaign"), workflow=SHEET, act="submit"),
    Waiting("核实一票否决的事实，由第二个人确认。", ("veto", "evaluation__village"), tone="bad",
            workflow=VETO, act="confirm"),
    Waiting("整改后上传证明，报镇里核实。", ("village", "round", "indicator"), due="due_on",
            tone="bad", workflow=RECTIFICATION, act="prove"),
    # the office
    Waiting("查实后答复：成立的重新评分，不成立的说明理由。",
            ("evaluation__village", "evaluation__round__campaign", "indicator"), tone="bad",
            title=_campaign_first("evaluation__round__campaign"), workflow=OBJECTION,
            act="uphold"),
    Waiting("查实后答复：成立的，更正后重新公示。", ("notice__application__village",), tone="bad",
            workflow=NOTICE_OBJECTION, act="uphold"),
    Waiting("核实整改证明，合格的办结。", ("village", "round", "indicator"), tone="warn",
            workflow=RECTIFICATION, act="close"),
    Waiting("补齐依据文件和目标后启动。", workflow=CAMPAIGN, act="start"),
    Waiting("表决更正后没有通过：停止施行，再重新表决。", tone="bad", workflow=TEXT,
            act="lapse", **OF_TEXT),
    Waiting("对照审查表审查后，予以备案或责令改正。", ("text_version__text__village",), tone="warn",
            workflow=FILING, act="accept"),
    Asked("已责令改正，等新版本；快到期、过期的请催办。",
          where={"status": T.CORRECTING}, due="filing__correct_by", tone="waiting",
          model=TextVersion, permission="filing.review", **OF_TEXT),
    Waiting("领导退回了整改通知书：修改后重新下达，或者撤销。", ("village", "round", "indicator"),
            tone="warn", workflow=RECTIFICATION, act="demand"),
    Waiting("看过草案后给出审核意见；只提意见，不代替村（社区）决定。",
            ("text_version__text__village",), due="due_on", tone="warn", workflow=PREREVIEW,
            act="give", title=_village_first("village")),
    Waiting("核对后下发各村。", ("campaign",), workflow=PLAN, act="issue"),
    Waiting("核对后下发各村。", ("standard",), workflow=STANDARD, act="issue"),
    Waiting("核对后下达各村。", ("campaign",), title=_campaign_first("campaign"),
            workflow=ASSIGNMENT, act="issue"),
    Asked("组织考评，按阶段往下办。", ("campaign",),
          {"status__in": (R.PREPARING, R.SELF, R.SCORING, R.REVIEW, R.ANNOUNCED)},
          due="scoring_due", model=Round, permission="round.edit",
          title=_campaign_first("campaign")),
    Waiting("审核申报材料，填镇意见后送领导。", ("village", "level"), tone="warn",
            workflow=APPLICATION, act="check"),
    Waiting("填好、补正后提交。", ("village", "level"), tone="warn", workflow=APPLICATION,
            act="submit"),
    Asked("验收合格：收到命名文件后登记荣誉。", ("village", "level"),
          {"status": Application.Status.ACCEPTED}, model=Application, permission="honour.edit",
          only="to_name"),
    Asked("验收结论录错已作废：按区里的文件重新录入结论。", ("village", "level"),
          {"status": Application.Status.DISTRICT}, tone="warn", model=Application,
          permission="application.enter_decision", only="to_decide_anew"),
    Waiting("发放奖励并登记凭证号。", ("honour__village", "honour__level"), workflow=REWARD,
            act="pay"),
    Waiting("核对依据后同意更正，或者写明理由不同意。", tone="warn", workflow=CORRECTION,
            act="agree"),
    Waiting("荣誉已经撤销，追回奖励并登记凭证号。", ("honour__village", "honour__level"),
            tone="bad", workflow=REWARD, act="get_back"),
    # leaders and the district
    Waiting("看过责令改正通知书后签发，或者写明理由退回。", ("text_version__text__village",),
            tone="warn", workflow=FILING, act="sign_order_correction"),
    Waiting("看过通知后签发，或者写明理由退回。", ("campaign",), tone="warn",
            title=_campaign_first("campaign"), workflow=ASSIGNMENT, act="sign_issue"),
    Waiting("看过标准后签发，或者写明理由退回。", ("standard",), tone="warn", workflow=STANDARD,
            act="sign_issue"),
    Waiting("看过整改通知书后签发，或者写明理由退回。", ("village", "round", "indicator"),
            tone="warn", workflow=RECTIFICATION, act="sign_demand"),
    Waiting("审批：同意报区，或写明理由退回。", ("village", "level"), tone="warn",
            workflow=APPLICATION, act="approve"),
    Waiting("审批奖励。", ("honour__village", "honour__level"), tone="warn", workflow=REWARD,
            act="approve"),
    Waiting("查看报送件，实地验收后作出结论。", ("village__township", "level"), tone="warn",
            workflow=APPLICATION, act="accept"),
)  # fmt: skip


def todos(user):
    """[{"title", "hint", "url", "due", "tone"}] for `user`, the most pressing first."""
    names = [("todo", number) for number in range(len(MATTERS))]
    return list(chain(standing(user), *each(names, partial(_made, user))))


STANDING = (found_faults, campaign_steps, owed_meetings, ending_terms)


def standing(user):
    """What is to be done and is no row that waits: faults, steps, meetings and terms."""
    return [one for gather in STANDING for one in part((gather.__name__,), partial(gather, user))]


def _made(user, names):
    """(tables, items) of each of these matters."""
    asked = [_Asking(MATTERS[number], user) for _, number in names]
    waiting = [one for one in asked if one.rows is not None]
    there = at_once(user, [one.is_any for one in waiting])
    for one, is_there in zip(waiting, there, strict=True):
        one.tables |= one.is_any.tables
        if is_there:
            with tables_read() as tables:
                one.items = _items(one.matter, one.rows)
            one.tables |= tables
    return [(one.tables, one.items) for one in asked]


class _Asking:
    """A matter that is asked about, and from which tables that is said."""

    def __init__(self, matter, user):
        with tables_read() as tables:
            self.rows = matter.rows(user)
        self.matter, self.tables, self.items = matter, tables, []
        self.is_any = None if self.rows is None else is_any(self.rows)


def _items(matter, rows):
    if matter.due:
        rows = rows.annotate(due_day=F(matter.due)).order_by("due_day")
    return [
        {
            "title": matter.title(row),
            "hint": matter.hint,
            "url": matter.address(row),
            "due": getattr(row, "due_day", None),
            "left": _left(getattr(row, "due_day", None)),
            "tone": matter.tone,
        }
        for row in rows.select_related(*matter.select)[:MOST]
    ]


def _left(day):
    """How long until a day, "" for none; a moment counts by its day."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return days_told(day, timezone.localdate())
