"""The parts of a list that stand on a page dozens of times: written here and not in templates,
which would take five times as long."""

import html

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeData, mark_safe

from township.templatetags import wording
from township.templatetags.ui import pill

register = template.Library()

LONGEST_UNBROKEN = 12
# Fields that a filter has by the dozen; others are written by the forms of the site.
PLAIN = ("text", "number", "date", "select")


@register.simple_tag
def cells(row):
    """The cells of a row {"url", "cells"} of the generic list (crud.columns)."""
    found = enumerate(row["cells"])
    return mark_safe("".join(_cell(cell, "" if at else row.get("url"), at) for at, cell in found))


def _cell(cell, url, at):
    value = cell.value
    text = _escaped(localize(wording.shown(value)))
    kind = "num" if at and cell.is_number else "" if at else "lead-cell"
    style = f"{kind} nowrap" if _is_short(value) else kind
    style += " is-blank" if value is None or value == "" else ""
    if url:
        text = f'<a href="{_escaped(url)}">{text}</a>'
    elif cell.tone:
        text = pill(value, cell.tone)
    return f'<td data-label="{_escaped(cell.label)}" class="{style}">{text}</td>'


def _escaped(value):
    """As `conditional_escape`, which asks each time whether the text is to be translated."""
    return str(value) if isinstance(value, SafeData) else html.escape(str(value))


def _is_short(value):
    text = wording.shown(value)
    return not hasattr(text, "__len__") or len(text) <= LONGEST_UNBROKEN


@register.simple_tag
def filter_fields(form):
    """The fields of a list's filter, as the forms of the site write theirs."""
    return as_crispy_form(form) if form.errors else mark_safe("".join(map(_field, form)))


def _field(field):
    if field.widget_type not in PLAIN or field.help_text:
        return as_crispy_field(field)
    line = '<div id="div_{0}" class="mb-3"><label for="{0}" class="form-label">{1}</label>{2}</div>'
    widget = field.as_widget(attrs=_style(field.widget_type))
    return format_html(line, field.id_for_label, field.label, widget)


def _style(kind):
    name = {"text": "textinput"}.get(kind, kind if kind == "select" else f"{kind}input")
    return {"class": f"{name} form-{'select' if kind == 'select' else 'control'}"}
