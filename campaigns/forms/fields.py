"""Form fields that several nouns of the campaign use."""

from django import forms
from django.core.exceptions import ValidationError

from campaigns.queries.announcement import least_days, usual_days
from campaigns.rules.announcement import MOST_DAYS, days_fault


class DaysField(forms.IntegerField):
    """How many days something is announced: the bounds and the usual number are the campaign's."""

    def __init__(self, **options):
        super().__init__(**({"label": "公示天数", "max_value": MOST_DAYS} | options))

    def ask_of(self, campaign):
        """Take the campaign's least and usual days."""
        least = least_days(campaign)
        self.initial, self.help_text = usual_days(campaign), f"不得少于{least}天。"
        self.min_value = self.widget.attrs["min"] = least
        self.validators.append(self._at_least(least))

    @staticmethod
    def _at_least(least):
        def check(days):
            if fault := days_fault(days, least):
                raise ValidationError(fault)

        return check


class LinesField(forms.CharField):
    """A list of names, one a line."""

    def __init__(self, **options):
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(**({"widget": widget, "max_length": 400} | options))

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip(" \t　、，,;；") for line in (value or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def run_validators(self, value):
        """Bounds count the letters of a line, not lines of the list."""
        if any(len(line) > 60 for line in value):
            raise ValidationError("每个名称最多60个字，一行写一个。")

    def has_changed(self, initial, data):
        return list(initial or []) != self.to_python(data)


def keep_upload(instance, upload):
    """Put a cleaned upload on a row with `file` and `file_name`; without one nothing changes."""
    if upload:
        instance.file, instance.file_name = upload
