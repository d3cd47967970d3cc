"""People of a village: as little about them as posts and rosters need."""

from functools import cached_property

import django_filters
from django.urls import reverse

from township.crud import Column, CreatePage, DetailPage, FormPage, ListPage, UpdatePage, Within
from township.history.chain import record
from villages.acts.roster import erase_person
from villages.forms.roster import PersonForm, ReasonForm
from villages.models import Person
from villages.views.frame import Kept, OfVillage, changes_of, may_in


class PersonFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="姓名")

    class Meta:
        model = Person
        fields = ["name"]


class PersonList(OfVillage, ListPage):
    permission = "roster.view"
    model = Person
    select = ("group",)
    filterset_class = PersonFilter
    no_export = "people leave with a roster, which the history tells"
    create_label = "登记人员"
    columns = (
        Column("姓名", "name"),
        Column("性别", "gender"),
        Column("小组", "group__order"),
        Column("联系电话"),
    )
    empty = {
        "icon": "person-lines-fill",
        "title": "还没有登记人员",
        "hint": "登记了人员，才能担任岗位、作为候选人。",
    }

    def get_title(self):
        return f"{self.parent}的人员"

    def get_create_url(self):
        return self.create_address("roster.edit", "villages:person_create")

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.name,
            item.get_gender_display(),
            item.group and item.group.name,
            item.masked_phone,
        ]


class PersonCreate(OfVillage, CreatePage):
    permission = "roster.edit"
    form_class = PersonForm
    title = "登记人员"

    def save(self, form):
        person = form.save()
        record("roster.create", person, self.request.user, f"登记人员：{person}")
        return person


class PersonPage(DetailPage):
    permission = "roster.view"
    model = Person
    select = ("village", "group")
    template = "villages/roster/person.html"

    def get_fields(self):
        row = self.object
        return [
            ("性别", row.get_gender_display()),
            ("所在小组", row.group),
            ("出生年月", row.birth_month),
            ("政治面貌", row.get_political_display()),
            ("文化程度", row.get_education_display()),
            ("联系电话", row.masked_phone),
        ]

    def get_edit_url(self):
        if may_in(self.request.user, "roster.edit", self.object.village):
            return reverse("villages:person_edit", args=[self.object.pk])
        return None

    @cached_property
    def seats(self):
        rows = [*self.object.representatives.all(), *self.object.associationmembers.all()]
        return sorted(rows, key=lambda row: row.since, reverse=True)

    def get_context_data(self, **context):
        terms = self.object.terms.select_related("body__village__township").order_by("-since")
        return super().get_context_data(terms=terms, seats=self.seats, **context)


class PersonUpdate(Kept, UpdatePage):
    permission = "roster.edit"
    model = Person
    select = ("village",)
    form_class = PersonForm

    def keep(self, form):
        changes = changes_of(form)
        person = form.save()
        record("roster.edit", person, self.request.user, f"修改人员：{person}", changes)
        return person


class PersonErase(Within, FormPage):
    """A person asks that what is kept about them be erased."""

    permission = "roster.edit"
    within = Person
    within_kwarg = "pk"
    within_select = ("village",)
    form_class = ReasonForm
    title = "清除个人信息"
    submit_label = "清除"
    success_message = "个人信息已清除。"
    intro = (
        "没有任职和花名册记录的，整条删除；有记录的，只留姓名、性别和小组，"
        "清除出生年月、政治面貌、文化程度和电话。清除后不能恢复。"
    )

    def carry_out(self, form):
        shelf, page = self.get_crumbs()[-2][1], self.parent.get_absolute_url()
        reason = form.cleaned_data["reason"]
        is_gone = erase_person(self.parent, by=self.request.user, reason=reason)
        return shelf if is_gone else page
