"""Changing targets of a running campaign: adjust, withdraw, restore, roll forward."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.acts import target as target_acts
from campaigns.forms.target import ChangeForm, ReasonedForm, RollForwardForm
from campaigns.models import Target, TargetChange
from campaigns.queries import progress
from campaigns.views.frame import OfCampaign, file_answer
from township.access import needs
from township.crud import CARRIED, FormPage, UserForm, Within

KIND = TargetChange.Kind


class OnTarget(Within, FormPage):
    """A form about one target of a running campaign."""

    permission = "target.edit"
    within = Target
    within_kwarg = "pk"
    within_select = ("campaign", "village", "level")
    kind = None

    def get_title(self):
        return f"{self.title}：{self.parent}"

    def carry_out(self, form):
        given = {name: value for name, value in form.cleaned_data.items() if name not in CARRIED}
        target_acts.change(self.parent, self.kind, by=self.request.user, **given)
        return self.parent.get_absolute_url()


class TargetAdjust(OnTarget):
    form_class = ChangeForm
    title = "调整目标"
    kind = KIND.MOVED
    success_message = "目标已调整，原来的要求留在调整记录里。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"target": self.parent}


class TargetWithdraw(OnTarget):
    form_class = ReasonedForm
    title = "撤销目标"
    kind = KIND.WITHDRAWN
    submit_label = "撤销目标"
    success_message = "目标已撤销，记录保留。"


class TargetRestore(OnTarget):
    form_class = ReasonedForm
    title = "恢复目标"
    kind = KIND.RESTORED
    submit_label = "恢复目标"
    success_message = "目标已恢复。"


class TargetRemove(OnTarget):
    """Only while the campaign is drafted: nothing has been promised yet."""

    form_class = UserForm
    title = "删除目标"
    submit_label = "删除"
    success_message = "目标已删除。"
    intro = "活动还在筹备，目标可以直接删除。"

    def carry_out(self, form):
        campaign = self.parent.campaign
        target_acts.remove_draft(self.parent, by=self.request.user)
        return reverse("campaigns:targets", args=[campaign.pk])


class RollForward(OfCampaign, FormPage):
    """The targets that a past year left unreached, to a later year."""

    permission = "target.edit"
    beside = Target
    form_class = RollForwardForm
    template = "campaigns/target/roll.html"
    submit_label = "顺延所选目标"
    success_message = "所选目标已顺延。"

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.missed:
            return self._back("没有逾期未达的目标，不需要顺延。")
        if self.latest >= self.parent.last_year:
            return self._back("创建期已到最后一年，没有可以顺延到的年度。")
        return super().get(request, *args, **kwargs)

    def _back(self, told):
        messages.info(self.request, told)
        return HttpResponseRedirect(reverse("campaigns:targets", args=[self.parent.pk]))

    @property
    def latest(self):
        """The last year that is over or that a missed target was due in."""
        return max([timezone.localdate().year - 1, *(one.due_year for one in self.missed)])

    def prepare(self):
        missed = [
            one.target
            for one in progress.standings(self.parent)
            if one.state == progress.TargetState.MISSED
        ]
        self.missed = missed

    def get_title(self):
        return "顺延逾期的目标"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "campaign": self.parent,
            "missed": self.missed,
            "year": self.latest,
        }

    def carry_out(self, form):
        given = form.cleaned_data
        target_acts.roll_forward(
            given["targets"],
            to_year=given["to_year"],
            reason=given["reason"],
            document=given["document"],
            upload=given["upload"],
            on=given["on"],
            by=self.request.user,
        )
        return reverse("campaigns:targets", args=[self.parent.pk])


@needs("target.view")
@require_safe
def change_file(request, pk):
    """The document behind a change of a target."""
    rows = TargetChange.objects.for_user(request.user, "target.view").select_related("file")
    return file_answer(request, get_object_or_404(rows.exclude(file=None), pk=pk))
