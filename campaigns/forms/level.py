"""Forms of the ladder's rungs and of the organisations that name."""

from itertools import count

from django import forms

from campaigns.models import Authority, FormerName, Level
from township.crud import UserForm, UserModelForm


class LevelForm(UserModelForm):
    class Meta:
        model = Level
        fields = ["name", "community_name", "rank", "named_by", "standard", "requires"]

    def narrow(self):
        campaign = self.instance.campaign
        return {
            "named_by": Authority.objects.filter(township=campaign.township_id).exclude(
                tier=Authority.Tier.TOWNSHIP
            ),
            "standard": campaign.standards.all(),
            "requires": campaign.levels.exclude(pk=self.instance.pk),
        }

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Level(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    def clean(self):
        cleaned = super().clean()
        below, rank = cleaned.get("requires"), cleaned.get("rank")
        if below and rank and below.rank >= rank:
            self.add_error("requires", "须先取得的级别要比这一级低。")
        if not self.instance.code:
            taken = set(self.instance.campaign.levels.values_list("code", flat=True))
            self.instance.code = next(f"L{n}" for n in count(1) if f"L{n}" not in taken)
        return cleaned


class AuthorityForm(UserModelForm):
    class Meta:
        model = Authority
        fields = ["name", "tier"]


class RenameForm(UserForm):
    """An organisation gets a new name from a day on; the old one is kept."""

    name = forms.CharField(label="新名称", max_length=60)
    on = forms.DateField(label="从哪天起用新名称")
    note = forms.CharField(label="说明", max_length=200, required=False)


class FormerNameForm(UserModelForm):
    class Meta:
        model = FormerName
        fields = ["name", "since", "until", "note"]
