"""Forms over the roster: who came, and how each of them voted."""

from django import forms

from township.crud import UserForm
from villages.models import Ballot


class RollForm(UserForm):
    """One tick a person who belongs to the meeting."""

    present = forms.MultipleChoiceField(
        label="到会人员",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选到会的人。"},
    )
    guests = forms.CharField(
        label="列席",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args, expected, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["present"].choices = [(str(one.person.pk), str(one.person)) for one in expected]
        self.guard_reading()

    @property
    def ticked(self):
        """Ids of persons that are ticked now, as text."""
        return set(map(str, self["present"].value() or []))

    def rows(self):
        """(Entitled, is ticked) in the order of the roster."""
        return [(one, str(one.person.pk) in self.ticked) for one in self.expected]


class BallotsForm(UserForm):
    """One choice a person present; whoever was not asked yet stays open."""

    def __init__(self, *args, present, cast, **kwargs):
        super().__init__(*args, **kwargs)
        self.present = present
        for row in present:
            self.fields[f"choice_{row.person_id}"] = forms.ChoiceField(
                label=str(row.person),
                required=False,
                choices=Ballot.Choice.choices,
                initial=cast.get(row.person_id, ""),
                widget=forms.RadioSelect,
            )
        self.guard_reading()

    def rows(self):
        """(Attendance, bound field) in the order of the roster."""
        return [(row, self[f"choice_{row.person_id}"]) for row in self.present]

    @property
    def choices(self):
        """{person id: choice} as `calling.cast_all` takes it."""
        return {row.person_id: self.cleaned_data[f"choice_{row.person_id}"] for row in self.present}
