"""Signing in and choosing a password: both look at a password, both are counted before."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError

from township.signin import guessing
from township.signin.devices import device_of
from township.users.models import User
from township.users.passwords import LONGEST, is_similar


class SignInForm(AuthenticationForm):
    """Raises `guessing.Locked` where no further password is looked at.

    `is_wrong` and `has_locked` tell the page what to write down.
    """

    error_messages = {
        "invalid_login": "账号或密码不对。请检查大小写，再输一次。",
        "inactive": "这个账号已经停用。",
    }
    is_wrong = has_locked = is_expired = False
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self):
        username, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if not username or not password:
            return self.cleaned_data
        self.user_cache, self.has_locked = guessing.guarded(
            guessing.limits_of(username, self.request.META["REMOTE_ADDR"], self._device(username)),
            lambda: authenticate(self.request, username=username, password=password),
        )
        if self.user_cache is None:
            self.is_wrong = True
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def _device(self, username):
        user_id = User.objects.filter(username=username).values_list("pk", flat=True).first()
        return device_of(self.request, user_id) if user_id else ""

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if user.is_first_password_over:
            self.is_expired = True
            raise ValidationError(
                "初始密码72小时内没有使用，已经失效。请联系镇创建办公室或平台管理员重新发放。",
                code="expired",
            )


class OwnPasswordForm(PasswordChangeForm):
    """Raises `guessing.Locked` after five wrong old passwords."""

    error_messages = {
        "password_mismatch": "两次输入的新密码不一样。",
        "password_incorrect": "原密码不对，请再输一次。",
    }
    has_locked = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (
            ("old_password", "原密码"),
            ("new_password1", "新密码"),
            ("new_password2", "再输一次新密码"),
        ):
            self.fields[name].label = label
            self.fields[name].widget.attrs["maxlength"] = LONGEST
        self.fields[
            "new_password1"
        ].help_text = (
            "8个字符以上，含小写字母、大写字母、数字、符号中的至少三种，不能和原密码差不多。"
        )
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self):
        old = self.cleaned_data["old_password"]
        is_right, self.has_locked = guessing.guarded(
            guessing.of_old_password(self.user),
            lambda: len(old) <= LONGEST and self.user.check_password(old),
        )
        if not is_right:
            raise self._wrong()
        return old

    def _wrong(self):
        message = self.error_messages["password_incorrect"]
        return ValidationError(message, code="password_incorrect")

    def clean_new_password1(self):
        old, new = self.cleaned_data.get("old_password"), self.cleaned_data["new_password1"]
        if old and len(new) <= LONGEST and is_similar(old, new):
            raise forms.ValidationError(
                "新密码和原密码一样或者差不多，请换一个不同的。", code="similar"
            )
        return new
