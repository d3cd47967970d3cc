"""Pages of consultations and opinions."""

from django.shortcuts import get_object_or_404

from township.corrections import CorrectPage
from township.crud import FormPage, UpdatePage
from villages.acts import text as text_acts
from villages.forms.consultation import ConsultationForm, OpinionAnswerForm, OpinionForm
from villages.models import Opinion, TextVersion
from villages.views.text import OnTextVersion
from villages.workflows.correction import OPINION_CORRECTION


class ConsultationCreate(OnTextVersion, FormPage):
    makes_new = True
    permission = "text.edit"
    form_class = ConsultationForm
    title = "登记征求意见"
    intro = "开一次会、走访一轮、张贴一次，各登记一次。"

    def get_form_kwargs(self):
        given = {"text_version": self.parent, "round": self.parent.round}
        return super().get_form_kwargs() | {"given": given}

    def carry_out(self, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        row = text_acts.add_consultation(self.parent, by=self.request.user, **fields)
        return row.get_absolute_url()


class OpinionCreate(OnTextVersion, FormPage):
    makes_new = True
    permission = "text.edit"
    form_class = OpinionForm
    title = "登记意见"
    intro = "只写意见和小组，不写提意见人的姓名。"

    def get_form_kwargs(self):
        given = {"text_version": self.parent, "round": self.parent.round}
        return super().get_form_kwargs() | {"given": given, "text_version": self.parent}

    def get_initial(self):
        return {"clause": self.request.GET.get("clause")}

    def carry_out(self, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        row = text_acts.add_opinion(self.parent, by=self.request.user, **fields)
        return row.get_absolute_url()


class OpinionAnswer(UpdatePage):
    permission = "text.edit"
    model = Opinion
    form_class = OpinionAnswerForm
    select = ("text_version__text__village", "clause")
    template = "villages/text/answer.html"

    def get_title(self):
        return "处理意见"

    def may_edit(self, opinion):
        if opinion.text_version.status != TextVersion.Status.CONSULTING:
            yield f"文本现在是“{opinion.text_version.get_status_display()}”，意见不能再改。"

    def save(self, form):
        row = get_object_or_404(Opinion, pk=self.object.pk)
        return text_acts.answer(
            row,
            handling=form.cleaned_data["handling"],
            reply=form.cleaned_data["reply"],
            by=self.request.user,
        )

    def get_success_url(self):
        return f"{self.object.text_version.get_absolute_url()}#opinions"


class OpinionCorrect(CorrectPage):
    correctable = OPINION_CORRECTION
