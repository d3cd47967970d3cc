"""日历: the month as a page; the feed, read without signing in under a secret address."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from township.access import needs, public
from township.calendar.entries import DEADLINE, ROUND, entries
from township.calendar.ics import calendar
from township.calendar.models import CalendarKey, digest_of
from township.calendar.months import month_of, read_month
from township.crud import Page
from township.dates import cn_date, days_told

BACK, AHEAD = timedelta(days=31), timedelta(days=186)
WEEKDAYS = "一二三四五六日"
SOON, FEW = timedelta(days=30), 6
# What is to be done for a round.
OF_ROUNDS = ("campaigns.round", "campaigns.sheet")


class SoonPage(Page):
    """What the home page shows of the days to come; a whole page without script."""

    permission = "alert.view"
    title = "近期的日子"
    template = "calendar/soon.html"
    piece = "calendar/_soon.html"

    def get_crumbs(self):
        """Below the calendar, whose days these are."""
        return [("日历", reverse("calendar"))]

    def get_context_data(self, **context):
        today = timezone.localdate()
        found = alike(once(entries(self.request.user, today, today + SOON)))
        items = [_told(same, today) for same in found[:FEW]]
        return super().get_context_data(items=items, more=len(found) - len(items), **context)


def once(found):
    """Without the stages of a round that end on the day that is one's own last day for them."""
    own = {one.day for one in found if one.kind == DEADLINE and one.noun in OF_ROUNDS}
    return [one for one in found if one.kind != ROUND or one.day not in own]


def alike(found):
    """[[entry]]: last days of one kind of thing that fall on one day stand together, as those of
    many villages do."""
    groups = {}
    for one in found:
        is_deadline = one.kind == DEADLINE
        groups.setdefault((one.day, one.noun if is_deadline else one.uid), []).append(one)
    return list(groups.values())


def _told(same, today):
    first = same[0]
    is_one = len(same) == 1
    return {
        "title": f"{first.kind}：{first.title}{'' if is_one else f'等{len(same)}件'}",
        "hint": f"{cn_date(first.day)}，{_ahead(first.day, today)}",
        "url": first.url if is_one else f"{reverse('calendar')}?month={month_of(first.day).key}",
        "tone": first.tone,
    }


def _ahead(day, today):
    return "今天" if day == today else days_told(day, today)


class CalendarPage(Page):
    permission = "alert.view"
    template = "calendar/month.html"

    @property
    def month(self):
        return read_month(self.request.GET.get("month", ""), timezone.localdate())

    def get_title(self):
        return f"日历：{self.month}"

    def get_context_data(self, **context):
        month, today = self.month, timezone.localdate()
        by_day = {}
        for one in entries(self.request.user, month.first, month.last):
            by_day.setdefault(one.day, []).append(one)
        return super().get_context_data(
            month=month,
            before=month.moved(-1),
            after=month.moved(1),
            is_present=month == month_of(today),
            weekdays=WEEKDAYS,
            days=[
                {
                    "day": day,
                    "weekday": WEEKDAYS[day.weekday()],
                    "is_within": day.month == month.number,
                    "is_today": day == today,
                    "entries": by_day.get(day, ()),
                }
                for day in month.days
            ],
            is_empty=not by_day,
            key=CalendarKey.objects.filter(user=self.request.user).first(),
            **context,
        )


@needs("alert.view")
@require_POST
def key_renew(request):
    """Make or renew the secret address, and show it this once."""
    secret = CalendarKey.renew(request.user)
    address = settings.SITE_URL + reverse("calendar_feed", args=[secret])
    crumbs = [("日历", reverse("calendar")), ("订阅地址", None)]
    context = {"title": "订阅地址", "address": address, "breadcrumbs": crumbs}
    return render(request, "calendar/key.html", context)


@needs("alert.view")
@require_POST
def key_end(request):
    CalendarKey.objects.filter(user=request.user).delete()
    messages.success(request, "订阅地址已经作废，手机上的日历不再更新。")
    return HttpResponseRedirect(reverse("calendar"))


@public("手机日历订阅：凭本人生成的保密地址读本人能看的标题和日期")
@require_safe
def feed(request, secret):
    key = CalendarKey.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if key is None or not key.user.current_memberships:
        raise Http404
    if not key.count_read():
        answer = HttpResponse(status=429, headers={"Retry-After": "3600"})
        answer._has_been_logged = True  # Django would write the secret address into the log
        return answer
    today, host = timezone.localdate(), urlsplit(settings.SITE_URL).hostname
    found = [
        replace(one, url=settings.SITE_URL + one.url, uid=f"{one.uid}@{host}")
        for one in entries(key.user, today - BACK, today + AHEAD)
    ]
    return HttpResponse(
        calendar("创建通", found, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )
