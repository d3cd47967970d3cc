"""Forms of the announcement of an application and of objections to it."""

from django import forms

from campaigns.forms.fields import DaysField
from campaigns.models import NoticeObjection
from township.crud import DayForm, UserModelForm


class NoticeForm(DayForm):
    on_label = "张贴日期"
    days = DaysField()
    because = forms.CharField(
        label="上一次公示哪里错了",
        max_length=200,
        help_text="上一次的还没有期满，登记错了才能作废，重新公示。",
        error_messages={"required": "请写明上一次公示哪里错了。"},
    )

    def __init__(self, *args, campaign, is_running=False, **kwargs):
        """`is_running`: one hangs already, and would be replaced."""
        super().__init__(*args, **kwargs)
        self.fields["days"].ask_of(campaign)
        if not is_running:
            del self.fields["because"]


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
