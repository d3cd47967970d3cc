from campaigns.models.assignment import Assignment, AssignmentRow
from campaigns.models.authority import Authority, FormerName
from campaigns.models.campaign import (
    BasisDocument,
    Campaign,
    Decision,
    LeadingMember,
    WordingNote,
)
from campaigns.models.level import Level
from campaigns.models.plan import PlanVersion
from campaigns.models.receipt import Receipt
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
    "FormerName",
    "Indicator",
    "LeadingMember",
    "Level",
    "PlanVersion",
    "Receipt",
    "Standard",
    "StandardCategory",
    "StandardVersion",
    "Target",
    "TargetChange",
    "Threshold",
    "Veto",
    "WordingNote",
]
