"""What the small parts of every page show."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from township.charts import Bar
from township.templatetags.ui import TONE_ICONS
from township.templatetags.wording import cn_date, cn_datetime, shown, size_cn, yuan

DAY = datetime.date(2026, 11, 5)
BEFORE_MIDNIGHT_UTC = datetime.datetime(2026, 11, 4, 18, 30, tzinfo=datetime.UTC)


def drawn(source, path="/villages/", **context):
    context["request"] = RequestFactory().get(path)
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [(DAY, "2026年11月5日"), (BEFORE_MIDNIGHT_UTC, "2026年11月5日"), (None, "—"), ("", "—")],
)
def test_dates_are_written_in_chinese_and_in_beijing_time(value, text):
    assert cn_date(value) == text


def test_moments_show_beijing_time():
    assert cn_datetime(BEFORE_MIDNIGHT_UTC) == "2026年11月5日 02:30"
    assert cn_datetime(datetime.datetime(2026, 1, 2, 3, 4)) == "2026年1月2日 03:04"
    assert cn_datetime(None) == "—"


@pytest.mark.parametrize(
    ("value", "text"),
    [(200, "200.00元"), (Decimal("5000.5"), "5000.50元"), (0, "0.00元"), (None, "—"), ("", "—")],
)
def test_amounts_are_yuan_with_two_decimals(value, text):
    assert yuan(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1.0 KB"),
        (1024**2 - 1024, "1023.0 KB"),
        (1024**2, "1.0 MB"),
        (200 * 1024**2, "200.0 MB"),
        (3 * 1024**3, "3.0 GB"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_sizes_change_unit_at_1024(value, text):
    assert size_cn(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        ("", "—"),
        (True, "是"),
        (False, "否"),
        (0, 0),
        (DAY, "2026年11月5日"),
        (BEFORE_MIDNIGHT_UTC, "2026年11月5日 02:30"),
        (datetime.time(9, 5), "09:05"),
        (["组长会", "党员会"], "组长会、党员会"),
        ([], "—"),
        ("万顺村", "万顺村"),
    ],
)
def test_any_value_is_shown_as_an_office_writes_it(value, text):
    assert shown(value) == text


@pytest.mark.parametrize("tone", TONE_ICONS)
def test_a_badge_tells_its_tone_by_icon_too(tone):
    row = SimpleNamespace(status="x", status_tone=tone, get_status_display=lambda: "待审批")
    html = drawn("{% badge row %}", row=row)
    assert f"tone-{tone}" in html
    assert f"bi-{TONE_ICONS[tone]}" in html
    assert "待审批" in html


def test_a_badge_may_take_its_tone_from_a_map():
    row = SimpleNamespace(status="closed", get_status_display=lambda: "已办结")
    assert "tone-good" in drawn("{% badge row tones %}", row=row, tones={"closed": "good"})


def test_a_pill_escapes_its_label_and_may_be_a_link():
    assert "&lt;b&gt;" in drawn("{% pill label %}", label="<b>")
    assert 'href="/a/?b=1&amp;c=2"' in drawn("{% pill '村' 'good' url %}", url="/a/?b=1&c=2")


def test_an_icon_without_text_is_hidden_from_screen_readers():
    assert drawn("{% icon 'lock' %}") == '<i class="bi bi-lock" aria-hidden="true"></i>'
    assert "已锁定" in drawn("{% icon 'lock' '已锁定' %}")


def test_a_field_row_writes_its_value():
    html = drawn("{% field_row '召开日期' day %}", day=DAY)
    assert html == "<div><dt>召开日期</dt><dd>2026年11月5日</dd></div>"


@pytest.mark.parametrize(("done", "total"), [(0, 0), (0, 5), (5, 5)])
def test_progress_has_figures_and_a_valid_bar(done, total):
    html = drawn("{% progress done total '户' %}", done=done, total=total)
    assert f"{done} / {total}户" in html
    assert f'max="{total or 1}" value="{done}"' in html


def test_an_empty_state_says_what_to_do_next():
    html = drawn("{% empty_state 'people' '还没有会议' '先登记。' '/new/' '登记会议' %}")
    assert "还没有会议" in html
    assert 'href="/new/"' in html
    assert "<a" not in drawn("{% empty_state 'people' '还没有会议' %}")


@pytest.mark.parametrize(
    ("column", "url"),
    [
        ({"key": "name", "label": "名称"}, "?kind=a&amp;sort=name"),
        (
            {"key": "name", "label": "名称", "is_sorted": True, "direction": "asc"},
            "?kind=a&amp;sort=-name",
        ),
        (
            {"key": "name", "label": "名称", "is_sorted": True, "direction": "desc"},
            "?kind=a&amp;sort=name",
        ),
    ],
)
def test_a_sort_link_turns_the_order_keeps_filters_and_drops_the_page(column, url):
    path = "/villages/?kind=a&page=3"
    assert f'href="{url}"' in drawn("{% sort_link column %}", path, column=column)


def test_bars_are_drawn_in_proportion_and_stay_inside():
    bars = [
        Bar("万顺村", 50),
        Bar("治华村", 130, "good"),
        Bar("三水村", 0),
    ]
    html = drawn("{% bar_chart bars 100 '分' %}", bars=bars)
    assert 'class="bar-active" width="50.0%"' in html
    assert 'class="bar-good" width="100.0%"' in html
    assert 'class="bar-active" width="0.0%"' in html
    assert "130分" in html
    assert 'width="100.0%"' in drawn("{% bar_chart bars %}", bars=bars[:1])
    assert "<li>" not in drawn("{% bar_chart bars %}", bars=[])


def test_a_todo_list_without_items_says_so():
    html = drawn("{% include 'components/todo_list.html' with items=items %}", items=[])
    assert "现在没有要办的事。" in html


def test_the_history_shows_who_did_what_when():
    entry = SimpleNamespace(at=timezone.now(), actor_name="", summary="自动归档")
    html = drawn("{% include 'crud/_history.html' %}", history=[entry])
    assert "系统" in html
    assert "自动归档" in html


def test_a_select_marks_what_is_chosen_and_escapes_what_is_written():
    choices = [("", "全部"), ("a", "甲<村>"), ("乙镇", [("b", "乙村")])]
    drawn_field = str(forms.Select(choices=choices).render("place", "a", {"id": "id_place"}))
    assert '<select name="place" id="id_place">' in drawn_field
    assert '<option value="a" selected>甲&lt;村&gt;</option>' in drawn_field
    assert '<optgroup label="乙镇"><option value="b">乙村</option></optgroup>' in drawn_field


class Asked(forms.Form):
    name = forms.CharField(label="名称")
    note = forms.CharField(label="备注", required=False)


class Optional(forms.Form):
    note = forms.CharField(label="备注", required=False)


@pytest.mark.parametrize(("form", "is_told"), [(Asked, True), (Optional, False)])
def test_what_a_star_says_is_told_where_there_is_one(form, is_told):
    source = '{% starred %}{% include "components/form_fields.html" %}{% endstarred %}'
    page = drawn(source, form=form())
    assert "备注" in page and ("的必须填写" in page) is is_told
