"""Forms of the plan, of receipts and of the yearly assignment."""

from django import forms

from campaigns.forms.fields import keep_upload
from campaigns.models import Assignment, AssignmentRow, PlanVersion, Receipt
from township.crud import DayForm, RowsField, UserForm, UserModelForm
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


class SignForm(UserForm):
    """Who signed in the village: the person at the desk is often not the account's holder."""

    signer = forms.CharField(
        label="签收人姓名",
        max_length=30,
        error_messages={"required": "请填写签收人的姓名。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("signer", self.user.full_name)


class SignManyForm(SignForm):
    """The same for several at once, as the page ticked them."""

    scopes = {"receipts": "receipt.sign"}
    receipts = RowsField(
        Receipt.objects.with_subject(),
        label="要签收的",
        error_messages={"required": "请先勾选要签收的文件。"},
    )


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
