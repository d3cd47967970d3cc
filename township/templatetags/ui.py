"""The small parts every page uses: badges, icons, Chinese dates and amounts, figures.

A tone says how a state stands: neutral (rests), active (under way), waiting (somebody else
must act), good (reached), bad (failed or refused), warn (needs attention). Each tone has an
icon, so that colour is never the only sign (WCAG 1.4.1).
"""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from township.access.coming_back import ASK_BEFORE
from township.enumeration import together
from township.templatetags import wording
from township.workflow import way_to_mend

register = template.Library()

TONE_ICONS = {
    "neutral": "circle",
    "active": "play-circle",
    "waiting": "hourglass-split",
    "good": "check-circle-fill",
    "bad": "x-circle-fill",
    "warn": "exclamation-triangle-fill",
}

SELECTED = mark_safe(" selected")

register.filter("cn_date", wording.cn_date)
register.filter("cn_datetime", wording.cn_datetime)
register.filter("yuan", wording.yuan)
register.filter("size_cn", wording.size_cn)
register.filter("shown", wording.shown)
register.filter("together", together)


@register.simple_tag
def form_key():
    """The key of a form that is one button: pressed twice, it is one act."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4())


@register.simple_block_tag
def ask_before(content):
    """What is asked before the form is sent: by the page's script, without it on a page between."""
    sentence = mark_safe(content.strip())  # rendered already
    return format_html('<input type="hidden" name="{}" value="{}">', ASK_BEFORE, sentence)


STAR = '<span class="asteriskField">*</span>'
STARRED = mark_safe(f'<p class="small muted">带 {STAR} 的必须填写。</p>')


@register.simple_block_tag
def starred(content):
    """The fields of a form, and below them what a star says, where one of them bears it."""
    return format_html("{}{}", content, STARRED) if STAR in content else content


@register.simple_tag
def icon(name, text=""):
    """A Bootstrap icon; with a text it speaks to screen readers, without it is decoration."""
    if text:
        return format_html(
            '<i class="bi bi-{}" aria-hidden="true"></i><span class="visually-hidden">{}</span>',
            name,
            text,
        )
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag(takes_context=True)
def mended_at(context, reason):
    """The link beside a sentence that refuses, to where it is mended, for whoever may open that."""
    return way_to_mend(reason, getattr(context["request"], "user", None))


@register.filter
def tone_icon(tone):
    """The icon's name of a tone, for components that draw it themselves."""
    return TONE_ICONS[tone or "neutral"]


@register.simple_tag
def pill(label, tone="neutral", url=""):
    """A badge with a free label; with a url it is a link."""
    tone = tone or "neutral"
    mark = format_html(
        '<i class="bi bi-{}" aria-hidden="true"></i>{}', TONE_ICONS[tone], wording.shown(label)
    )
    if url:
        return format_html('<a class="pill tone-{}" href="{}">{}</a>', tone, url, mark)
    return format_html('<span class="pill tone-{}">{}</span>', tone, mark)


@register.simple_tag
def badge(instance, tones=None):
    """The status badge of a row: its own label, its own `status_tone` or a {status: tone} map."""
    tone = tones[instance.status] if tones else instance.status_tone
    return pill(instance.get_status_display(), tone)


@register.simple_tag
def field_row(label, value=""):
    """One line of a `<dl class="facts">`; the value is written as an office writes it."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, wording.shown(value))


@register.simple_tag
def options(groups):
    """The lines of a select, from its widget's optgroups. Written here and not in a template,
    because there may be six hundred villages."""
    lines = []
    for group, choices, _ in groups:
        within = [_option(one["value"], one["label"], one["selected"]) for one in choices]
        if group:
            within = [format_html('<optgroup label="{}">', group), *within, "</optgroup>"]
        lines += within
    return mark_safe("".join(lines))


def _option(value, label, is_selected):
    mark = SELECTED if is_selected else ""
    return format_html('<option value="{}"{}>{}</option>', value, mark, label)


@register.simple_tag
def progress(done, total, unit=""):
    """How far something is: a progress bar with the figures beside it."""
    figures = f"{done} / {total}{unit}"
    return format_html(
        '<span class="meter"><progress max="{}" value="{}" aria-label="{}"></progress>{}</span>',
        total or 1,
        done,
        f"进度 {figures}",
        figures,
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(icon="inbox", title="还没有内容", hint="", url="", label=""):
    """What a page shows instead of an empty table: what is missing and what to do next."""
    return {"icon": icon, "title": title, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context, column, parameter="sort"):
    """A column head that sorts by itself, and the other way round on the second click.

    Args:
        column: mapping with key, label, is_sorted and direction ("asc" or "desc").
        parameter: name of the GET parameter; the page number is dropped.
    """
    is_ascending = column.get("is_sorted") and column.get("direction") == "asc"
    kept = context["request"].GET.copy()
    kept.pop("page", None)
    kept[parameter] = f"-{column['key']}" if is_ascending else column["key"]
    return {"column": column, "url": f"?{kept.urlencode()}", "is_ascending": is_ascending}


@register.inclusion_tag("components/bar.html")
def bar_chart(bars, top=None, unit=""):
    """Horizontal bars as inline SVG: prints, needs no script, keeps the text selectable.

    Args:
        bars: iterable of township.charts.Bar.
        top: the value of a full bar; without it the largest value.
        unit: written behind each value.
    """
    rows = list(bars)
    highest = float(top or max((row.value for row in rows), default=0) or 1)
    return {
        "unit": unit,
        "bars": [
            {
                "label": row.label,
                "value": row.value,
                "tone": row.tone,
                "url": row.url,
                "width": f"{min(max(float(row.value) / highest, 0), 1):.1%}",
            }
            for row in rows
        ],
    }


@register.inclusion_tag("components/chart.html")
def chart(drawing, has_table=False):
    """A drawing of township.charts with its numbers as a table, unless the page has one of them."""
    return {"chart": drawing, "has_table": has_table}
