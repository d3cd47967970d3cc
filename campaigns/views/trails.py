"""Where the rows of a campaign lie: the breadcrumbs down to each noun."""

from django.urls import reverse

from campaigns.models import (
    Acceptance,
    AcceptanceCheck,
    Application,
    Assignment,
    AssignmentRow,
    Authority,
    BasisDocument,
    Campaign,
    Decision,
    Evaluation,
    FormerName,
    Honour,
    Indicator,
    LeadingMember,
    Level,
    Notice,
    NoticeObjection,
    Objection,
    PlanVersion,
    PriorResult,
    Receipt,
    Rectification,
    Reminder,
    Review,
    Reward,
    RewardRule,
    Round,
    Sheet,
    SiteVisit,
    Standard,
    StandardDocument,
    StandardVersion,
    Submission,
    Target,
    VetoFinding,
    YearReport,
)
from township.access import is_within_reach
from township.crud.trails import above, below, in_list, lies, trail_of
from township.remarks import page_for

lies(Campaign, in_list("创建活动", "campaigns:campaigns"))


@trail_of.register
def _(campaign: Campaign):
    return [*above(campaign), (campaign.called, campaign.get_absolute_url())]


for part in (Level, BasisDocument, Decision):
    lies(part, below("campaign"), has_page=False)
lies(LeadingMember, in_list("领导小组", "campaigns:leading", of="campaign"), has_page=False)
lies(YearReport, in_list("年度总结", "campaigns:year_reports", of="campaign"))
lies(PlanVersion, in_list("活动方案", "campaigns:plans", of="campaign"))
lies(Target, in_list("创建目标", "campaigns:targets", of="campaign"))
lies(Assignment, in_list("年度任务", "campaigns:assignments", of="campaign"))
lies(AssignmentRow, below("assignment"), has_page=False)
lies(Standard, in_list("标准", "campaigns:standards", of="campaign"))
lies(StandardVersion, below("standard"))
for part in (Indicator, StandardDocument):
    lies(part, below("version"), has_page=False)


def beside_campaigns(label, name):
    """In a list of the whole township that is reached from its campaigns."""
    return lambda row: [*above(Campaign()), (label, reverse(name))]


lies(Authority, beside_campaigns("机关单位", "campaigns:authorities"), has_page=False)
lies(FormerName, below("authority"), has_page=False)
lies(Receipt, beside_campaigns("签收", "campaigns:receipts"))
lies(Reminder, beside_campaigns("催办记录", "campaigns:reminders"), has_page=False)

lies(
    Round,
    lambda row: [
        ("考评", reverse("campaigns:rounds")),
        (row.campaign.called, row.campaign.get_absolute_url()),
    ],
)
lies(Evaluation, below("round"))
# Not below the evaluation: an evaluator who enters them sees its page only when it is announced.
for entry in (VetoFinding, SiteVisit):
    lies(entry, below("evaluation.round"))
lies(
    PriorResult,
    lambda row: [
        ("考评结果", reverse("campaigns:evaluations")),
        ("往年结果", reverse("campaigns:prior_results")),
    ],
)
lies(Sheet, in_list("评分表", "campaigns:sheets"))


@page_for.register
def page_of_sheet(sheet: Sheet, user) -> str:
    """A self sheet has a second page, the village's own."""
    if sheet.is_self and not is_within_reach(sheet, user, "sheet.view"):
        return reverse("campaigns:self_sheet", args=[sheet.pk])
    return sheet.get_absolute_url()


lies(Objection, in_list("异议", "campaigns:objections"))
lies(Rectification, in_list("整改", "campaigns:rectifications"))

lies(Application, in_list("申报", "campaigns:applications"))
for part in (Submission, Notice):
    lies(part, below("application"), has_page=False)
lies(AcceptanceCheck, below("submission"), has_page=False)
lies(NoticeObjection, below("notice"))
lies(Honour, in_list("荣誉", "campaigns:honours"))
lies(Review, below("honour"), has_page=False)
lies(Acceptance, below("application"), has_page=False)
lies(Reward, in_list("奖励", "campaigns:rewards"))
lies(RewardRule, in_list("奖励", "campaigns:rewards"), has_page=False)
