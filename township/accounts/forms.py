"""Forms of accounts, townships and settings."""

from django import forms

from township.access import Role
from township.crud import RowsField, UserForm, UserModelForm
from township.users.models import District, Township, User
from township.users.settings import SETTINGS


class RoleFields(forms.Form):
    """What somebody is, and where."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    township = forms.ModelChoiceField(label="镇", queryset=Township.objects.all(), required=False)
    district = forms.ModelChoiceField(
        label="区（只用于区级验收员）", queryset=District.objects.all(), required=False
    )

    scopes = {"township": "place.view"}

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        if role == Role.DISTRICT:
            cleaned["township"] = None
            if not cleaned.get("district"):
                self.add_error("district", "区级验收员要选定所在的区。")
        elif role == Role.PLATFORM_ADMIN:
            cleaned["township"] = cleaned["district"] = None
        else:
            cleaned["district"] = None
            if role and not cleaned.get("township"):
                self.add_error("township", "这个角色要选定所在的镇。")
        return cleaned

    @property
    def place(self):
        """{"role", "township", "district"} of the membership."""
        return {key: self.cleaned_data[key] for key in ("role", "township", "district")}


class AccountForm(UserModelForm):
    """Who somebody is; what, is told by the roles."""

    class Meta:
        model = User
        fields = ["username", "full_name", "is_active"]


class NewAccountForm(RoleFields, AccountForm):
    """A new account with its first role; the first password is the system's affair."""

    field_order = ["username", "full_name", "role", "township", "district", "is_active"]


class RoleForm(RoleFields, UserForm):
    """One more role of an account."""


class HandOutForm(UserForm):
    """Whose passwords are made anew; one's own is changed under 修改密码."""

    accounts = RowsField(
        label="发给谁",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个人。"},
    )

    def narrow(self):
        return {"accounts": User.objects.filter(is_active=True).exclude(pk=self.user.pk)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accounts"].label_from_instance = lambda one: f"{one}（{one.username}）"


class TownshipForm(UserModelForm):
    class Meta:
        model = Township
        fields = ["district", "name", "code"]


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
