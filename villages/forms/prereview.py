"""Forms of 提请审核: what was heard, the township's opinion, the village's answer."""

from django import forms
from django.utils import timezone

from township.crud import DayForm, UserForm, UserModelForm
from villages.acts.prereview import advice_faults
from villages.models import LegalAdvice, Prereview


class SendForm(DayForm):
    """`text` is what will be sent: whoever reads another one is told."""

    on_label = "送审日期"

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(text)


class AdviceForm(UserModelForm):
    past = ("on",)

    class Meta:
        model = LegalAdvice
        fields = ["source", "name", "on", "content"]
        widgets = {"content": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on"):
            row = LegalAdvice(prereview=self.instance.prereview, on=cleaned["on"])
            for sentence in advice_faults(row):
                self.add_error("on", sentence)
        return cleaned


class GiveForm(UserForm):
    past = ("on",)
    wants_instance = True
    advice = forms.ChoiceField(label="审核结果", choices=Prereview.Advice.choices)
    opinion = forms.CharField(
        label="审核意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    on = forms.DateField(label="审核日期", initial=timezone.localdate)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opinion"].help_text = "写明哪一条、为什么、怎样改；没有修改意见的也写一句。"
        told = [f"{one}：{one.content}" for one in about.heard.all()]
        self.fields["opinion"].initial = "\n".join(told)


class AnswerForm(UserForm):
    past = ("on",)
    wants_instance = True
    answer = forms.CharField(
        label="采纳情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
    on = forms.DateField(label="答复日期", initial=timezone.localdate)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        if about.answer:
            self.fields["answer"].initial = about.answer
            self.fields["on"].initial = about.answered_on
        self.guard_reading()
