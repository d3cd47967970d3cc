"""Forms of the yearly assignment."""

from django import forms

from campaigns.models import Assignment, AssignmentRow
from township.crud import UserForm, UserModelForm


class NewAssignmentForm(UserForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, f"{year}年") for year in years]


class AssignmentForm(UserModelForm):
    class Meta:
        model = Assignment
        fields = ["number", "requirements", "deadlines"]
        widgets = {
            "requirements": forms.Textarea(attrs={"rows": 6}),
            "deadlines": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "number": "例如 ×府发〔2026〕5号；下达前填写。",
            "requirements": "一行写一项，印在通知里。",
            "deadlines": "一行写一项，印在通知里。",
        }


class AssignmentRowForm(UserModelForm):
    class Meta:
        model = AssignmentRow
        fields = ["task"]
        widgets = {"task": forms.Textarea(attrs={"rows": 3})}
