"""What is asked of a remark."""

from django import forms

from township.crud import UserModelForm
from township.remarks.models import LONGEST, Remark


class RemarkForm(UserModelForm):
    class Meta:
        model = Remark
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"text": f"最多{LONGEST}字。"}
        error_messages = {"text": {"required": "请写留言。"}}
