"""提醒: what I am told of, unread first."""

from datetime import timedelta

import django_filters
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.rules.reminding import WEEK_AHEAD
from township.access import needs
from township.alerts.digest import digest
from township.alerts.models import Alert, AlertKind
from township.crud import ListPage, Page

READ = (("no", "未读"), ("yes", "已读"))


class AlertFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=AlertKind.choices, label="类别", empty_label="全部")
    is_read = django_filters.ChoiceFilter(
        choices=READ, label="是否已读", empty_label="全部", method="by_read"
    )

    class Meta:
        model = Alert
        fields = ["kind", "is_read"]

    def by_read(self, rows, name, value):
        return rows.filter(is_read=value == "yes")


class AlertList(ListPage):
    permission = "alert.view"
    model = Alert
    filterset_class = AlertFilter
    title = "提醒"
    template = "alerts/list.html"
    empty = {
        "icon": "bell",
        "title": "还没有提醒",
        "hint": "交给您办的事、办理结果、催办和快到期的事，会在这里提醒您。",
    }
    no_export = "what one person was told is nobody else's list"


class DigestPage(Page):
    """一周小结, to be read and printed."""

    permission = "alert.view"
    title = "一周小结"
    template = "alerts/digest.html"
    crumbs = (("提醒", reverse_lazy("alerts")),)

    def get_context_data(self, **context):
        today = timezone.localdate()
        until = today + timedelta(days=WEEK_AHEAD)
        return super().get_context_data(
            today=today, until=until, **digest(self.request.user, today), **context
        )


@needs("alert.view")
@require_POST
def open_alert(request, pk):
    """Read it, and go to the thing."""
    alert = get_object_or_404(Alert.objects.for_user(request.user, "alert.view"), pk=pk)
    Alert.objects.filter(pk=alert.pk).update(is_read=True)
    return HttpResponseRedirect(alert.path)


@needs("alert.view")
@require_POST
def read_all(request):
    """Mark as read what the list's filters show."""
    rows = Alert.objects.for_user(request.user, "alert.view").unread()
    shown = AlertFilter(request.GET, queryset=rows, request=request).qs
    count = rows.filter(pk__in=shown.values("pk")).update(is_read=True)
    messages.success(request, f"已把{count}条提醒标为已读。")
    return HttpResponseRedirect(reverse("alerts"))
