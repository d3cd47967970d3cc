"""既有文本 on one page, for the cadre and the office; and the correction of what was entered."""

from django.urls import reverse

from township.corrections import Correction, CorrectPage
from township.crud import CreatePage
from villages.acts.prior_adoption import enter_past_text
from villages.forms.prior_adoption import PriorTextForm
from villages.models import Attachment, Text
from villages.views.frame import OfVillage, may_in
from villages.workflows.correction import PRIOR_CORRECTION


def prior_context(version, user):
    """What the page of a text shows of an adoption before the system; empty for other texts."""
    prior = version.entered_later
    if prior is None:
        return {}
    may_correct = may_in(user, PRIOR_CORRECTION.permission, version.text.village)
    return {
        "prior": prior,
        "judged": prior.judged,
        "attachments": Attachment.objects.of(prior).select_related("file"),
        "corrections": list(Correction.objects.about(prior)),
        "prior_correct_url": reverse(PRIOR_CORRECTION.url_name, args=[prior.pk])
        if may_correct
        else "",
    }


class PriorTextCreate(OfVillage, CreatePage):
    permission = "text.enter_past"
    form_class = PriorTextForm
    beside = Text
    title = "补录既有文本"
    submit_label = "补录"
    intro = (
        "用系统以前已经通过、现在还施行的文本，在这里一次登记。"
        "不用再征求意见、表决和审查；页面和档案都会注明是补录的。以后要修改，从它制定新版本。"
    )
    success_message = "已补录，并归入档案。"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("given", None)
        return kwargs

    def save(self, form):
        told = form.cleaned_data
        return enter_past_text(
            self.parent,
            told["kind"],
            told["title"],
            form.instance,
            by=self.request.user,
            words=form.full_text,
            files=told["files"],
        )


class PriorTextCorrect(CorrectPage):
    correctable = PRIOR_CORRECTION
