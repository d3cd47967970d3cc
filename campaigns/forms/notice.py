"""Forms of the announcement of an application and of objections to it."""

from django import forms

from campaigns.forms.fields import DaysField
from campaigns.models import NoticeObjection
from township.crud import DayForm, UserModelForm


class NoticeForm(DayForm):
    on_label = "张贴日期"
    days = DaysField()

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].ask_of(campaign)


class NoticeObjectionForm(UserModelForm):
    past = ("received_on",)

    class Meta:
        model = NoticeObjection
        fields = ["source", "received_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class NoticeAnswerForm(DayForm):
    on_label = "答复日期"
    answer = forms.CharField(
        label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
