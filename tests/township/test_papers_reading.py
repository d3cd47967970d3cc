"""Template texts become blocks: titles, numbering, tables with spans, directives, faults."""

import pytest

from tests.township.paper_samples import PNG
from township.papers import PaperTemplateError
from township.papers import blocks as b
from township.papers.numerals import document_number, heading_number, numeral
from township.papers.reading import read_blocks
from township.papers.sources import PaperFront


def read(text, images=None, **front):
    return read_blocks(text, PaperFront("试", "通知", **front), images or {})


def texts(rows):
    return [[cell.text if cell else None for cell in row] for row in rows]


def test_title_lines_and_headings_with_their_numbers():
    found = read(
        "# 甲<br>乙\n\n## 丙\n\n### 丁\n\n### 戊\n\n#### 己\n\n## 庚\n\n### 辛", is_numbered=True
    )
    assert found[0] == b.Title(("甲", "乙"))
    assert [block.text for block in found[1:]] == [
        "一、丙", "（一）丁", "（二）戊", "1.己", "二、庚", "（一）辛",
    ]  # fmt: skip
    assert [block.level for block in found[1:]] == [1, 2, 2, 3, 1, 2]


def test_headings_keep_their_own_words_when_not_numbered():
    assert read("## 第一章　总则") == (b.Heading(1, "第一章　总则"),)


def test_arrows_set_the_side_and_source_lines_join():
    found = read("左起\n同段\n\n→ 右\n\n↔中\n\n←顶格 two\nwords")
    assert [(block.text, block.align) for block in found] == [
        ("左起同段", b.INDENT),
        ("右", b.RIGHT),
        ("中", b.CENTER),
        ("顶格 two words", b.LEFT),
    ]


def test_strong_and_breaks_inside_a_paragraph():
    first, second = read("甲**乙**丙<br>丁")
    assert first.runs == (b.Run("甲"), b.Run("乙", True), b.Run("丙"))
    assert second.text == "丁"


def test_lists_become_numbered_paragraphs():
    assert [block.text for block in read("1. 甲\n2. 乙\n\n- 丙")] == ["1. 甲", "2. 乙", "· 丙"]


def test_blanks_are_looked_at_once_however_many_a_loop_writes():
    blanks = " " * 500_000
    (found,) = read(f"甲{blanks}乙\n\n```落款\n单位：甲{blanks}乙\n```")[:1]
    assert found.text == f"甲{blanks}乙"


def test_a_table_takes_widths_and_sides_from_its_rule():
    (table,) = read("| 甲 | 乙 | 丙 |\n|:---:|------|--:|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |")
    assert table.widths == (3, 6, 2)
    assert table.aligns == (b.CENTER, b.LEFT, b.RIGHT)
    assert sum(table.shares) == 1000
    assert texts(table.header) == [["甲", "乙", "丙"]]
    assert texts(table.rows) == [["1", "2", "3"], ["4", "5", "6"]]


def test_cells_merge_with_the_left_and_the_one_above():
    (table,) = read("| | | |\n|---|---|---|\n| 甲 | < | 乙 |\n| 丙 | 丁 | ^ |\n| ^ | 戊 | ^ |")
    assert table.header == ()
    assert texts(table.rows) == [["甲", None, "乙"], ["丙", "丁", None], [None, "戊", None]]
    assert (table.rows[0][0].colspan, table.rows[0][2].rowspan) == (2, 3)
    assert table.rows[1][0].rowspan == 2


def test_a_merge_mark_without_neighbour_is_an_empty_cell():
    (table,) = read("| 甲 | 乙 |\n|---|---|\n| < | ^ |")
    assert texts(table.rows) == [["", ""]]


def test_a_loop_leaves_no_empty_lines_in_a_table():
    from township.papers.engine import fill

    body = "| 甲 |\n|---|\n{% for row in rows %}\n| {{ row }} |\n{% endfor %}\n| 合计 |"
    (table,) = read(fill(body, {"rows": [1, 2]}))
    assert texts(table.rows) == [["1"], ["2"], ["合计"]]


