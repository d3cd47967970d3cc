"""Townships, settings, history, status."""

from datetime import timedelta
from functools import cached_property
from operator import itemgetter

import django_filters
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.forms import DateInput
from django.http import Http404, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from archives.acts import nightly
from archives.models import FixityRun
from township import schema
from township.access import Reach, Role, needs, public
from township.access.policy import SEEN_BY
from township.accounts.forms import DistrictForm, SettingsForm, TownshipForm
from township.accounts.status import findings, told_room
from township.crud import Column, CreatePage, FormPage, ListPage, ManyRows, Page, UserForm
from township.history.chain import record
from township.history.models import LOOKED_THROUGH, Entry, FoundFault
from township.tasks.undone import start_again, undone
from township.today import beginning_of
from township.users.models import District, Township
from township.users.settings import SETTINGS
from villages.models import Village

MOST_SHOWN = 200
# Of more villages nobody picks one from a list.
MOST_CHOICES = 1000
LOOKED_THROUGH_TOLD = f"查最近{LOOKED_THROUGH // 10_000}万条；更早的，先选“到哪天”。"
DAY_INPUT = DateInput(attrs={"type": "date"})


class PlaceFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="镇名")
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.all(), label="所属区", empty_label="全部"
    )

    class Meta:
        model = Township
        fields = []


class PlaceList(ListPage):
    permission = "place.view"
    model = Township
    select = ("district",)
    title = "区和镇"
    template = "accounts/places.html"
    paginate_by = 50
    filterset_class = PlaceFilter
    columns = (
        Column("镇", "name"),
        Column("所属区", "district__name"),
        Column("代号", "code"),
        Column("办理", is_exported=False),
    )
    empty = {"icon": "diagram-3", "title": "还没有镇", "hint": "先新建区，再新建镇。"}

    def exported_rows(self, items):
        for township in items:
            yield [township.name, township.district, township.code]


class TownshipCreate(CreatePage):
    permission = "place.edit"
    title = "新建镇"
    success_message = "镇已建立。下一步给它的创建办公室开账号。"
    form_class = TownshipForm
    crumbs = (("区和镇", reverse_lazy("places")),)

    def save(self, form):
        if name := form.cleaned_data["new_district"]:
            district = District.objects.create(name=name)
            record("place.create", district, self.request.user, f"新建：{district}")
            form.instance.district = district
        return super().save(form)

    def get_success_url(self):
        """A township without an office can do nothing: its account is the next step."""
        return f"{reverse('account_create')}?role={Role.OFFICE}&township={self.object.pk}"


class DistrictCreate(CreatePage):
    permission = "place.edit"
    title = "新建区"
    form_class = DistrictForm
    crumbs = (("区和镇", reverse_lazy("places")),)

    def get_success_url(self):
        return reverse("places")


class SettingsPage(FormPage):
    """本镇设置: what townships differ in."""

    permission = "settings.edit"
    title = "本镇设置"
    template = "accounts/settings.html"
    form_class = SettingsForm
    intro = "这些数字和写法因省、因镇而异；改动后对以后的办理有效，不改变已经定稿的结果。"

    @cached_property
    def own_township(self):
        return self.request.user.township_for(self.permission)

    def lock_read(self):
        rows = Township.objects.select_for_update(of=("self",))
        self.own_township = rows.get(pk=self.own_township.pk)

    def get_context_data(self, **context):
        context["form"] = form = context.get("form") or self.get_form()
        quota = form.fields["township_quota_gb"]
        quota.help_text += f"现在{told_room(self.own_township)}。"
        return super().get_context_data(**context)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"township": self.own_township}

    def carry_out(self, form):
        rows = Township.objects.for_user(self.request.user, self.permission)
        township = rows.select_for_update(of=("self",)).get(pk=self.own_township.pk)
        changes = {}
        for key, setting in SETTINGS.items():
            new = form.cleaned_data.get(key)
            if new != township.setting(key):
                changes[setting.label] = [township.setting(key), new]
                township.settings[key] = new
        if changes:
            township.save(update_fields=["settings"])
            record("settings.edit", township, self.request.user, "修改本镇设置", changes)
        return reverse("settings")


def villages_seen(request):
    return Village.objects.for_user(request.user, "history.view")


def things_seen(user):
    """[(noun, name)] of the kinds of things whose pages are open to the user."""
    nouns = [noun for noun, held in SEEN_BY.items() if any(map(user.may, held))]
    return sorted(
        ((noun, apps.get_model(noun)._meta.verbose_name) for noun in nouns), key=itemgetter(1)
    )


class HistoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words", label="说明、经办人")
    village = django_filters.ModelChoiceFilter(
        method="filter_village", queryset=villages_seen, label="村（居）", empty_label="全部"
    )
    thing = django_filters.ChoiceFilter(field_name="noun", label="事项", empty_label="全部")
    since = django_filters.DateFilter(method="filter_since", label="从哪天", widget=DAY_INPUT)
    until = django_filters.DateFilter(method="filter_until", label="到哪天", widget=DAY_INPUT)

    class Meta:
        model = Entry
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["thing"].extra["choices"] = things_seen(self.request.user)
        self.looks_through_all = Reach.ALL in self.request.user.reaches("history.view")
        if self.looks_through_all:
            self.filters["q"].extra["help_text"] = LOOKED_THROUGH_TOLD
        if villages_seen(self.request).order_by()[: MOST_CHOICES + 1].count() > MOST_CHOICES:
            del self.filters["village"]

    def filter_words(self, rows, name, value):
        if self.looks_through_all:
            rows = rows.newest(self.form.cleaned_data.get("until"))
        return rows.filter(Q(summary__icontains=value) | Q(actor_name__icontains=value))

    def filter_since(self, rows, name, day):
        return rows.filter(at__gte=beginning_of(day))

    def filter_until(self, rows, name, day):
        return rows.filter(at__lt=beginning_of(day + timedelta(days=1)))

    def filter_village(self, rows, name, village):
        return rows.filter(village_id=village.pk)


class HistoryList(ListPage):
    permission = "history.view"
    model = Entry
    select = ("chain",)
    title = "办理历史"
    paginator_class = ManyRows
    paginate_by = 50
    columns = (
        Column("时间"),
        Column("经办人"),
        Column("村（居）"),
        Column("说明"),
        Column("改了什么"),
    )
    filterset_class = HistoryFilter
    empty = {
        "icon": "clock-history",
        "title": "没有办理记录",
        "hint": "换几个字或者日期再查；每办一件事，这里都会记一笔。",
    }

    def get_queryset(self):
        villages = villages_seen(self.request).filter(pk=OuterRef("village_id")).order_by()
        return super().get_queryset().annotate(village_name=Subquery(villages.values("name")[:1]))

    def row_of(self, entry):
        return "", [
            entry.at,
            entry.actor_name,
            entry.village_name,
            entry.summary,
            "；".join(entry.changes_told),
        ]


class StatusPage(Page):
    permission = "status.view"
    title = "系统状态"
    template = "accounts/status.html"

    def get_context_data(self, **context):
        user = self.request.user
        faults = FoundFault.objects.for_user(user, self.permission).select_related("township")
        failed = nightly.failing().filter(
            pk__in=FixityRun.objects.for_user(user, "fixity.view").values("pk")
        )
        return super().get_context_data(
            findings=findings(user),
            faults=faults[:MOST_SHOWN],
            more=max(0, faults.count() - MOST_SHOWN),
            failed=failed.select_related("village")[:MOST_SHOWN],
            names_township=Reach.ALL in user.reaches(self.permission),
            undone=undone() if user.may(WorkAgain.permission) else (),
        )


class WorkAgain(FormPage):
    """Start undone work of one kind again."""

    permission = "status.again"
    form_class = UserForm
    template = "accounts/work_again.html"
    submit_label = "确定重新做"
    success_message = "已重新排队，做完以后这里就不再显示。"
    intro = "原因排除了再重新做。已经做成的部分不会重复。"
    crumbs = ((StatusPage.title, reverse_lazy("status")),)

    @cached_property
    def work(self):
        (found,) = undone(self.kwargs["kind"]) or [None]
        if found is None:
            raise Http404
        return found

    def get_title(self):
        return f"重新做：{self.work.label}"

    def get_context_data(self, **context):
        return super().get_context_data(work=self.work, **context)

    def carry_out(self, form):
        start_again(self.kwargs["kind"], by=self.request.user)
        return reverse("status")


@public("供监控探测，不含业务内容")
@require_safe
def alive(request):
    """The process answers, whatever the database does: restarting it would help nobody."""
    return HttpResponse("ok\n", content_type="text/plain")


@public("供监控探测，不含业务内容")
@require_safe
def healthz(request):
    """Ready: the database answers and fits the program. A database that is gone is a 503 too."""
    if schema.differences(connection):
        told = "程序和数据对不上，请运行 manage.py verify\n"
        return HttpResponse(told, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(f"ok {settings.VERSION}\n", content_type="text/plain")


@needs("home.view")
@require_safe
def handbook(request, page="index"):
    """The handbook in docs/handbook, shown in the application."""
    from township.accounts.handbook import shown

    return shown(request, page)
