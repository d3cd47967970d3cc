"""Forms of the publicity of an application and of objections to it."""

from django import forms

from campaigns.models import NoticeObjection
from campaigns.rules.announcement import LEAST_DAYS
from township.crud import UserForm, UserModelForm


class NoticeForm(UserForm):
    days = forms.IntegerField(
        label="公示天数",
        min_value=LEAST_DAYS,
        max_value=60,
        error_messages={"min_value": f"公示至少{LEAST_DAYS}天。", "max_value": "公示最多60天。"},
    )


class NoticeObjectionForm(UserModelForm):
    class Meta:
        model = NoticeObjection
        fields = ["source", "received_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class NoticeAnswerForm(UserForm):
    answer = forms.CharField(
        label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
