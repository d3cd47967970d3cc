"""A round goes over to what changed since it was opened: targets, or a newer standard."""

from campaigns.acts import round as round_acts
from campaigns.acts import round_standard as round_standard_acts
from campaigns.views.round import OfRound
from township.crud import FormPage, ReasonForm, UserForm


class RoundTargets(OfRound, FormPage):
    """Villages whose targets were changed since the round was opened, before it follows them."""

    permission = "round.edit"
    form_class = UserForm
    template = "campaigns/round/targets.html"
    title = "按现在的目标考评"
    submit_label = "确定按现在的目标考评"
    success_message = "考评的级别和标准已更新。"

    def get_context_data(self, **context):
        rows = round_acts.strayed(self.parent)
        return super().get_context_data(rows=rows, round=self.parent, **context)

    def carry_out(self, form):
        round_acts.follow_targets(self.parent, by=self.request.user)
        return self.parent.get_absolute_url()


class RoundNewVersion(OfRound, FormPage):
    """The version of the standard in force, before the round goes over to it."""

    permission = "round.edit"
    form_class = ReasonForm
    template = "campaigns/round/new_version.html"
    title = "改用现行标准"
    submit_label = "确定改用"
    success_message = "考评已改用现行标准。"

    def get_context_data(self, **context):
        changes = round_standard_acts.outdated(self.parent)
        return super().get_context_data(changes=changes, round=self.parent, **context)

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        round_standard_acts.go_over(self.parent, by=self.request.user, reason=reason)
        return self.parent.get_absolute_url()
