"""Forms of accounts, townships and settings."""

from django import forms

from township.access import Role
from township.crud import RowsField, UserForm, UserModelForm
from township.crud.setting_fields import floor_faults, setting_field
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

    def clean(self):
        cleaned = super().clean()
        given = {key: cleaned.get(key) for key in SETTINGS}
        for key, told in floor_faults(given):
            self.add_error(key, told)
        return cleaned
