"""Forms of townships and settings."""

from django import forms

from township.crud import UserForm, UserModelForm
from township.users.models import District, Township
from township.users.settings import SETTINGS


class TownshipForm(UserModelForm):
    """A township of a district that is there, or of one that is made with it."""

    new_district = forms.CharField(
        label="或者新建区",
        max_length=50,
        required=False,
        help_text="区还没有的，在这里写它的名称。",
    )

    class Meta:
        model = Township
        fields = ["district", "name", "code"]

    field_order = ["district", "new_district", "name", "code"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].required = False

    def clean(self):
        cleaned = super().clean()
        district, name = cleaned.get("district"), cleaned.get("new_district")
        if bool(district) == bool(name):
            self.add_error("district", "请选定所属的区，或者在下面写一个新区的名称，只填一处。")
        elif name and District.objects.filter(name=name).exists():
            self.add_error("new_district", f"{name}已经有了，请在上面选。")
        return cleaned


class DistrictForm(UserModelForm):
    class Meta:
        model = District
        fields = ["name"]


class PlaceField(forms.DecimalField):
    """A number with one decimal place; its value is text."""

    def __init__(self, **options):
        super().__init__(**({"decimal_places": 1} | options))

    def clean(self, value):
        return f"{super().clean(value):.1f}"


class SettingsForm(UserForm):
    """One field per declared setting."""

    @property
    def telephones(self):
        return [key for key, setting in SETTINGS.items() if setting.kind == "phone"]

    def __init__(self, *args, township, **kwargs):
        self.base_fields = {
            key: _field(setting, township.setting(key)) for key, setting in SETTINGS.items()
        }
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        for key, setting in SETTINGS.items():
            value, floor = cleaned.get(key), cleaned.get(setting.not_below)
            if value is not None and floor is not None and value < floor:
                least = SETTINGS[setting.not_below].label
                self.add_error(key, f"不能少于“{least}”（{floor}）。")
        return cleaned


def _field(setting, value):
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
