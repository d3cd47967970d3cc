"""Pages below one village's evaluation, for whoever may make what the page makes."""

from campaigns.models import Evaluation
from township.crud import Within


class OfEvaluation(Within):
    """Found by the page's own permission: an evaluator reaches assigned villages' evaluations."""

    within = Evaluation
    within_select = (
        "round__campaign",
        "village__township",
        "standard_version__standard",
        "level",
    )
