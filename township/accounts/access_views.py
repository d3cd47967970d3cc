"""Who came in and who was refused; locks, and lifting them."""

import django_filters
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from township.access import needs
from township.accounts.password_acts import lift_lock
from township.crud import Column, ListPage, ManyRows, Page, Toned
from township.signin import agents, guessing
from township.signin.models import AccessEvent, Guesses
from township.signin.recording import note

TONES = {
    AccessEvent.Kind.SIGNED_IN: "good",
    AccessEvent.Kind.WRONG: "warn",
    AccessEvent.Kind.EXPIRED: "warn",
    AccessEvent.Kind.LOCKED: "bad",
    AccessEvent.Kind.DENIED: "bad",
}


class AccessFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="账号、姓名或地址", method="find")
    kind = django_filters.ChoiceFilter(label="事项", choices=AccessEvent.Kind.choices)
    since = django_filters.DateFilter(label="从哪天起", field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="到哪天止", field_name="at", lookup_expr="date__lte")

    class Meta:
        model = AccessEvent
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.form.fields[name].widget.input_type = "date"

    def find(self, rows, name, value):
        return rows.filter(
            Q(username__icontains=value)
            | Q(user__full_name__icontains=value)
            | Q(address__startswith=value)
        )


class AccessList(ListPage):
    permission = "access.view"
    model = AccessEvent
    select = ("user",)
    title = "登录记录"
    paginator_class = ManyRows
    paginate_by = 50
    filterset_class = AccessFilter
    columns = tuple(map(Column, ("时间", "事项", "谁", "地址", "设备", "页面")))
    empty = {"icon": "door-open", "title": "还没有登录记录", "hint": ""}

    def row_of(self, event):
        told = event.get_kind_display()
        told += f"（{event.count}次）" if event.count > 1 else ""
        page = event.path if event.kind == AccessEvent.Kind.DENIED else ""
        tone = TONES.get(event.kind, "neutral")
        return "", [
            event.at,
            Toned(told, tone),
            _who(event),
            event.address,
            agents.shown(event.agent),
            page,
        ]


def _who(event):
    return f"{event.user}（{event.username}）" if event.user else event.username


def _locks(user):
    """Locks that the user may lift; a name that nobody has is nobody's to lift."""
    rows = Guesses.objects.for_user(user, "account.unlock").select_related("user").distinct()
    told = Q(user__isnull=False) | Q(kind__in=(Guesses.Kind.ADDRESS, Guesses.Kind.CODE))
    return guessing.locked(rows).filter(told)


class LockList(Page):
    permission = "account.unlock"
    title = "登录锁定"
    template = "accounts/locks.html"

    def get_context_data(self, **context):
        return super().get_context_data(locks=_locks(self.request.user), **context)


@needs("account.unlock")
@require_POST
def lift(request, pk):
    lock = get_object_or_404(_locks(request.user), pk=pk)
    lift_lock(lock, by=request.user)
    note(AccessEvent.Kind.UNLOCKED, request, user=lock.user, about=lock.address)
    whom = f"{lock.user}（{lock.user.username}）" if lock.user else f"地址{lock.address}"
    messages.success(request, f"{whom}可以重新登录了。")
    return HttpResponseRedirect(reverse("locks"))
