"""Forms of the plan, and of what is issued as it is."""

from django import forms

from campaigns.forms.fields import keep_upload
from campaigns.models import PlanVersion
from township.crud import DayForm, UserModelForm
from township.files.fields import OneFileField


class PlanForm(UserModelForm):
    upload = OneFileField(label="方案文件（可不传）", required=False)

    class Meta:
        model = PlanVersion
        fields = ["title", "text", "reason"]
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.number == 1:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        keep_upload(self.instance, cleaned.get("upload"))
        return cleaned


class IssueForm(DayForm):
    """On which day a plan, a standard or a year's tasks went out."""

    on_label = "下发日期"
