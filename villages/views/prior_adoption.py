"""既有文本 on one page, for the cadre and the office; and the correction of what was entered."""

from django.urls import reverse

from township.corrections import Correction, CorrectPage
from township.crud import CreatePage, FormPage, Within
from villages.acts.prior_adoption import add_papers, enter_past_text
from villages.forms.prior_adoption import PriorPapersForm, PriorTextForm
from villages.models import Attachment, PriorAdoption, Text
from villages.views.frame import OfVillage, may_in
from villages.workflows.correction import PRIOR_CORRECTION


def papers_address(prior, user):
    """Where papers are added that turned up later, "" for who may not."""
    if not may_in(user, PriorPapers.permission, prior.text_version.text.village):
        return ""
    return reverse("villages:prior_papers", args=[prior.pk])


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
        "prior_papers_url": papers_address(prior, user),
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
        return kwargs | {"village": self.parent}

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


class PriorPapers(Within, FormPage):
    """The scan of a text that was entered before it was at hand, or one more of it."""

    within = PriorAdoption
    within_kwarg = "pk"
    within_select = ("text_version__text__village__township",)
    permission = "text.enter_past"
    form_class = PriorPapersForm
    title = "补交凭据"
    submit_label = "保存"
    intro = "扫描件、照片加在原来登记的后面，归入同一件档案；已经有的不重复保存。"
    success_message = "已保存，并归入档案。"

    def carry_out(self, form):
        add_papers(self.parent, form.cleaned_data["files"], by=self.request.user)
        return self.parent.get_absolute_url()
