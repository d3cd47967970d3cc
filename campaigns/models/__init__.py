from campaigns.models.acceptance_check import AcceptanceCheck
from campaigns.models.application import Acceptance, Application, Step, Submission
from campaigns.models.assignment import Assignment, AssignmentRow
from campaigns.models.authority import Authority, FormerName
from campaigns.models.campaign import (
    BasisDocument,
    Campaign,
    Decision,
    LeadingMember,
    WordingNote,
)
from campaigns.models.evaluation import Evaluation
from campaigns.models.honour import Honour, Review
from campaigns.models.level import Level
from campaigns.models.notice import Notice, NoticeObjection
from campaigns.models.objection import Objection
from campaigns.models.plan import PlanVersion
from campaigns.models.prior_result import PriorResult
from campaigns.models.receipt import Receipt
from campaigns.models.rectification import Rectification
from campaigns.models.reminder import Reminder
from campaigns.models.reward import Payer, Reward, RewardRule
from campaigns.models.round import Round
from campaigns.models.sheet import Score, Sheet
from campaigns.models.site_visit import SiteVisit
from campaigns.models.standard import (
    Indicator,
    Standard,
    StandardCategory,
    StandardVersion,
    Threshold,
    Veto,
)
from campaigns.models.standard_document import StandardDocument
from campaigns.models.target import Target, TargetChange
from campaigns.models.veto import VetoFinding
from campaigns.models.workbook_batch import WorkbookBatch, WorkbookFile
from campaigns.models.year_report import YearReport

__all__ = [
    "Acceptance",
    "AcceptanceCheck",
    "Application",
    "Assignment",
    "AssignmentRow",
    "Authority",
    "BasisDocument",
    "Campaign",
    "Decision",
    "Evaluation",
    "FormerName",
    "Honour",
    "Indicator",
    "LeadingMember",
    "Level",
    "Notice",
    "NoticeObjection",
    "Objection",
    "Payer",
    "PlanVersion",
    "PriorResult",
    "Receipt",
    "Rectification",
    "Reminder",
    "Review",
    "Reward",
    "RewardRule",
    "Round",
    "Score",
    "Sheet",
    "SiteVisit",
    "Standard",
    "StandardCategory",
    "StandardDocument",
    "StandardVersion",
    "Step",
    "Submission",
    "Target",
    "TargetChange",
    "Threshold",
    "Veto",
    "VetoFinding",
    "WordingNote",
    "WorkbookBatch",
    "WorkbookFile",
    "YearReport",
]
