"""Forms of townships and settings."""

from django import forms

from township.crud import UserForm, UserModelForm
from township.crud.setting_fields import floor_faults, setting_field
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


class SettingsForm(UserForm):
    """One field per declared setting."""

    @property
    def telephones(self):
        return [key for key, setting in SETTINGS.items() if setting.kind == "phone"]

    def __init__(self, *args, township, **kwargs):
        self.base_fields = {
            key: setting_field(setting, township.setting(key)) for key, setting in SETTINGS.items()
        }
        super().__init__(*args, **kwargs)
        self.guard_reading()

    @property
    def groups(self):
        """[(name, fields)] as the settings say what belongs together, in their order."""
        groups = {}
        for key, setting in SETTINGS.items():
            groups.setdefault(setting.group, []).append(self[key])
        return list(groups.items())

    def clean(self):
        cleaned = super().clean()
        given = {key: cleaned.get(key) for key in SETTINGS}
        for key, told in floor_faults(given):
            self.add_error(key, told)
        return cleaned
