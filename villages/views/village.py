"""The list of villages, and the page of one village: the place from which its work is done."""

from functools import cached_property, partial

import django_filters
from django.db.models import Count, OuterRef, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from township.crud import (
    Column,
    CreatePage,
    DetailPage,
    KeptPage,
    ListPage,
    RemovePage,
    UpdatePage,
    Within,
)
from township.crud.counting import count_of, kept_answers
from township.crud.parts import part
from township.crud.stats import Stat
from township.subcounts import counted
from villages.acts import village as village_acts
from villages.forms.village import VillageCreateForm, VillageForm
from villages.models import (
    Activity,
    AssociationMember,
    Autonomy,
    Commendation,
    Figures,
    Meeting,
    Posting,
    Publicity,
    Query,
    Representative,
    Term,
    TextVersion,
    Village,
)
from villages.queries.demand import bodies_asked, demands
from villages.queries.meeting import appraisals_due, meetings_due
from villages.queries.village import elements_of
from villages.rules.bodies import BodyKind
from villages.views.frame import may_in
from villages.views.village_change import changes_of

FIGURES = ("population", "households", "adults")


class VillageFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="名称")
    kind = django_filters.ChoiceFilter(
        choices=Village.Kind.choices, label="类别", empty_label="全部"
    )

    there = django_filters.ChoiceFilter(
        choices=[("gone", "已撤并"), ("all", "全部")],
        label="在册",
        empty_label="在册",
        method="filter_there",
    )

    class Meta:
        model = Village
        fields = ["name", "kind"]

    def filter_there(self, rows, name, value):
        return rows

    @property
    def qs(self):
        """Those on the register, unless asked for the others."""
        wanted = self.form.cleaned_data.get("there") if self.form.is_valid() else ""
        rows = super().qs
        if wanted == "gone":
            return rows.exclude(closed_on=None)
        return rows if wanted == "all" else rows.in_use()


class VillageList(KeptPage, ListPage):
    permission = "village.view"
    model = Village
    title = "村（居）"
    template = "villages/village/list.html"
    filterset_class = VillageFilter
    create_label = "新增村（居）"
    columns = (
        Column("村（居）", "name"),
        Column("类别", "kind"),
        Column("小组", "group_count", is_number=True),
        Column("户数", "households", is_number=True),
        Column("常住人口", "population", is_number=True),
        Column("18周岁以上", "adults", is_number=True),
        Column("数据年度", "figures_year"),
        Column("现行有效的自治文本", "texts_in_force", is_number=True),
        Column("已召开会议", "meetings_held", is_number=True),
    )
    empty = {
        "icon": "houses",
        "title": "还没有村（居）",
        "hint": "由镇创建办公室新增，可以用表格一次登记全镇的村（居）、小组和基本情况。",
    }

    def get_queryset(self):
        latest = Figures.objects.filter(village=OuterRef("pk")).order_by("-year")
        in_force = TextVersion.objects.filter(status__in=TextVersion.IN_FORCE)
        taken = {name: Subquery(latest.values(name)[:1]) for name in FIGURES}
        return (
            super()
            .get_queryset()
            .annotate(
                group_count=Count("groups"),
                texts_in_force=counted(in_force, "text__village"),
                meetings_held=counted(Meeting.objects.closed(), "village"),
                figures_year=Subquery(latest.values("year")[:1]),
                **taken,
            )
            .order_by("order", "name")
        )

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.name,
            item.get_kind_display() + ("" if item.is_active else "（已撤并）"),
            item.group_count,
            item.households,
            item.population,
            item.adults,
            item.figures_year and f"{item.figures_year}年",
            item.texts_in_force,
            item.meetings_held,
        ]

    def get_context_data(self, **context):
        may_import = self.request.user.may("village.edit")
        return super().get_context_data(may_import=may_import, **context)

    def get_create_url(self):
        return reverse("villages:village_create") if self.request.user.may("village.edit") else None


