"""Villagers' questions of a village: the list with its clock, one question, the answer."""

import django_filters
from django.urls import reverse

from township.crud import ActPage, Column, CreatePage, DetailPage, ListPage, Toned, UpdatePage
from villages.acts.query import record_query
from villages.forms.query import QueryAnswerForm, QueryForm, SetAsideForm
from villages.models import Asker, Query
from villages.options import answer_days
from villages.views.frame import Kept, OfVillage, changes_of, may_in
from villages.workflows.query import QUERY


class QueryFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=Query.Status.choices, label="状态")

    class Meta:
        model = Query
        fields = ["status"]


class QueryList(OfVillage, ListPage):
    permission = "query.view"
    model = Query
    filterset_class = QueryFilter
    create_label = "登记询问"
    columns = (
        Column("种类", "kind"),
        Column("问了什么", "content"),
        Column("询问日期", "asked_on"),
        Column("答复期限", "due_on"),
        Column("答复日期", "answered_on"),
        Column("时限"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "question-circle",
        "title": "还没有询问",
        "hint": "口头、电话问的在这里登记，公开页面上提的自动列出，按期答复。",
    }

    def get_title(self):
        return f"{self.parent}的{self.parent.words.openness}询问"

    def get_create_url(self):
        return self.create_address("query.edit", "villages:query_create")

    def row_of(self, query):
        return query.get_absolute_url(), [
            query.get_kind_display(),
            str(query),
            query.asked_on,
            query.due_on,
            query.answered_on,
            Toned(query.timing, "bad" if query.is_late else "neutral"),
            Toned(query.get_status_display(), query.status_tone),
        ]


class QueryCreate(OfVillage, CreatePage):
    permission = "query.edit"
    form_class = QueryForm
    title = "登记询问"
    success_message = "询问已登记，请按期答复。"

    @property
    def intro(self):
        return f"登记后{answer_days(self.parent)}天内答复。"

    def save(self, form):
        return record_query(form.instance, by=self.request.user)


class QueryPage(DetailPage):
    permission = "query.view"
    model = Query
    select = ("village__township", "posting")
    workflow = QUERY
    act_url = "villages:query_act"

    def get_transitions(self):
        """Of what only some questions need, none that this one does not."""
        return [
            one
            for one in super().get_transitions()
            if one["name"] == "answer" or not one["reasons"]
        ]

    def get_edit_url(self):
        row = self.object
        is_open = row.status == Query.Status.OPEN and not row.is_by_page
        if is_open and may_in(self.request.user, "query.edit", row.village):
            return reverse("villages:query_edit", args=[row.pk])
        return None

    def get_fields(self):
        row = self.object
        rows = [
            ("种类", row.get_kind_display()),
            ("问了什么", row.content),
            ("怎么问的", row.get_way_display()),
            ("询问日期", row.asked_on),
            ("答复期限", row.due_on),
            ("时限", row.timing),
        ]
        if row.target:
            rows.insert(2, ("针对", row.posting or row.about))
        if row.status == Query.Status.SET_ASIDE:
            rows += [("退回的原因", row.set_aside_because)]
        elif row.answered_on:
            shown = "公布了" if row.is_public else "没有公布"
            rows += [("答复日期", row.answered_on), ("答复", row.answer), ("公开页面", shown)]
        return rows + self.get_asker()

    def get_asker(self):
        """How whoever asked on the public page may be reached, for who may know it."""
        askers = Asker.objects.for_user(self.request.user, "asker.view")
        if not self.object.is_by_page or not self.request.user.may("asker.view"):
            return []
        if not (asker := askers.filter(query=self.object).first()):
            return [("提问人", "没有留下，或者已经删去")]
        days = self.object.village.township.setting("asker_days")
        told = [("提问人", asker), ("提问人电话", asker.phone or "没有留")]
        return [*told, ("姓名和电话", f"办结{days}天后自动删去，不归档，不要抄到别处")]


class QueryUpdate(Kept, UpdatePage):
    permission = "query.edit"
    model = Query
    select = ("village__township",)
    form_class = QueryForm

    def may_edit(self, query):
        if query.status != Query.Status.OPEN:
            yield "已经答复，不能再改。"
        if query.is_by_page:
            yield "在公开页面上提的，照原样保留，不能改，请答复。"

    def keep(self, form):
        return record_query(form.instance, by=self.request.user, changes=changes_of(form))


class QueryAct(ActPage):
    permission = "query.view"
    model = Query
    select = ("village__township",)
    workflow = QUERY
    forms = {"answer": QueryAnswerForm, "set_aside": SetAsideForm}
