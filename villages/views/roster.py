"""Rosters of representatives and of the association's members, and the people on them."""

import django_filters
from django import forms
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from township.crud import Column, CreatePage, FormPage, ListPage, Within
from villages.acts.roster import end_seat, enter_seat, remove_seat
from villages.acts.term_end import extend_representatives
from villages.forms.organisation import ExtendForm
from villages.forms.roster import (
    EndForm,
    MemberForm,
    ReasonForm,
    RepresentativeForm,
)
from villages.models import AssociationMember, Figures, Group, Representative
from villages.options import local_rules
from villages.queries.organisation import serving, terms_of
from villages.rules.bodies import BodyKind
from villages.rules.composition import GroupSeats, ratio, roster
from villages.rules.statutes import pack_on
from villages.views.frame import OfVillage, may_in
from villages.views.organisation import checklist_of

ROSTERS = {"representatives": Representative, "members": AssociationMember}


def groups_of(request):
    """Groups of the page's village, for the filter."""
    village = request.resolver_match.kwargs["village"]
    return Group.objects.for_user(request.user, "village.view").filter(village=village)


class SeatFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(
        field_name="person__name", lookup_expr="icontains", label="姓名"
    )
    group = django_filters.ModelChoiceFilter(queryset=groups_of, label="小组", empty_label="全部")
    past = django_filters.BooleanFilter(
        label="已卸任的", method="choose", widget=forms.CheckboxInput
    )

    class Meta:
        fields = ["name", "group", "past"]

    @property
    def qs(self):
        today = timezone.localdate()
        rows = super().qs
        if self.form.cleaned_data.get("past"):
            return rows.filter(until__lt=today)
        return rows.serving(today)

    def choose(self, rows, name, value):
        return rows


class RosterList(OfVillage, ListPage):
    """Shared by both rosters."""

    permission = "roster.view"
    select = ("person", "group")
    template = "villages/roster/list.html"
    paginate_by = 50
    no_export = "a roster leaves by its own act, which the history tells"
    kind = ""
    create_label = "登记"
    empty = {
        "icon": "people",
        "title": "花名册还是空的",
        "hint": "可以逐个登记，也可以用原来的Excel花名册导入。",
    }

    @property
    def filterset_class(self):
        meta = type("Meta", (SeatFilter.Meta,), {"model": self.model})
        return type("Filter", (SeatFilter,), {"Meta": meta})

    def get_title(self):
        return f"{self.parent}{self.title}"

    def get_create_url(self):
        return self.create_address("roster.edit", f"villages:{self.kind}_create")

    def get_taking_out_url(self):
        if may_in(self.request.user, "roster.export", self.parent):
            return reverse("villages:roster_export", args=[self.parent.pk, self.kind])
        return None

    def get_import_url(self):
        if may_in(self.request.user, "roster.edit", self.parent):
            return reverse("villages:import", args=[self.parent.pk, self.kind])
        return None

    def get_context_data(self, **context):
        village, today = self.parent, timezone.localdate()
        shares = self.model.objects.filter(village=village).shares(today)
        by_group = (
            Group.objects.filter(village=village)
            .annotate(seats=Count(f"{self.model._meta.model_name}s", filter=in_office(self, today)))
            .order_by("order", "id")
        )
        may_edit = may_in(self.request.user, "roster.edit", village)
        return super().get_context_data(
            kind=self.kind,
            shares=shares,
            women_percent=round(shares["women"] * 100 / shares["total"]) if shares["total"] else 0,
            groups=by_group,
            findings=self.findings(shares, by_group, today),
            ratios=self.ratios(by_group, today),
            list_hint=self.list_hint(),
            may_edit=may_edit,
            import_url=self.get_import_url(),
            taking_out_url=self.get_taking_out_url(),
            **context,
        )

    def findings(self, shares, groups, today):
        return []

    def ratios(self, groups, today):
        return []

    def list_hint(self):
        """What the law of the place has become of the list."""
        return ""


def in_office(page, today):
    name = f"{page.model._meta.model_name}s"
    return Q(**{f"{name}__since__lte": today}) & (
        Q(**{f"{name}__until": None}) | Q(**{f"{name}__until__gte": today})
    )


