"""Accounts: the list, a new one, a changed one, and first passwords on paper."""

from functools import cached_property

import django_filters
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from township import asked
from township.access import Role, needs
from township.accounts import stand_in_acts
from township.accounts.account_forms import (
    AccountForm,
    HandOutForm,
    NewAccountForm,
    RoleForm,
    StandInForm,
)
from township.accounts.acts import change_account, end_role, give_role, open_account
from township.accounts.leaving import left_behind
from township.accounts.password_acts import hand_out_passwords
from township.crud import CARRIED, Bulk, Column, CreatePage, FormPage, ListPage, Toned, UpdatePage
from township.history.chain import changed_fields
from township.users.models import Membership, User
from township.users.stand_in import StandIn
from villages.models import Village
from villages.queries.village import villages_of_cadres

ACCOUNTS = (("账号", reverse_lazy("accounts")),)
PLACES = ("memberships__township", "memberships__district", "memberships__villages")
TONES = {"在用": "good", "停用": "neutral"}


class OnPaper:
    """A page whose answer shows first passwords, this once: they are kept nowhere, so a redirect
    would find none. The same form sent again is led on as usual."""

    slips = ()
    success_message = ""

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        return self.on_paper() if self.slips else answer

    def on_paper(self):
        places = villages_of_cadres([slip.account for slip in self.slips])
        context = {
            "title": "初始密码条",
            "breadcrumbs": [*self.get_crumbs(), ("初始密码条", None)],
            "slips": self.slips,
            "places": [(slip, places.get(slip.account.pk)) for slip in self.slips],
            "site_url": settings.SITE_URL,
        }
        answer = render(self.request, "accounts/slips.html", context)
        # The page that sent the form keeps nothing of it any more.
        answer["Saved"] = "yes"
        return answer

    def get_success_url(self):
        return reverse("accounts")


class AccountFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="账号或姓名", method="find")
    village = django_filters.ModelChoiceFilter(
        label="村（居）",
        queryset=lambda request: Village.objects.for_user(request.user, "account.view"),
        field_name="memberships__villages",
    )
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices, method="with_role")
    active = django_filters.ChoiceFilter(
        label="状态", choices=[("yes", "在用"), ("no", "停用")], method="in_use"
    )

    class Meta:
        model = User
        fields = []

    def find(self, rows, name, value):
        return rows.filter(Q(username__icontains=value) | Q(full_name__icontains=value))

    def with_role(self, rows, name, value):
        return rows.filter(memberships__role=value)

    def in_use(self, rows, name, value):
        return rows.filter(is_active=value == "yes")


class AccountList(ListPage):
    permission = "account.view"
    model = User
    title = "账号"
    template = "accounts/list.html"
    bulk = (Bulk("发放初始密码", "passwords", "account.edit", icon="key"),)
    filterset_class = AccountFilter
    columns = (
        Column("姓名", "full_name"),
        Column("账号", "username"),
        Column("角色"),
        Column("村（居）"),
        Column("状态"),
        Column("上次登录", "last_login"),
    )
    create_label = "新建账号"
    empty = {
        "icon": "person-gear",
        "title": "还没有账号",
        "hint": "一个一个新建，或者用建镇工作簿一次建好全镇的账号。",
    }

    def get_queryset(self):
        rows = super().get_queryset().prefetch_related(*PLACES)
        return rows.order_by("username").distinct()

    @cached_property
    def within_reach(self):
        rows = User.objects.for_user(self.request.user, "account.edit")
        return set(rows.values_list("pk", flat=True))

    def may_tick(self, account, acts):
        return account.pk in self.within_reach

    def get_context_data(self, **context):
        may_set_up = self.request.user.may("setup.edit")
        return super().get_context_data(may_set_up=may_set_up, **context)

    def row_of(self, account):
        state = state_of(account)
        url = reverse("account", args=[account.pk]) if account.pk in self.within_reach else ""
        return url, [
            account.full_name,
            account.username,
            [str(one) for one in posts_of(account, self.request.user)],
            [one for m in account.memberships.all() for one in m.villages.all()],
            Toned(state, TONES.get(state, "warn")),
            account.last_login or "没有登录过",
        ]

    def get_create_url(self):
        return reverse("account_create")


def posts_of(account, user):
    """What somebody is; to whom several places are told, with the place."""
    has_places = user.may("place.view")
    for one in account.memberships.all():
        place = (one.township or one.district or "") if has_places else ""
        yield f"{place}{one.get_role_display()}"


def state_of(account):
    """在用, 停用, or that the first password waits or is over."""
    if not account.is_active:
        return "停用"
    if not account.has_usable_password():
        return "密码已停用"
    if account.is_first_password_over:
        return "初始密码过期"
    return "还没改初始密码" if account.must_change_password else "在用"


