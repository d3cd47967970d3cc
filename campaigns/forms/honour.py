"""Forms of honours and rewards."""

from django import forms
from django.db.models import Max

from campaigns.models import RewardRule
from township.crud import UserForm, UserModelForm
from township.crud.fields import DocumentNumberField
from township.dates import cn_date
from township.document_number import year_faults
from township.files.fields import OneFileField
from township.namefields import SpelledField
from township.personname import read_name
from township.shorttext import place_name
from township.today import day_faults


class AwardForm(UserForm):
    """What the naming document says."""

    past = ("awarded_on",)
    awarded_on = forms.DateField(label="命名日期")
    document_title = forms.CharField(
        label="命名文件标题", max_length=120, required=False, help_text="不写书名号。"
    )
    document_number = DocumentNumberField(label="命名文号")
    plaque_number = SpelledField(label="牌匾编号", max_length=40, spell=place_name)
    upload = OneFileField(label="命名文件", required=False)


class ReviewForm(UserForm):
    past = ("on",)
    on = forms.DateField(label="复审日期")
    document_number = DocumentNumberField(label="依据文号")
    reason = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    upload = OneFileField(label="复审文件", required=False)


class TakeAwayForm(ReviewForm):
    """撤销 or 摘牌, by the authority's document."""

    on = forms.DateField(label="决定日期", help_text="命名机关撤销、摘牌文件上的日期。")
    upload = OneFileField(label="决定文件", required=False)


class HonourNoticeForm(forms.Form):
    """Number and day of the township's own notice; without a number it is printed as a draft."""

    number = DocumentNumberField(is_own=True, required=False)
    on = forms.DateField(
        label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self):
        cleaned = super().clean()
        on = cleaned.get("on")
        for name, faults in (
            ("on", day_faults(on)),
            ("number", year_faults(cleaned.get("number", ""), on)),
        ):
            for fault in faults:
                self.add_error(name, fault)
        return cleaned


class PayForm(UserForm):
    past = ("paid_on",)
    voucher_number = forms.CharField(label="凭证号", max_length=40)
    paid_on = forms.DateField(label="发放日期")
    received_by = SpelledField(label="领款人", max_length=30, spell=read_name)


class GetBackForm(UserForm):
    past = ("returned_on",)
    return_voucher = forms.CharField(label="追回凭证号", max_length=40)
    returned_on = forms.DateField(label="追回日期")


USED = "已经有村按这条标准得了奖励，只能填停用日期；金额变了的，停用后另起一条。"


class RewardRuleForm(UserModelForm):
    class Meta:
        model = RewardRule
        fields = ["level", "amount", "payer", "payer_name", "since", "until"]

    def narrow(self):
        return {"level": self.instance.campaign.levels.all()}

    def __init__(self, *args, given=None, **kwargs):
        instance = kwargs.get("instance") or RewardRule(**(given or {}))
        super().__init__(*args, given=given, **(kwargs | {"instance": instance}))

    def clean(self):
        """Two rules for one level never hold on the same day."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        self._keep_what_was_granted(until)
        if since and until and until < since:
            self.add_error("until", "停用日期不能早于起用日期。")
        elif since and cleaned.get("level"):
            others = RewardRule.objects.filter(
                campaign=self.instance.campaign, level=cleaned["level"]
            ).exclude(pk=self.instance.pk)
            for other in others:
                if other.since == since:
                    continue  # told by the constraint
                if other.overlaps(since, until):
                    self.add_error(
                        "since",
                        f"{other.level}从{cn_date(other.since)}起已有奖励标准，"
                        "请先填写它的停用日期。",
                    )
        return cleaned

    def _keep_what_was_granted(self, until):
        """A rule by which somebody was rewarded ends, at the earliest with the last of them."""
        if not self.instance.pk:
            return
        granted = RewardRule.objects.get(pk=self.instance.pk).granted()
        last = granted.aggregate(last=Max("honour__awarded_on"))["last"]
        if last is None:
            return
        for name in {*self.changed_data} & {"level", "amount", "payer", "payer_name", "since"}:
            self.add_error(name, USED)
        if until and until < last:
            self.add_error("until", f"停用日期不能早于最近一次命名（{cn_date(last)}）。")