class RepresentativeList(RosterList):
    model = Representative
    title = "代表花名册"
    kind = "representatives"
    create_label = "登记代表"
    columns = (
        Column("姓名", "person__name"),
        Column("性别", "person__gender"),
        Column("小组", "group__order"),
        Column("代表户数", "households"),
        Column("任期"),
        Column("联系电话"),
    )

    def findings(self, shares, groups, today):
        """4/5 representatives and 1/3 women among the members (both organic laws)."""
        if not shares["total"]:
            return []
        village = self.parent
        kind = village.words.representatives
        now = serving(terms_of(village), today)
        committee = {t.person_id for t in now if t.body.kind == BodyKind.COMMITTEE}
        both = Representative.objects.filter(village=village, person__in=committee).serving(today)
        figures = Figures.objects.latest_of(village)
        found = roster(
            kind,
            pack_on(village.kind, today),
            committee=len(committee),
            reps=shares["total"],
            women_reps=shares["women"],
            both=both.count(),
            population=figures and figures.population,
            local=local_rules(village),
        )
        items = checklist_of(found)
        if not committee:
            sentence = f"还没有登记{village.committee}成员，组成人员只算了代表。"
            items.insert(0, {"label": sentence, "state": "warn", "hint": ""})
        return items

    def ratios(self, groups, today):
        """Households behind each representative, group by group; for information."""
        seats = [GroupSeats(group.name, group.households, group.seats) for group in groups]
        return checklist_of(ratio(seats, pack_on(self.parent.kind, today)))

    def list_hint(self):
        return local_rules(self.parent).hint("reps_list")


class MemberList(RosterList):
    model = AssociationMember
    title = "协会会员"
    kind = "members"
    create_label = "登记会员"
    columns = (
        Column("姓名", "person__name"),
        Column("性别", "person__gender"),
        Column("会员小组", "group__order"),
        Column("联系户数", "households"),
        Column("入会时间", "since"),
        Column("联系电话"),
    )


class RepresentativesExtend(OfVillage, FormPage):
    """Representatives serve as long as the committee: all of them go on together."""

    permission = "roster.edit"
    beside = Representative
    form_class = ExtendForm
    title = "延长代表任期"
    submit_label = "延长任期"
    success_message = "任期已延长。"
    intro = "任期最后届满的这一批代表一起延长。代表任期与委员会相同，延长要有依据。"

    def get_form_kwargs(self):
        rows = Representative.objects.filter(village=self.parent).order_by("pk")
        return super().get_form_kwargs() | {"shown": rows.values_list("pk", "since", "until")}

    def carry_out(self, form):
        given = form.cleaned_data
        extend_representatives(
            self.parent, until=given["until"], reason=given["reason"], by=self.request.user
        )
        return reverse("villages:representatives", args=[self.parent.pk])


class SeatCreate(OfVillage, CreatePage):
    permission = "roster.edit"

    def save(self, form):
        return enter_seat(form.seat, by=self.request.user, person=form.person)


class RepresentativeCreate(SeatCreate):
    beside = Representative
    form_class = RepresentativeForm
    title = "登记代表"


class MemberCreate(SeatCreate):
    beside = AssociationMember
    form_class = MemberForm
    title = "登记协会会员"


class OfSeat(Within, FormPage):
    """A page about one row of a roster."""

    permission = "roster.edit"
    within_kwarg = "pk"
    within_select = ("person", "village")

    @property
    def within(self):
        return get_roster(self.kwargs["kind"])

    @property
    def intro(self):
        return f"{self.parent.person}，{self.parent._meta.verbose_name}。"

    def get_success_url(self):
        return self.parent.get_absolute_url()


def get_roster(kind):
    """The model of a roster named in an address; 404 for a name that does not exist."""
    if kind not in ROSTERS:
        raise Http404
    return ROSTERS[kind]


class SeatEnd(OfSeat):
    form_class = EndForm
    title = "登记卸任（退会）"
    submit_label = "确定"

    def carry_out(self, form):
        given = form.cleaned_data
        end_seat(self.parent, on=given["on"], reason=given["reason"], by=self.request.user)
        return self.get_success_url()


class SeatRemove(OfSeat):
    form_class = ReasonForm
    title = "删去误登的一行"
    submit_label = "删去"

    def carry_out(self, form):
        url = self.get_success_url()
        remove_seat(self.parent, reason=form.cleaned_data["reason"], by=self.request.user)
        return url
