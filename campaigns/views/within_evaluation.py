"""Pages below one village's evaluation, for whoever may make what the page makes."""

from functools import cached_property

from django.shortcuts import get_object_or_404

from campaigns.models import Evaluation
from campaigns.views.round import rounds_crumb
from township.crud import Within


class OfEvaluation(Within):
    """Found by the page's own permission: an evaluator reaches assigned villages' evaluations."""

    within = Evaluation
    within_kwarg = "evaluation"
    within_field = "evaluation"

    @cached_property
    def parent(self):
        rows = Evaluation.objects.for_user(self.request.user, self.permission).select_related(
            "round__campaign", "village__township", "standard_version__standard", "level"
        )
        return get_object_or_404(rows, pk=self.kwargs["evaluation"])

    def get_crumbs(self):
        round = self.parent.round
        return [rounds_crumb(), (str(round), round.get_absolute_url())]
