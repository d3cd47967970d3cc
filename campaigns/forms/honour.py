"""Forms of honours and rewards."""

from django import forms

from campaigns.forms.fields import OneFileField
from campaigns.models import RewardRule
from township.crud import UserForm, UserModelForm


class AwardForm(UserForm):
    """What the naming document says."""

    awarded_on = forms.DateField(label="命名日期")
    document_number = forms.CharField(label="命名文号", max_length=40)
    plaque_number = forms.CharField(label="牌匾编号", max_length=40)
    upload = OneFileField(label="命名文件", required=False)


class ReviewForm(UserForm):
    on = forms.DateField(label="复审日期")
    document_number = forms.CharField(label="依据文号", max_length=40)
    reason = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PayForm(UserForm):
    voucher_number = forms.CharField(label="凭证号", max_length=40)
    paid_on = forms.DateField(label="发放日期")
    received_by = forms.CharField(label="领款人", max_length=30)


class RewardRuleForm(UserModelForm):
    class Meta:
        model = RewardRule
        fields = ["level", "amount", "payer", "payer_name", "since", "until"]

    def narrow(self):
        return {"level": self.instance.campaign.levels.all()}

    def __init__(self, *args, given=None, **kwargs):
        instance = kwargs.get("instance") or RewardRule(**(given or {}))
        super().__init__(*args, given=given, **(kwargs | {"instance": instance}))
