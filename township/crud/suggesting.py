"""What was typed before, offered where it is typed again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join

LOOKED_AT = 60
MOST = 8


class SuggestedInput(forms.TextInput):
    """A line with `suggestions` to choose from or to type over (a native datalist)."""

    def __init__(self, suggestions: Iterable[str], attrs: dict[str, Any] | None = None):
        super().__init__(attrs)
        self.suggestions = list(suggestions)

    def render(self, name, value, attrs=None, renderer=None):
        key = f"{(attrs or {}).get('id', name)}_list"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}">', ((one,) for one in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)


def suggest(form: forms.BaseForm, rows: QuerySet, *names: str) -> None:
    """Offer in the fields `names` what the first of the `rows` hold, each word once: one query."""
    told = list(rows.values_list(*names)[:LOOKED_AT])
    for number, name in enumerate(names):
        words = dict.fromkeys(row[number] for row in told if row[number])
        if words:
            field = form.fields[name]
            field.widget = SuggestedInput([*words][:MOST], field.widget.attrs)
