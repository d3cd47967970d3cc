"""Forms of accounts: who somebody is, what he is and where, whose passwords are made anew."""

from django import forms
from django.utils import timezone

from township.access import Role
from township.crud import RowsField, UserForm, UserModelForm
from township.users.models import District, Membership, Township, User
from township.users.stand_in import StandIn
from villages.models import Village
from villages.queries.village import villages_of_cadres

ELSEWHERE = (Role.PLATFORM_ADMIN, Role.DISTRICT)


class RoleFields(forms.Form):
    """What somebody is, and where; a township's office gives roles of its own place only."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    township = forms.ModelChoiceField(label="镇", queryset=Township.objects.all(), required=False)
    district = forms.ModelChoiceField(
        label="区（只用于区级验收员）", queryset=District.objects.all(), required=False
    )
    village = forms.ModelChoiceField(
        label="村（居）（只用于村干部）",
        queryset=Village.objects.all(),
        required=False,
        help_text="管几个村（居）的，建好后在账号页再安排。",
    )

    def narrow(self):
        """Choices of whoever fills it. Nothing is chosen beforehand."""
        user = self.user
        own = None if user.may("place.view") else user.township_for("account.edit")
        given = [(one.value, one.label) for one in Role if user.may_give(one, own)]
        self.fields["role"].choices = [("", "请选择"), *given]
        villages = Village.objects.for_user(user, "account.edit").in_use()
        if own:
            del self.fields["township"], self.fields["district"]
        else:
            self.fields["village"].label_from_instance = lambda one: f"{one.township}{one}"
        return {
            "township": Township.objects.for_user(user, "account.edit"),
            "village": villages.select_related("township"),
        }

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        if "township" not in self.fields:
            cleaned |= {"township": self.user.township_for("account.edit"), "district": None}
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
        self._check_village(cleaned)
        return cleaned

    def _check_village(self, cleaned):
        """A cadre is a village's, as soon as there are villages; nobody else is."""
        township, village = cleaned.get("township"), cleaned.get("village")
        if cleaned.get("role") != Role.CADRE:
            cleaned["village"] = None
        elif village and township and village.township_id != township.pk:
            self.add_error("village", f"{village}不在{township}。")
        elif not village and self.fields["village"].queryset.filter(township=township).exists():
            self.add_error("village", "村干部要选定所在的村（居）。")

    @property
    def place(self):
        """{"role", "township", "district"} of the membership."""
        return {key: self.cleaned_data[key] for key in ("role", "township", "district")}


class AccountForm(UserModelForm):
    """Who somebody is; what, is told by the roles."""

    class Meta:
        model = User
        fields = ["username", "full_name", "is_active"]
        help_texts = {
            "username": "用来登录，例如姓名的拼音，建好后不要再变。",
            "is_active": "不再任职的，取消勾选，账号就停用，不能登录；办过的事都保留。",
        }


class NewAccountForm(RoleFields, AccountForm):
    """A new account with its first role; the first password is the system's affair."""

    field_order = ["username", "full_name", "role", "village", "township", "district"]

    class Meta(AccountForm.Meta):
        fields = ["username", "full_name"]


class RoleForm(RoleFields, UserForm):
    """One more role of an account, or one more village of a cadre."""


class StandInForm(UserForm):
    """Who stands in for a post of this account, in which days, by what."""

    post = forms.ModelChoiceField(label="代理哪个岗位", queryset=Membership.objects.none())
    stand_in = forms.ModelChoiceField(label="由谁代理", queryset=User.objects.none())
    since = forms.DateField(label="开始日期")
    until = forms.DateField(label="结束日期", help_text="过了这一天自动结束；可以提前结束。")
    document_number = forms.CharField(
        label="依据文号或会议", max_length=60, help_text="例如 ×府发〔2026〕12号、镇党委会议纪要。"
    )

    def __init__(self, *args, account, **kwargs):
        self.account = account
        super().__init__(*args, **kwargs)
        self.fields["post"].label_from_instance = _post_told
        self.initial.setdefault("since", timezone.localdate())
        posts = list(self.fields["post"].queryset[:2])
        if len(posts) == 1:
            self.initial.setdefault("post", posts[0].pk)

    def narrow(self):
        posts = self.account.memberships.filter(role__in=StandIn.ROLES)
        people = User.objects.for_user(self.user, "account.stand_in").filter(is_active=True)
        return {
            "post": posts.select_related("township").prefetch_related("villages"),
            "stand_in": people.exclude(pk__in=(self.account.pk, self.user.pk)),
        }


def _post_told(post):
    places = "、".join(str(village) for village in post.villages.all())
    return f"{post.get_role_display()}（{places}）" if places else post.get_role_display()


class HandOutForm(UserForm):
    """Whose passwords are made anew; one's own is changed under 修改密码."""

    accounts = RowsField(
        label="发给谁",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个人。"},
    )

    def narrow(self):
        rows = User.objects.for_user(self.user, "account.edit")
        return {"accounts": rows.filter(is_active=True).exclude(pk=self.user.pk)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = villages_of_cadres(self.fields["accounts"].queryset)

        def label(account):
            told = [account.username, *places.get(account.pk, ())]
            return f"{account}（{'，'.join(told)}）"

        self.fields["accounts"].label_from_instance = label
