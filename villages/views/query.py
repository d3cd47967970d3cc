"""Villagers' questions of a village: the list with its clock, one question, the answer."""

import django_filters
from django.urls import reverse

from township.crud import ActPage, Column, CreatePage, DetailPage, ListPage, UpdatePage
from villages.acts.query import record_query
from villages.forms.query import QueryAnswerForm, QueryForm
from villages.models import Query
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
        "hint": "对公开的内容有疑问，口头、电话问的也登记，按期答复。不写是谁问的。",
    }

    def get_title(self):
        return f"{self.parent}的{self.parent.words.openness}询问"

    def get_create_url(self):
        return self.create_address("query.edit", "villages:query_create")

    def row_of(self, query):
        cells = [
            {"label": "问了什么", "value": str(query)},
            {"label": "询问日期", "value": query.asked_on},
            {"label": "答复期限", "value": query.due_on},
            {"label": "答复日期", "value": query.answered_on},
            {"label": "时限", "value": query.timing, "tone": "bad" if query.is_late else "neutral"},
            {"label": "状态", "value": query.get_status_display(), "tone": query.status_tone},
        ]
        return {"url": query.get_absolute_url(), "cells": cells}


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

    def get_edit_url(self):
        row = self.object
        if row.status == Query.Status.OPEN and may_in(self.request.user, "query.edit", row.village):
            return reverse("villages:query_edit", args=[row.pk])
        return None

    def get_fields(self):
        row = self.object
        rows = [
            ("问了什么", row.content),
            ("怎么问的", row.get_way_display()),
            ("询问日期", row.asked_on),
            ("答复期限", row.due_on),
            ("时限", row.timing),
        ]
        if row.posting:
            rows.insert(1, ("针对的公示", row.posting))
        if row.answered_on:
            rows += [("答复日期", row.answered_on), ("答复", row.answer)]
        return rows


class QueryUpdate(Kept, UpdatePage):
    permission = "query.edit"
    model = Query
    select = ("village__township",)
    form_class = QueryForm

    def may_edit(self, query):
        if query.status == Query.Status.ANSWERED:
            yield "已经答复，不能再改。"

    def keep(self, form):
        return record_query(form.instance, by=self.request.user, changes=changes_of(form))


class QueryAct(ActPage):
    permission = "query.view"
    model = Query
    select = ("village__township",)
    workflow = QUERY
    forms = {"answer": QueryAnswerForm}
