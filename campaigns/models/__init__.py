from campaigns.models.assignment import Assignment, AssignmentRow
from campaigns.models.authority import Authority, FormerName
from campaigns.models.campaign import (
    BasisDocument,
    Campaign,
    Decision,
    LeadingMember,
    WordingNote,
)
from campaigns.models.evaluation import Evaluation, Score, Sheet, VetoFinding
from campaigns.models.level import Level
from campaigns.models.plan import PlanVersion
from campaigns.models.receipt import Receipt
from campaigns.models.round import Round
from campaigns.models.standard import (
    Indicator,
    Standard,
    StandardCategory,
    StandardVersion,
    Threshold,
    Veto,
)
from campaigns.models.target import Target, TargetChange

__all__ = [
    "Assignment",
    "AssignmentRow",
    "Authority",
    "BasisDocument",
    "Campaign",
    "Decision",
    "Evaluation",
    "FormerName",
    "Indicator",
    "LeadingMember",
    "Level",
    "PlanVersion",
    "Receipt",
    "Round",
    "Score",
    "Sheet",
    "Standard",
    "StandardCategory",
    "StandardVersion",
    "Target",
    "TargetChange",
    "Threshold",
    "Veto",
    "VetoFinding",
    "WordingNote",
]
