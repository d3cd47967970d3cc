"""Forms of people and of the rosters they stand on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from township.crud import ReasonForm, UserModelForm
from villages.forms.organisation import EndForm
from villages.models import AssociationMember, Group, Person, Representative
from villages.queries.roster import seat_faults, usual_end
from villages.rules.written_days import read_month

PERSON_FIELDS = ["name", "gender", "group", "birth_month", "political", "education", "phone"]
PERSON_HELP = {
    "phone": "可不填。加密保存，页面上只显示前三位和后四位。",
}

__all__ = ["EndForm", "MemberForm", "PersonForm", "ReasonForm", "RepresentativeForm"]


class PersonForm(UserModelForm):
    """As little as needed; no identity number, no address, nothing on health or births."""

    telephones = ("phone",)
    erasable = ("birth_month", "political", "education")

    birth_month = forms.CharField(
        label="出生年月", required=False, max_length=20, help_text="例如1975年3月，可不填。"
    )

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        help_texts = PERSON_HELP

    def __init__(self, *args, given=None, **kwargs):
        if not kwargs.get("instance"):
            kwargs["instance"] = Person(**(given or {}))
        super().__init__(*args, given=given, **kwargs)
        self.fields["phone"].widget.attrs["data-secret"] = ""

    def narrow(self):
        return {"group": Group.objects.filter(village=self.instance.village_id)}

    def clean_birth_month(self):
        """As people write it, here as in a roster's sheet."""
        try:
            return read_month(self.cleaned_data["birth_month"]) or ""
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class NewSeatForm(PersonForm):
    """A new row of a roster with its person; somebody of that name and group is taken as known."""

    seat_model = None
    households_label = ""

    households = forms.IntegerField(min_value=0, max_value=500, initial=0)
    since = forms.DateField()
    until = forms.DateField(required=False)
    note = forms.CharField(label="备注", max_length=100, required=False)

    def __init__(self, *args, given=None, **kwargs):
        super().__init__(*args, given=given, **kwargs)
        today = timezone.localdate()
        self.fields["group"].required = True
        self.fields["households"].label = self.households_label
        self.fields["since"].label, self.fields["until"].label = self.span_labels
        self.fields["since"].initial = today

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        village = self.instance.village
        known = Person.objects.named(village, cleaned["name"], cleaned["group"]).first()
        if known:
            for name in PERSON_FIELDS:
                if cleaned[name]:
                    setattr(known, name, cleaned[name])
        self.person = known or self.instance
        names = ("group", "households", "since", "until", "note")
        self.seat = self.seat_model(
            village=village, person=self.person, **{name: cleaned[name] for name in names}
        )
        for fault in seat_faults(self.seat) if known else ():
            self.add_error(None, fault)
        if cleaned["until"] and cleaned["until"] < cleaned["since"]:
            self.add_error("until", "结束日期不能早于开始日期。")
        return cleaned


class RepresentativeForm(NewSeatForm):
    seat_model = Representative
    households_label = "代表户数"
    span_labels = ("任期开始", "任期至")

    def __init__(self, *args, given=None, **kwargs):
        super().__init__(*args, given=given, **kwargs)
        self.fields["until"].initial = usual_end(self.instance.village, timezone.localdate())


class MemberForm(NewSeatForm):
    seat_model = AssociationMember
    households_label = "联系户数"
    span_labels = ("入会时间", "退会时间")