class AccountCreate(OnPaper, CreatePage):
    permission = "account.edit"
    title = "新建账号"
    form_class = NewAccountForm
    crumbs = ACCOUNTS
    intro = "初始密码由系统生成，只显示一次，可以打印出来当面交给本人。"

    def get_initial(self):
        """A new township leads here for its office."""
        township = asked.number(self.request.GET.get("township"))
        return super().get_initial() | ({"township": township} if township else {})

    def save(self, form):
        village = form.cleaned_data["village"]
        self.slips = [
            open_account(form.instance, form.place, by=self.request.user, village=village)
        ]
        return form.instance


class AccountUpdate(UpdatePage):
    permission = "account.edit"
    model = User
    form_class = AccountForm
    crumbs = ACCOUNTS
    template = "accounts/edit.html"

    def save(self, form):
        changes = {k: v for k, v in changed_fields(form).items() if k not in CARRIED}
        return change_account(form.instance, changes, by=self.request.user)

    def get_success_url(self):
        return reverse("accounts")

    def get_context_data(self, **context):
        roles = self.object.memberships.select_related("township", "district")
        roles = roles.prefetch_related("villages").order_by("pk")
        about = StandIn.objects.filter(Q(user=self.object) | Q(post__user=self.object))
        may_lend = any(one.role in StandIn.ROLES for one in roles)
        return super().get_context_data(
            roles=roles,
            left_behind=list(left_behind(self.object)),
            stand_ins=list(about.select_related("user", "post__user")),
            may_lend=may_lend and self.object != self.request.user,
            **context,
        )


class OfAccount:
    """A page about one account that this person may change."""

    def prepare(self):
        rows = User.objects.for_user(self.request.user, "account.edit")
        self.account = get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_crumbs(self):
        return [*ACCOUNTS, (str(self.account), reverse("account", args=[self.account.pk]))]


class RoleGive(OfAccount, FormPage):
    """One more role of an account."""

    permission = "account.edit"
    form_class = RoleForm
    submit_label = "安排"
    success_message = "已安排。"

    def get_title(self):
        return f"给{self.account}安排角色"

    def carry_out(self, form):
        village = form.cleaned_data["village"]
        give_role(self.account, form.place, by=self.request.user, village=village)
        return reverse("account", args=[self.account.pk])


@needs("account.edit")
@require_POST
def role_end(request, pk, role):
    account = get_object_or_404(User.objects.for_user(request.user, "account.edit"), pk=pk)
    membership = get_object_or_404(Membership, pk=role, user=account)
    end_role(membership, by=request.user)
    messages.success(request, f"已免去{membership.user}的{membership.get_role_display()}。")
    return HttpResponseRedirect(reverse("account", args=[pk]))


class StandInBegin(OfAccount, FormPage):
    """Somebody stands in for a post of this account."""

    permission = "account.stand_in"
    form_class = StandInForm
    submit_label = "安排代理"
    success_message = "已安排代理。"
    intro = (
        "代理人在这段时间里有这个岗位的权限，过期自动结束；办的事记在代理人名下，注明“代”。"
        "评分表不能代理，请用“由他人接手”。"
    )

    def get_title(self):
        return f"安排人代理{self.account}的岗位"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"account": self.account}

    def carry_out(self, form):
        given = form.cleaned_data
        stand_in_acts.begin(
            given["post"],
            given["stand_in"],
            since=given["since"],
            until=given["until"],
            document_number=given["document_number"],
            by=self.request.user,
        )
        return reverse("account", args=[self.account.pk])


@needs("account.stand_in")
@require_POST
def stand_in_end(request, pk):
    accounts = User.objects.for_user(request.user, "account.edit")
    rows = StandIn.objects.for_user(request.user, "account.stand_in")
    row = get_object_or_404(rows.filter(post__user__in=accounts), pk=pk)
    row = stand_in_acts.end(row, by=request.user)
    messages.success(request, f"已结束：{row}。")
    return HttpResponseRedirect(reverse("account", args=[row.post.user_id]))


class PasswordsHandOut(OnPaper, FormPage):
    """New first passwords for one person or several at once."""

    permission = "account.edit"
    title = "发放初始密码"
    form_class = HandOutForm
    crumbs = ACCOUNTS
    submit_label = "生成初始密码"
    intro = (
        "选中的人原来的密码立即作废，各处的登录都会退出，登录锁定同时解除。"
        "新的初始密码只显示一次，72小时内有效。"
    )

    def get_initial(self):
        chosen = self.request.GET.getlist("rows")
        return {"accounts": [one for one in chosen if one.isdecimal()]}

    def carry_out(self, form):
        self.slips = hand_out_passwords(form.cleaned_data["accounts"], by=self.request.user)
        return self.get_success_url()
