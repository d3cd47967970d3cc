"""Whatever a user types stays text: it can never become markup of a paper."""

import datetime
from decimal import Decimal

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from township.papers.blocks import Heading, Paragraph, QrCode, Signature, Table, Title
from township.papers.engine import clean, fill
from township.papers.reading import read_blocks
from township.papers.sources import PaperFront

FRONT = PaperFront("试", "通知")
MARKUP = "#|*-_`~<>[](){}!\\&;:：+.0123456789 　\t\n\r→←↔⇥^=一第条、。，“”ab字"
# Noncharacters (U+FFFE and their like) stand for nothing in any text and are left out of papers.
TYPED = st.text(
    st.one_of(st.sampled_from(MARKUP), st.characters(exclude_categories=["Cs", "Cn"])), max_size=40
)


def blocks(body, **values):
    return read_blocks(fill(body, values), FRONT, {})


def one_line(text):
    return " ".join(clean(text).split("\n"))


@given(TYPED)
def test_a_typed_paragraph_stays_paragraphs(text):
    found = blocks("前{{ text }}后", text=text)
    assert all(isinstance(block, Paragraph) for block in found)
    written = "\n".join(block.text for block in found)
    kept = [line for line in clean(f"前{text}后").split("\n") if line]
    assert written.split("\n") == kept
    assert not any(run.is_strong for block in found for run in block.runs)


@given(TYPED, TYPED)
def test_typed_cells_stay_in_their_cells(first, second):
    (table,) = blocks("| 甲 | 乙 |\n|---|---|\n| {{ a }} | {{ b }} |", a=first, b=second)
    assert isinstance(table, Table)
    assert [(cell.colspan, cell.rowspan) for cell in table.rows[0]] == [(1, 1), (1, 1)]
    assert [cell.text for cell in table.rows[0]] == [clean(first), clean(second)]


@given(TYPED)
def test_a_typed_title_and_heading_keep_to_one_line(text):
    title, heading = blocks("# 前{{ text }}后\n\n## 前{{ text }}后", text=text)
    assert isinstance(title, Title) and isinstance(heading, Heading)
    assert title.text == heading.text == one_line(f"前{text}后")


@given(TYPED)
def test_a_typed_value_cannot_leave_its_directive(text):
    (signature,) = blocks("```落款\n单位：甲{{ text }}乙\n日期：今天\n```", text=text)
    assert signature == Signature((one_line(f"甲{text}乙"),), "今天")
    (code,) = blocks("```二维码\n内容：x{{ text }}y\n```", text=text)
    assert code == QrCode(one_line(f"x{text}y"))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (0, "0"),
        (Decimal("200.00"), "200.00"),
        (datetime.date(2026, 11, 5), "2026年11月5日"),
        (datetime.datetime(2026, 11, 5, 9, 5), "2026年11月5日 09:05"),
        (datetime.datetime(2026, 11, 4, 18, 0, tzinfo=datetime.UTC), "2026年11月5日 02:00"),
        (datetime.time(9, 30), "09:30"),
    ],
)
def test_values_are_written_as_an_office_writes_them(value, written):
    (paragraph,) = blocks("值：{{ value }}", value=value)
    assert paragraph.text == f"值：{written}"


@pytest.mark.parametrize(
    ("body", "values", "written"),
    [
        ("{{ on|digits }}。", {"on": datetime.date(2026, 1, 5)}, "20260105。"),
        ("{{ on|digits }}。", {"on": None}, "。"),
        ("{{ on|cn_date }}。", {"on": None}, "。"),
        ("{{ names|listed }}。", {"names": ["甲", "乙"]}, "甲、乙。"),
        ("{{ names|listed }}。", {"names": None}, "。"),
        ("{{ n|dash }}。", {"n": 0}, "0。"),
        ("{{ n|dash }}。", {}, "—。"),
        ("{{ n|blank:3 }}。", {}, "＿＿＿。"),
        ("{{ n|blank:3 }}。", {"n": 7}, "7。"),
    ],
)
def test_filters(body, values, written):
    (paragraph,) = blocks(body, **values)
    assert paragraph.text == written


def test_safe_strings_are_escaped_all_the_same():
    (paragraph,) = blocks("{{ text }}。", text=SafeString("**粗** <br> | # "))
    assert paragraph.text == "**粗** <br> | # 。"


@pytest.mark.parametrize(
    "tag", ["include 'x'", "load static", "debug", "url 'home'", "extends 'x'"]
)
def test_a_template_reaches_nothing_outside_itself(tag):
    from django.template import TemplateSyntaxError

    with pytest.raises(TemplateSyntaxError):
        fill("{% " + tag + " %}", {})
