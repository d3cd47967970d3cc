"""The office's own words for 年度创建工作总结."""

from django import forms

from campaigns.models import YearReport
from township.crud import UserModelForm


class YearReportForm(UserModelForm):
    class Meta:
        model = YearReport
        fields = ["practice", "problems", "plans"]
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in fields}
