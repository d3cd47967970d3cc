"""Forms of a round: opening it, announcing, finalising."""

from django import forms
from django.utils import timezone

from campaigns.forms.fields import DaysField
from campaigns.models import Evaluation, Round
from campaigns.queries.round import without_self_evaluation
from township.crud import DayForm, UserForm, UserModelForm

EARLY = (Round.Status.PREPARING, Round.Status.SELF, Round.Status.SCORING)


class MovingForm(UserModelForm):
    """A round whose phases end by hand, or by their dates in the name of whoever says so."""

    moves_by_date = forms.BooleanField(
        label="到期自动进入下一阶段",
        required=False,
        help_text="自评、评分、公示到期的第二天零点自动往下走；还缺什么的不走，并在考评页上写明。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["moves_by_date"] = self.instance.moves_for_id is not None

    def _post_clean(self):
        super()._post_clean()
        self.instance.moves_for = self.user if self.cleaned_data.get("moves_by_date") else None


class RoundForm(MovingForm):
    year = forms.TypedChoiceField(label="年度", coerce=int)

    class Meta:
        model = Round
        fields = ["year", "self_due", "scoring_due", "aggregation", "spread_limit"]

    field_order = ["year", "self_due", "scoring_due", "moves_by_date"]

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Round(**(given or {})))
        super().__init__(*args, given=given, **kwargs)
        round = self.instance
        others = round.campaign.rounds.current().exclude(pk=round.pk)
        taken = set(others.values_list("year", flat=True))
        years = [year for year in round.campaign.years if year not in taken]
        self.fields["year"].choices = [(year, f"{year}年") for year in years]
        if round.pk:
            return
        year = timezone.localdate().year
        self.initial |= {
            "year": year if year in years else next(iter(years), None),
            "aggregation": round.campaign.setting("aggregation"),
            "spread_limit": round.campaign.setting("spread_limit"),
        }


class RoundDatesForm(MovingForm):
    """What of a round may still change; once all is scored, only whether dates move it on."""

    class Meta:
        model = Round
        fields = ["self_due", "scoring_due", "aggregation", "spread_limit"]

    field_order = ["self_due", "scoring_due", "moves_by_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.status not in EARLY:
            for name in self._meta.fields:
                del self.fields[name]


class StartScoringForm(UserForm):
    """What becomes of self-evaluations that have not come in; asked only where there are some."""

    wants_instance = True
    is_self_closed = forms.TypedChoiceField(
        label="没有交自评的村",
        choices=[("no", "评分期间还可以补交，继续提醒"), ("yes", "不再收，按没有自评办理")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        if not without_self_evaluation(about):
            del self.fields["is_self_closed"]


class ReviewDayForm(DayForm):
    on_label = "汇总日期"


class AnnounceForm(UserForm):
    """From when and how long the results are shown."""

    past = ("on",)
    wants_instance = True
    on = forms.DateField(label="公示开始日期")
    days = DaysField()

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())
        self.fields["days"].ask_of(about.campaign)


class FinaliseForm(UserForm):
    past = ("on",)
    on = forms.DateField(label="定稿日期", initial=timezone.localdate)


class TeamsForm(UserForm):
    """The ticks are the page's; `pairs` are the teams as they were when it was read."""

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(*sorted(pairs))


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
