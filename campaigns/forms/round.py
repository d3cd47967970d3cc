"""Forms of a round: opening it, announcing, finalising."""

from django import forms
from django.utils import timezone

from campaigns.models import Evaluation, Round
from township.crud import UserForm, UserModelForm


class RoundForm(UserModelForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    class Meta:
        model = Round
        fields = ["year", "self_due", "scoring_due", "aggregation", "spread_limit"]

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Round(**(given or {})))
        super().__init__(*args, given=given, **kwargs)
        round = self.instance
        township = round.campaign.township
        taken = set(round.campaign.rounds.exclude(pk=round.pk).values_list("year", flat=True))
        years = [year for year in round.campaign.years if year not in taken]
        self.fields["year"].choices = [(year, f"{year}年") for year in years]
        if round.pk:
            return
        year = timezone.localdate().year
        self.initial |= {
            "year": year if year in years else next(iter(years), None),
            "aggregation": township.setting("aggregation"),
            "spread_limit": township.setting("spread_limit"),
        }


class RoundDatesForm(UserModelForm):
    """What of a round may still change before its results are announced."""

    class Meta:
        model = Round
        fields = ["self_due", "scoring_due", "aggregation", "spread_limit"]


class AnnounceForm(UserForm):
    """From when and how long the results are shown."""

    wants_instance = True
    on = forms.DateField(label="公示开始日期")
    days = forms.IntegerField(
        label="公示天数", min_value=5, max_value=60, help_text="不得少于5天。"
    )

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        self.initial.setdefault("days", about.campaign.township.setting("notice_days"))


class FinaliseForm(UserForm):
    on = forms.DateField(label="定稿日期", initial=timezone.localdate)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("定稿日期不能晚于今天。")
        return on


class SpreadNoteForm(UserModelForm):
    spread_note = forms.CharField(
        label="分差复核意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明分差从哪里来，为什么这样认定。",
        error_messages={"required": "请写明复核意见。"},
    )

    class Meta:
        model = Evaluation
        fields = ["spread_note"]
