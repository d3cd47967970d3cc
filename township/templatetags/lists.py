"""The parts of a list that stand on a page dozens of times: written here and not in templates,
which would take five times as long."""

from django import template
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from township.templatetags import wording
from township.templatetags.ui import pill

register = template.Library()

LONGEST_UNBROKEN = 12


@register.simple_tag
def cells(row):
    """The cells of a row {"url", "cells"} of the generic list (crud.columns)."""
    found = enumerate(row["cells"])
    return mark_safe("".join(_cell(cell, "" if at else row.get("url"), at) for at, cell in found))


def _cell(cell, url, at):
    text = conditional_escape(localize(wording.shown(cell.value)))
    kind = "num" if at and cell.is_number else "" if at else "lead-cell"
    style = f"{kind} nowrap" if _is_short(cell.value) else kind
    if url:
        text = format_html('<a href="{}">{}</a>', url, text)
    elif cell.tone:
        text = pill(cell.value, cell.tone)
    return format_html('<td data-label="{}" class="{}">{}</td>', cell.label, style, text)


def _is_short(value):
    text = wording.shown(value)
    return not hasattr(text, "__len__") or len(text) <= LONGEST_UNBROKEN


@register.simple_tag
def filter_fields(form):
    """The fields of a list's filter, as the forms of the site write theirs."""
    return format_html_join(
        "",
        '<div id="div_{0}" class="mb-3"><label for="{0}" class="form-label">{1}</label>{2}</div>',
        (
            (one.id_for_label, one.label, one.as_widget(attrs=_style(one.widget_type)))
            for one in form
        ),
    )


def _style(kind):
    name = {"text": "textinput"}.get(kind, kind if kind == "select" else f"{kind}input")
    return {"class": f"{name} form-{'select' if kind == 'select' else 'control'}"}
