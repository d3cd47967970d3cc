"""Forms of the ladder's rungs and of the organisations that name."""

from itertools import count

from django import forms

from campaigns.acts.authority import against_editing, collision
from campaigns.models import Authority, FormerName, Level
from campaigns.queries.organising import begun_on
from campaigns.rules.organising import Organ, against_naming
from campaigns.rules.tier import kind_of
from township.crud import UserForm, UserModelForm
from township.crud.fields import DocumentNumberField


class LevelForm(UserModelForm):
    class Meta:
        model = Level
        fields = ["name", "community_name", "rank", "named_by", "standard", "requires"]

    def narrow(self):
        campaign = self.instance.campaign
        return {
            "named_by": Authority.objects.filter(township=campaign.township_id).naming(
                begun_on(campaign)
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


class LevelChangeForm(UserForm):
    """Another name or condition of a level of a running campaign, from a day on."""

    past = ("on",)
    name = forms.CharField(label="名称", max_length=40)
    community_name = forms.CharField(label="社区称", max_length=40, required=False)
    requires = forms.ModelChoiceField(
        label="须先取得", queryset=Level.objects.none(), required=False, empty_label="没有"
    )
    on = forms.DateField(
        label="起用日期", help_text="从这一天起用新的；以前的申报、荣誉和文书仍照当时的。"
    )
    document_number = DocumentNumberField(label="依据文号")
    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, level, **kwargs):
        self.level = level
        super().__init__(*args, **kwargs)
        for name in ("name", "community_name", "requires"):
            self.fields[name].initial = getattr(level, name)
        self.guard_reading()

    def narrow(self):
        return {"requires": self.level.campaign.levels.filter(rank__lt=self.level.rank)}

    @property
    def given(self):
        names = ("name", "community_name", "requires", "on", "document_number", "reason")
        return {name: self.cleaned_data[name] for name in names}


class AuthorityForm(UserModelForm):
    """The name only until something rests on it; tier and kind are put right at any time."""

    class Meta:
        model = Authority
        fields = ["name", "tier", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and any(against_editing(self.instance)):
            del self.fields["name"]


class OrganNamesForm(UserForm):
    """A field for each organ whose name is open, under its role."""

    def __init__(self, *args, organs, begun_on, **kwargs):
        self.organs, self.begun_on = {f"organ_{organ.pk}": organ for organ in organs}, begun_on
        self.base_fields = {f"organ_{organ.pk}": _name_field(organ) for organ in organs}
        super().__init__(*args, **kwargs)
        self.guard_reading()

    def clean(self):
        """By its name an organ tells whether it may name at all."""
        cleaned = super().clean()
        for key, organ in self.organs.items():
            if name := cleaned.get(key):
                named = Organ(name, organ.tier, kind_of(name))
                if fault := against_naming(named, self.begun_on, is_approved=True):
                    self.add_error(key, f"{fault}。")
        return cleaned

    @property
    def names(self):
        """{id of the organ: name} of what was filled in."""
        return {
            int(key.removeprefix("organ_")): value
            for key, value in self.cleaned_data.items()
            if key.startswith("organ_") and value
        }


def _name_field(organ):
    named = "、".join(level.name for level in organ.levels.all())
    return forms.CharField(
        label=f"命名机关：{organ.role}",
        max_length=60,
        required=False,
        help_text=f"命名{named}。写全称；还不知道的先空着。",
    )


class RenameForm(UserForm):
    """An organisation gets a new name from a day on; the old one is kept."""

    name = forms.CharField(label="新名称", max_length=60)
    on = forms.DateField(label="从哪天起用新名称")
    note = forms.CharField(label="说明", max_length=200, required=False)


class FormerNameForm(UserModelForm):
    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", FormerName(**(given or {})))
        super().__init__(*args, given=given, **kwargs)

    class Meta:
        model = FormerName
        fields = ["name", "since", "until", "note"]

    def clean(self):
        """Of two former names none was borne on the days of the other."""
        cleaned = super().clean()
        if cleaned.get("until"):
            former = FormerName(
                pk=self.instance.pk,
                authority=self.instance.authority,
                since=cleaned.get("since"),
                until=cleaned["until"],
            )
            if told := collision(former):
                self.add_error("until", told)
        return cleaned