class VillagePage(KeptPage, DetailPage):
    permission = "village.view"
    model = Village
    select = ("township", "merged_into")
    template = "villages/village/detail.html"

    def get_edit_url(self):
        if may_in(self.request.user, "village.edit", self.object, seen_by=self.permission):
            return reverse("villages:village_edit", args=[self.object.pk])
        return None

    def may(self, permission):
        user, village = self.request.user, self.object
        return village.is_active and may_in(user, permission, village, seen_by=self.permission)

    def get_cadres(self):
        return [row.user.shown_name for row in self.object.cadres.select_related("user")]

    def get_context_data(self, **context):
        village, today = self.object, timezone.localdate()
        figures = SimpleLazyObject(partial(Figures.objects.latest_of, village))
        return super().get_context_data(
            elements=part(("elements",), partial(self.get_elements, today), Village),
            owed_meetings=part(("owed",), partial(self.get_owed_meetings, today), Village),
            figures=figures,
            figures_are_old=lambda: bool(figures) and figures.year < today.year,
            figures_stats=lambda: figures_stats(figures),
            groups=SimpleLazyObject(lambda: list(village.groups.all())),
            tiles=self.get_tiles(today),
            panels=panels_of(village),
            may_count=self.may("figures.edit"),
            may_contact=self.may("contact.edit"),
            changed=SimpleLazyObject(partial(changes_of, village, self.request.user)),
            may_remove=self.may_remove,
            cadres=self.get_cadres,
            **context,
        )

    def may_remove(self):
        return self.get_edit_url() and not village_acts.has_history(self.object)

    @cached_property
    def demands(self):
        return demands(self.object.township)

    def get_elements(self, today):
        if not self.object.is_active:
            return []
        urls = {
            "charter": reverse("villages:texts", args=[self.object.pk]),
            "rule": reverse("villages:texts", args=[self.object.pk]),
            "organisation": reverse("villages:organisation", args=[self.object.pk]),
            "form": reverse("villages:autonomies", args=[self.object.pk]),
        }
        return [
            {
                "label": element.label,
                "state": element.state,
                "hint": element.sentence,
                "url": urls[element.key],
            }
            for element in elements_of(self.object, today, self.demands)
        ]

    def get_owed_meetings(self, today):
        """Meetings that the law asks for in the running period, and the year's appraisal, that
        were not held yet."""
        village = self.object
        if not village.is_active:
            return []
        appraisal = appraisals_due([village], today)[village.pk]
        return [
            {
                "label": one.label,
                "state": "missing" if one.is_missed else "warn",
                "hint": f"{one.sentence}{one.basis}",
                "url": reverse("villages:meetings", args=[village.pk]),
            }
            for one in (*meetings_due([village], today)[village.pk], appraisal)
            if one
        ]

    def get_tiles(self, today):
        """Where to go: label, address, a number with its unit; counted in one query."""
        tiles = [one for one in tiles_of(self.object, today) if self.request.user.may(one[0])]
        asked = {("tile", name): partial(count_of, found) for _, _, name, found, _, _ in tiles}
        counts = kept_answers(self.request.user, asked)
        return [
            Stat(
                label,
                count,
                unit,
                url=reverse(f"villages:{name}", args=[self.object.pk]),
                hint=hint,
                tone="active",
            )
            for (_, label, name, _, unit, hint), count in zip(tiles, counts, strict=True)
            if count or name != "association_members" or self.has_association
        ]

    @property
    def has_association(self):
        return BodyKind.ASSOCIATION in bodies_asked(self.demands)


def tiles_of(village, today):
    """(permission, label, address name, rows, unit, hint) of each kind of work."""
    texts = TextVersion.objects.in_force_on(today).filter(text__village=village)
    meetings = Meeting.objects.filter(village=village, held_at__year=today.year)
    representatives = Representative.objects.filter(village=village).serving(today)
    members = AssociationMember.objects.filter(village=village).serving(today)
    terms = Term.objects.filter(body__village=village).serving(today)
    postings = Posting.objects.filter(village=village).on_show(today)
    queries = Query.objects.filter(village=village).open()
    publicities = Publicity.objects.filter(village=village).of_year(today.year)
    activities = Activity.objects.filter(village=village).of_year(today.year)
    autonomies = Autonomy.objects.filter(village=village).in_use(today)
    decisions = Commendation.objects.filter(village=village, on__year=today.year)
    return [
        ("text.view", "自治文本", "texts", texts, "件", "施行中"),
        ("meeting.view", "会议和表决", "meetings", meetings, "次", "今年"),
        ("posting.view", "公示公开", "postings", postings, "份", "正在张贴"),
        ("query.view", f"{village.words.people}询问", "queries", queries, "件", "待答复"),
        ("organisation.view", "组织和岗位", "organisation", terms, "人次", "现任"),
        ("roster.view", "代表花名册", "representatives", representatives, "人", "在任"),
        ("roster.view", "协会会员", "association_members", members, "人", "在册"),
        ("publicity.view", "宣传", "publicities", publicities, "次", "今年"),
        ("activity.view", "活动和培训", "activities", activities, "次", "今年"),
        ("autonomy.view", "自治形式", "autonomies", autonomies, "种", "正在使用"),
        ("commendation.view", "表彰惩处", "commendations", decisions, "件", "今年"),
    ]


def figures_stats(figures):
    """Figures of the year as the stat component shows them; empty without figures."""
    if not figures:
        return []
    return [
        Stat("常住人口", figures.population, "人"),
        Stat("户数", figures.households, "户"),
        Stat("18周岁以上", figures.adults, "人"),
    ]


def panels_of(village):
    """Panels of the apps above, as far as they offer one."""
    offered = (("档案", "archives:village_panel"), ("创建目标", "campaigns:village_panel"))
    panels = []
    for title, name in offered:
        try:
            panels.append({"title": title, "url": reverse(name, args=[village.pk])})
        except NoReverseMatch:
            continue
    return panels


class VillageCreate(CreatePage):
    permission = "village.edit"
    form_class = VillageCreateForm
    title = "新增村（居）"

    def get_given(self):
        return {"township": self.request.user.township_for(self.permission)}

    def save(self, form):
        return village_acts.register_village(form.save(commit=False), by=self.request.user)


class VillageRemove(Within, RemovePage):
    permission = "village.edit"
    within = Village
    within_kwarg = "pk"
    within_select = ("township",)
    against = staticmethod(village_acts.against_removal)
    verb = staticmethod(village_acts.remove)
    intro = "连同登记的小组和基本情况一起删除。"

    def get_back(self):
        return reverse("villages:villages")


class VillageUpdate(UpdatePage):
    permission = "village.edit"
    model = Village
    form_class = VillageForm
