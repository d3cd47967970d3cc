"""Cells and filters of lists, as the templates wrote them."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

from township.crud.columns import ListCell

ROW = {
    "url": "/villages/1/?a=1&b=2",
    "cells": [
        ListCell("村<名>", "万顺村<b>", "", False),
        ListCell("户数", 1200, "", True),
        ListCell("状态", "已归档", "good", False),
        ListCell("日期", date(2026, 11, 5), "", False),
        ListCell("说明", "长" * 13, "", False),
        ListCell("没有", None, "", False),
        ListCell("做好的", mark_safe("<i>1</i>"), "", False),
    ],
}
# What the tag stands for.
AS_TEMPLATE = """{% load ui %}{% for cell in row.cells %}{% with text=cell.value|shown %}
<td data-label="{{ cell.label }}" class="{% if forloop.first %}lead-cell{% elif cell.is_number %}num
{% endif %}{% if text|length < 13 %} nowrap{% endif %}{% if text == "—" %} is-blank
{% endif %}">{% if forloop.first and row.url %}
<a href="{{ row.url }}">{{ text }}</a>{% elif cell.tone %}{% pill cell.value cell.tone %}{% else %}
{{ text }}{% endif %}</td>{% endwith %}{% endfor %}"""


def written(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("url", [ROW["url"], "", None])
def test_cells_are_written_as_a_template_writes_them(url):
    row = ROW | {"url": url}
    told = written("{% load lists %}{% cells row %}", row=row)
    assert told == re.sub("\n", "", written(AS_TEMPLATE, row=row))
    assert "&lt;b&gt;" in told and "<b>" not in told and "<i>1</i>" in told


class Filter(forms.Form):
    name = forms.CharField(label="村<名>", required=False)
    year = forms.IntegerField(label="年度", required=False)
    on = forms.DateField(label="日期", required=False)
    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), ("a", "甲")], required=False)
    is_late = forms.BooleanField(label="只看逾期", required=False)
    word = forms.CharField(label="文字", help_text="查最近10万条", required=False)


@pytest.mark.parametrize("year", ["2026", "二〇二六"])
def test_fields_of_a_filter_are_written_as_the_forms_of_the_site_are(year):
    form = Filter({"name": '"><b>', "year": year, "kind": "a"})
    told = written("{% load lists %}{% filter_fields form %}", form=form)
    usual = written("{% load crispy_forms_tags %}{{ form|crispy }}", form=form)

    def plain(text):
        return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()

    assert plain(told) == plain(usual)
    assert '<label for="id_kind" class="form-label">类别</label>' in plain(told)
    assert "form-check" in told and "查最近10万条" in told
    assert ("is-invalid" in told) is (year != "2026")
