"""Forms of accounts, townships and settings."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from township.access import Role
from township.crud import UserForm, UserModelForm
from township.users.models import District, Membership, Township, User
from township.users.settings import SETTINGS


class AccountForm(UserModelForm):
    """A new account, or an existing one (the password is only set anew when given)."""

    password = forms.CharField(
        label="初始密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 8 个字符，含大写、小写、数字、符号中的三种；本人第一次登录时须更改。",
    )
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    township = forms.ModelChoiceField(label="镇", queryset=Township.objects.all(), required=False)
    district = forms.ModelChoiceField(
        label="区（只用于区级验收员）", queryset=District.objects.all(), required=False
    )

    scopes = {"township": "place.view"}

    class Meta:
        model = User
        fields = ["username", "full_name", "is_active"]

    field_order = [
        "username",
        "full_name",
        "role",
        "township",
        "district",
        "password",
        "is_active",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = self.instance.pk and self.instance.memberships.first()
        if first:
            self.initial |= {
                "role": first.role,
                "township": first.township_id,
                "district": first.district_id,
            }
        self.fields["password"].required = not self.instance.pk

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
        if cleaned.get("password"):
            try:
                validate_password(cleaned["password"], self.instance)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def save(self, commit=True):
        if self.cleaned_data["password"]:
            self.instance.set_password(self.cleaned_data["password"])
            self.instance.must_change_password = True
        account = super().save(commit)
        place = {key: self.cleaned_data[key] for key in ("role", "township", "district")}
        first = account.memberships.first()
        if first is None:
            Membership.objects.create(user=account, **place)
        else:
            Membership.objects.filter(pk=first.pk).update(**place)
        return account


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
