"""Forms of consultations and opinions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from township.crud import UserModelForm
from villages.models import Consultation, Opinion
from villages.rules.kinds import ClauseKind


class PastDayMixin:
    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("日期在今天以后，请检查。")
        return on


class ConsultationForm(PastDayMixin, UserModelForm):
    class Meta:
        model = Consultation
        fields = ["channel", "on", "place", "groups", "headcount", "note"]


class OpinionForm(PastDayMixin, UserModelForm):
    class Meta:
        model = Opinion
        fields = ["content", "clause", "channel", "on", "group"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, text_version, **kwargs):
        self.text_version = text_version
        super().__init__(*args, **kwargs)
        self.fields["clause"].empty_label = "全文（不针对某一条）"

    def narrow(self):
        return {"clause": self.text_version.clauses.filter(kind=ClauseKind.ARTICLE)}


class OpinionAnswerForm(UserModelForm):
    class Meta:
        model = Opinion
        fields = ["handling", "reply"]
        widgets = {"reply": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reply": "不采纳的要写明理由；采纳的写明改了哪一条。"}

    def clean_handling(self):
        handling = self.cleaned_data["handling"]
        if handling == Opinion.Handling.PENDING:
            raise ValidationError("请选择怎样处理。")
        return handling
