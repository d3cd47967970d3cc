"""Declared settings as form fields, for a township and for whoever settles one for itself."""

from collections.abc import Iterator

from django import forms

from township.users.settings import SETTINGS, Setting


class PlaceField(forms.DecimalField):
    """A number with one decimal place; its value is text."""

    def __init__(self, **options):
        super().__init__(**({"decimal_places": 1} | options))

    def clean(self, value):
        return f"{super().clean(value):.1f}"


def setting_field(setting: Setting, value: object) -> forms.Field:
    """The field of a declared setting, showing its value."""
    common = {
        "label": setting.label,
        "help_text": setting.help,
        "initial": value,
        "required": False,
    }
    if setting.kind in ("int", "decimal"):
        kind = forms.IntegerField if setting.kind == "int" else PlaceField
        return kind(
            **common | {"required": True},
            min_value=setting.minimum,
            max_value=setting.maximum,
        )
    if setting.kind == "choice":
        return forms.ChoiceField(**common, choices=setting.choices)
    if setting.kind == "bool":
        return forms.BooleanField(**common)
    return forms.CharField(**common, max_length=200)


def floor_faults(given: dict[str, object]) -> Iterator[tuple[str, str]]:
    """(key, sentence) of each value that falls below the setting that is its floor."""
    for key, value in given.items():
        floor = given.get(SETTINGS[key].not_below)
        if value is not None and floor is not None and value < floor:
            least = SETTINGS[SETTINGS[key].not_below].label
            yield key, f"不能少于“{least}”（{floor}）。"
