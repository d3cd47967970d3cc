"""Form of an honour of a time before the system, as its document tells it."""

from django import forms

from campaigns.models import Authority, Honour, Level
from township.crud import UserModelForm
from township.crud.fields import DocumentNumberField
from township.files.fields import OneFileField
from villages.models import Village


class LevelOfCampaign(forms.ModelChoiceField):
    """Levels of several campaigns are told apart by the campaign."""

    def label_from_instance(self, level):
        return f"{level}（{level.campaign}）"


class PriorHonourForm(UserModelForm):
    past = ("awarded_on",)
    scopes = {"village": "honour.enter_past"}
    told_numbers = ("past_reward",)
    level = LevelOfCampaign(label="级别", queryset=Level.objects.none())
    issuer = forms.ModelChoiceField(
        label="命名机关",
        queryset=Authority.objects.none(),
        required=False,
        empty_label="按级别规定的命名机关",
    )
    issuer_name = forms.CharField(
        label="命名机关当时的名称",
        max_length=60,
        required=False,
        help_text="文件上的名称和现在不同的，照文件写。",
    )
    document_number = DocumentNumberField(label="命名文号")
    year = forms.IntegerField(
        label="创建年度",
        required=False,
        min_value=1990,
        max_value=2100,
        help_text="是哪一年度的成绩；不填就是命名的那一年。",
    )
    upload = OneFileField(label="命名文件", required=False)
    field_order = [
        *("village", "level", "awarded_on", "document_title", "document_number", "upload"),
        *("plaque_number", "issuer", "issuer_name", "year", "review_on"),
    ]

    class Meta:
        model = Honour
        fields = [
            *("village", "level", "awarded_on", "document_title", "document_number"),
            *("plaque_number", "issuer", "year", "review_on"),
            *("past_reward", "past_reward_note"),
        ]
        labels = {"village": "村（居）"}
        help_texts = {
            "document_title": "不写书名号。",
            "plaque_number": "牌匾上没有编号的空着。",
            "review_on": "文件规定了期限的填写；不填的按本镇设置的年限算。",
            "past_reward": "当年已经发了奖励的填写，系统里不再发。",
            "past_reward_note": "例如：2024年6月发放，凭证号记-0612。",
        }

    def narrow(self):
        villages = Village.objects.for_user(self.user, "honour.enter_past")
        within = {"township__in": villages.values("township")}
        levels = Level.objects.filter(campaign__township__in=villages.values("township"))
        return {
            "village": villages,
            "level": levels.select_related("campaign").order_by("campaign", "rank"),
            "issuer": Authority.objects.filter(**within).exclude(tier=Authority.Tier.TOWNSHIP),
        }

    def clean_issuer(self):
        """The level's own naming organ where no other was chosen."""
        level = self.cleaned_data.get("level")
        return self.cleaned_data["issuer"] or (level and level.named_by)

    def _post_clean(self):
        super()._post_clean()
        self.instance.issuer_name = self.cleaned_data.get("issuer_name", "")
