"""Signing in and out, the own password, the own sign-ins."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from township.access import needs, public, sitting
from township.accounts.password_acts import change_own_password
from township.accounts.sign_in_forms import OwnPasswordForm, SignInForm
from township.crud import Page
from township.signin import agents, devices
from township.signin.guessing import Locked
from township.signin.models import AccessEvent, Session
from township.signin.recording import note
from township.signin.sessions import end_all
from township.users.models import User

Kind = AccessEvent.Kind


def locked_page(request, locked, told):
    """429: nothing was looked at; how long it takes, to the minute."""
    context = {"minutes": locked.minutes, "told": told}
    page = render(request, "registration/locked.html", context, status=429)
    page["Retry-After"] = str(locked.minutes * 60)
    return page


@public("登录页本身")
class SignIn(views.LoginView):
    template_name = "registration/login.html"
    form_class = SignInForm
    redirect_authenticated_user = True
    extra_context = {"title": "登录"}

    def get_context_data(self, **context):
        return super().get_context_data(is_new_site=not User.objects.exists(), **context)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Locked as locked:
            note(Kind.LOCKED, request, typed=request.POST.get("username", ""))
            return locked_page(request, locked, "密码试错太多次")

    def form_valid(self, form):
        answer = super().form_valid(form)
        user = form.get_user()
        sitting.begin(self.request)
        devices.remember(self.request, answer, user)
        note(Kind.SIGNED_IN, self.request, user=user)
        return answer

    def form_invalid(self, form):
        username = form.data.get("username", "")
        if form.is_wrong:
            note(Kind.WRONG, self.request, typed=username)
        if form.has_locked:
            note(Kind.LOCKED, self.request, typed=username)
        if form.is_expired:
            note(Kind.EXPIRED, self.request, typed=username)
        return super().form_invalid(form)


@public("退出登录本身，任何人都可以退出")
class SignOut(views.LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            note(Kind.SIGNED_OUT, request, user=request.user)
        return super().post(request, *args, **kwargs)


class ChangePassword(views.PasswordChangeView):
    permission = "session.view"
    template_name = "registration/password_change_form.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("home")
    extra_context = {"title": "修改密码"}

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Locked as locked:
            note(Kind.LOCKED, request, user=request.user)
            return locked_page(request, locked, "原密码输错太多次")

    def form_valid(self, form):
        user, session = form.user, self.request.session
        change_own_password(
            user, form.cleaned_data["new_password1"], session_key=session.session_key
        )
        update_session_auth_hash(self.request, user)
        note(Kind.PASSWORD, self.request, user=user)
        messages.success(self.request, "密码已更改，其他设备上的登录都已退出。")
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form):
        if form.has_locked:
            note(Kind.LOCKED, self.request, user=form.user)
        return super().form_invalid(form)


class OwnSessions(Page):
    """我的登录: where I am signed in."""

    permission = "session.view"
    title = "我的登录"
    template = "accounts/sessions.html"

    def get_context_data(self, **context):
        here = self.request.session.session_key
        rows = Session.objects.for_user(self.request.user, self.permission).running()
        shown = [
            {
                "handle": row.handle,
                "device": agents.shown(row.agent),
                "address": row.address,
                "signed_in_at": row.signed_in_at,
                "seen_at": row.seen_at,
                "is_here": row.session_key == here,
            }
            for row in rows
        ]
        shown.sort(key=lambda row: not row["is_here"])
        return super().get_context_data(sessions=shown, **context)


@needs("session.view")
@require_POST
def end_session(request, handle):
    """Sign one of the own devices out."""
    rows = Session.objects.for_user(request.user, "session.view").running()
    found = next((row for row in rows if row.handle == handle), None)
    if found is None:
        raise Http404
    found.delete()
    note(Kind.ENDED, request, user=request.user)
    messages.success(request, "那台设备已退出登录。")
    return HttpResponseRedirect(reverse("own_sessions"))


@needs("session.view")
@require_POST
def end_other_sessions(request):
    """Sign out everywhere but here."""
    count = end_all([request.user], but=request.session.session_key)
    note(Kind.ENDED, request, user=request.user)
    messages.success(request, f"其他设备都已退出登录（{count}处）。")
    return HttpResponseRedirect(reverse("own_sessions"))