def test_a_long_table_is_looked_through_once():
    (table,) = read("|甲|\n|---|\n" + "|1|\n|^|\n" * 20_000)
    assert len(table.rows) == 40_000 and table.rows[-2][0].rowspan == 2


def test_a_table_without_anything_is_left_out():
    assert read("| | |\n|---|---|") == ()


def test_table_options_hold_for_the_next_table_only():
    text = "| 甲 |\n|---|\n| 乙 |\n| 丙 |"
    first, second = read(f"```表格\n行高：12\n字号：9\n表头行数：2\n```\n\n{text}\n\n{text}")
    assert (first.row_height, first.size) == (12, 9)
    assert texts(first.header) == [["甲"], ["乙"]]
    assert (second.row_height, second.size, texts(second.header)) == (0, 0, [["甲"]])


def test_cells_hold_lines_with_their_own_sides():
    (table,) = read("| | |\n|---|---|\n| 同意<br>→（盖章） | ⇥ 事迹 |")
    left, right = table.rows[0]
    assert [(line.text, line.align) for line in left.lines] == [
        ("同意", b.LEFT),
        ("（盖章）", b.RIGHT),
    ]
    assert right.lines[0].align == b.INDENT


def test_directives():
    found = read(
        "```版头\n机关：某镇文件\n文号：某〔2026〕1号\n签发人：某人\n```\n"
        "```落款\n单位：甲\n单位：乙\n日期：某日\n盖章：否\n```\n"
        "```版记\n抄送：丙\n印发机关：丁\n印发日期：某日\n```\n"
        "```二维码\n内容：https://a/b?c=1\n说明：扫\n旁注：一：二\n旁注：三\n```\n"
        "```图片\n名称：photo\n说明：照片\n```\n---\n",
        images={"photo": PNG},
    )
    assert found == (
        b.Masthead("某镇文件", "某〔2026〕1号", "某人"),
        b.Signature(("甲", "乙"), "某日", False),
        b.Imprint("丙。", "丁", "某日"),
        b.QrCode("https://a/b?c=1", "扫", ("一：二", "三")),
        b.Image(PNG, "照片"),
        b.PageBreak(),
    )


def test_a_code_without_content_and_an_unknown_picture_are_left_out():
    assert read("```二维码\n内容：\n```\n```图片\n名称：x\n```") == ()


def test_slips_are_cut_at_rules():
    (slips,) = read("# 甲\n\n---\n\n# 乙\n\n---\n", layout="slips", columns=2)
    assert slips == b.Slips(2, ((b.Title(("甲",)),), (b.Title(("乙",)),)))


@pytest.mark.parametrize(
    "content", [b"GIF89a", PNG[:40], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"]
)
def test_a_damaged_picture_is_said_to_be_so(content):
    (line,) = read("```图片\n名称：photo\n说明：现场\n```", images={"photo": content})
    assert line.text == "（图片无法显示：现场）"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "```印章\n甲：乙\n```",
            "没有“印章”这种版块，可用的有：版头、附件、落款、版记、二维码、图片、表格。",
        ),
        ("```落款\n公章：有\n```", "版块“落款”只认识这些项：单位、日期、盖章。"),
        ("```表格\n行高：高\n```", "“行高”应填数字，现为“高”。"),
        ("```表格\n行高：900\n```", "“行高”应在 0 到 200 之间，现为“900”。"),
    ],
)
def test_faults_are_named(text, sentence):
    with pytest.raises(PaperTemplateError) as error:
        read(text)
    assert error.value.sentence == sentence


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (100, "一百"),
        (101, "一百零一"), (110, "一百一十"), (120, "一百二十"), (1001, "一千零一"),
        (1010, "一千零一十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numerals(number, text):
    assert numeral(number) == text


def test_numerals_out_of_range_and_numbers_of_documents():
    with pytest.raises(ValueError, match="0 到 9999"):
        numeral(10000)
    with pytest.raises(ValueError, match="0 到 9999"):
        numeral(-1)
    assert [heading_number(level, 3) for level in (1, 2, 3)] == ["三、", "（三）", "3."]
    assert document_number("清府发", 2026, 5) == "清府发〔2026〕5号"
