"""Accounts: the list, a new one, a changed one, and first passwords on paper."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from township.access import needs
from township.accounts.acts import (
    change_account,
    end_role,
    give_role,
    hand_out_passwords,
    open_account,
)
from township.accounts.forms import AccountForm, HandOutForm, NewAccountForm, RoleForm
from township.crud import Column, CreatePage, FormPage, ListPage, UpdatePage
from township.history.chain import changed_fields
from township.users.models import Membership, User

ACCOUNTS = (("账号", reverse_lazy("accounts")),)


class OnPaper:
    """A page whose answer shows first passwords, this once: they are kept nowhere, so a redirect
    would find none. The same form sent again is led on as usual."""

    slips = ()
    success_message = ""

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        return self._on_paper() if self.slips else answer

    def _on_paper(self):
        context = {
            "title": "初始密码条",
            "breadcrumbs": [*self.get_crumbs(), ("初始密码条", None)],
            "slips": self.slips,
            "site_url": settings.SITE_URL,
        }
        return render(self.request, "accounts/slips.html", context)

    def get_success_url(self):
        return reverse("accounts")


class AccountList(ListPage):
    permission = "account.view"
    title = "账号"
    template = "accounts/list.html"
    columns = (
        Column("账号", "username"),
        Column("姓名", "full_name"),
        Column("角色"),
        Column("状态"),
    )
    create_label = "新建账号"

    def get_queryset(self):
        wanted = self.request.GET.get("q", "").strip()
        rows = User.objects.prefetch_related("memberships__township", "memberships__district")
        if wanted:
            rows = rows.filter(Q(username__icontains=wanted) | Q(full_name__icontains=wanted))
        return rows

    def row_of(self, account):
        posts = "、".join(
            f"{m.township or m.district or ''}{m.get_role_display()}"
            for m in account.memberships.all()
        )
        return {
            "url": reverse("account", args=[account.pk]),
            "cells": [
                {"label": "账号", "value": account.username},
                {"label": "姓名", "value": account.full_name},
                {"label": "角色", "value": posts},
                {"label": "状态", "value": state_of(account)},
            ],
        }

    def get_create_url(self):
        return reverse("account_create")


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

    def save(self, form):
        self.slips = [open_account(form.instance, form.place, by=self.request.user)]
        return form.instance


class AccountUpdate(UpdatePage):
    permission = "account.edit"
    model = User
    form_class = AccountForm
    crumbs = ACCOUNTS
    template = "accounts/edit.html"

    def get_queryset(self):
        return User.objects.all()

    def save(self, form):
        changes = {k: v for k, v in changed_fields(form).items() if k != "form_key"}
        return change_account(form.instance, changes, by=self.request.user)

    def get_success_url(self):
        return reverse("accounts")

    def get_context_data(self, **context):
        roles = self.object.memberships.select_related("township", "district").order_by("pk")
        return super().get_context_data(roles=roles, **context)


class RoleGive(FormPage):
    """One more role of an account."""

    permission = "account.edit"
    form_class = RoleForm
    submit_label = "安排"
    success_message = "已安排。"

    def prepare(self):
        self.account = get_object_or_404(User, pk=self.kwargs["pk"])

    def get_title(self):
        return f"给{self.account}安排角色"

    def get_crumbs(self):
        return [*ACCOUNTS, (str(self.account), reverse("account", args=[self.account.pk]))]

    def carry_out(self, form):
        give_role(self.account, form.place, by=self.request.user)
        return reverse("account", args=[self.account.pk])


@needs("account.edit")
@require_POST
def role_end(request, pk, role):
    membership = get_object_or_404(Membership, pk=role, user=pk)
    end_role(membership, by=request.user)
    messages.success(request, f"已免去{membership.user}的{membership.get_role_display()}。")
    return HttpResponseRedirect(reverse("account", args=[pk]))


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
        chosen = self.request.GET.getlist("account")
        return {"accounts": [one for one in chosen if one.isdecimal()]}

    def carry_out(self, form):
        self.slips = hand_out_passwords(form.cleaned_data["accounts"], by=self.request.user)
        return self.get_success_url()
