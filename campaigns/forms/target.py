"""Forms of targets: setting, changing, withdrawing, rolling forward."""

from django import forms
from django.utils import timezone

from campaigns.acts.target import target_faults
from campaigns.models import Target
from township.crud import DayForm, RowsField, UserModelForm
from township.files.fields import OneFileField
from villages.models import Village

DOCUMENT_HELP = "例如“镇党委会2026年3月5日会议纪要”或文号。"


def year_choices(campaign, first=None):
    return [(year, f"{year}年") for year in campaign.years if first is None or year >= first]


class TargetForm(UserModelForm):
    """A village, a level, a due year, 约束性 or 力争, and why."""

    due_year = forms.TypedChoiceField(label="完成年度", coerce=int)

    class Meta:
        model = Target
        fields = ["village", "level", "due_year", "commitment", "rationale"]
        widgets = {"rationale": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"rationale": {"required": "请写明为什么这样定，例如已有的基础。"}}

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Target(**(given or {})))
        super().__init__(*args, given=given, **kwargs)
        campaign = self.instance.campaign
        self.fields["due_year"].choices = year_choices(campaign)
        self.initial["due_year"] = self.instance.due_year or timezone.localdate().year
        self.fields[
            "commitment"
        ].help_text = "约束性目标必须完成，计入年度任务；力争的目标没有达到不算没完成任务。"

    def narrow(self):
        campaign = self.instance.campaign
        villages = Village.objects.for_user(self.user, "target.edit").in_use()
        return {
            "village": villages.filter(township=campaign.township_id),
            "level": campaign.levels.all(),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_year") and cleaned.get("level") and cleaned.get("village"):
            for fault in target_faults(
                self.instance.campaign,
                cleaned["due_year"],
                cleaned["level"],
                cleaned["village"],
                but=self.instance if self.instance.pk else None,
            ):
                self.add_error(None, fault)
        return cleaned


class ReasonedForm(DayForm):
    """What every change of a running campaign's target needs."""

    on_label = "调整日期"
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明理由。"},
    )
    document = forms.CharField(
        label="依据文件或会议",
        max_length=150,
        help_text=DOCUMENT_HELP,
        error_messages={"required": "请写明依据的文件或会议。"},
    )
    upload = OneFileField(label="文件（可不传）", required=False)


class ChangeForm(ReasonedForm):
    due_year = forms.TypedChoiceField(label="新的完成年度", coerce=int)
    commitment = forms.ChoiceField(label="新的要求", choices=Target.Commitment.choices)

    field_order = ["due_year", "commitment", "on", "reason", "document", "upload"]

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_year"].choices = year_choices(target.campaign)
        self.initial |= {"due_year": target.due_year, "commitment": target.commitment}
        self.guard_reading()


class RollForwardForm(ReasonedForm):
    """Missed targets, ticked, to a later year."""

    targets = RowsField(
        label="顺延哪些目标",
        queryset=Target.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少勾选一个目标。"},
    )
    to_year = forms.TypedChoiceField(label="顺延到", coerce=int)

    field_order = ["targets", "to_year", "on", "reason", "document", "upload"]

    def __init__(self, *args, campaign, missed, year, **kwargs):
        self.missed = missed
        super().__init__(*args, **kwargs)
        self.fields["to_year"].choices = year_choices(campaign, year + 1)
        self.initial["targets"] = [target.pk for target in missed]

    def narrow(self):
        pks = [target.pk for target in self.missed]
        return {"targets": Target.objects.filter(pk__in=pks).select_related("village", "level")}
