"""Word files as offices really make them, and pasted text, give the articles a reader sees."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.villages.sheets.test_word_document import add, define, level, read
from township.files import inspector
from villages.rules.clauses import cut, join
from villages.rules.numerals import read_number
from villages.rules.radicals import as_characters
from villages.sheets.number_formats import printed
from villages.sheets.word_document import from_docx
from villages.sheets.word_symbols import MISSING, character

HANDED = Path(__file__).parents[2] / "cases" / "word"
W = nsdecls("w")


def handed(name):
    (path,) = HANDED.glob(f"{name}*.docx")
    assert inspector.examine(path, path.name)["media_type"].endswith("wordprocessingml.document")
    with path.open("rb") as stream:
        return from_docx(stream)


def put(document, *elements):
    for element in elements:
        document.element.body.insert(-1, parse_xml(element))


def paragraph(inside, properties=""):
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("03_isLgl", ["第一章 总则", "1.1 甲内容。", "1.2 乙内容。"]),
        ("05b", ["第一条 甲。", "第二条 乙。"]),
        ("06", ["第一章 总则", "第一条 宗旨。为了自治。", "第二条 范围。全村。"]),
        ("08c", ["第一条　符号☑同意\t末", "第二条　可见。", "拼"]),
        ("09", ["第一条 表内甲。", "第二条 表内乙。", "第三条 表内丙。"]),
        ("12d", ["第一条　甲。"]),
        ("12f", ["第一条　甲。"]),
    ],
)
def test_a_handed_file_reads_as_word_shows_it(name, lines):
    text = handed(name).replace("第一条　表", "第一条 表")
    assert [line.rstrip() for line in text.split("\n") if line.strip()] == lines


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("04_numfmt_decimalEnclosedCircleChinese", "第①条 条文1。", "第⑫条 条文12。"),
        ("04_numfmt_ideographTraditional", "第甲条 条文1。", "第12条 条文12。"),
        ("04_numfmt_upperRoman", "第Ⅰ条 条文1。", "第Ⅻ条 条文12。"),
    ],
)
def test_a_handed_file_s_numbers_come_as_word_prints_them(name, first, last):
    lines = [line for line in handed(name).split("\n") if line]
    assert (lines[0], lines[-1], len(lines)) == (first, last, 12)


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("decimalEnclosedParen", 5, "⑸"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalEnclosedCircle", 21, "21"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("ideographZodiac", 3, "寅"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("lowerRoman", 4, "ⅳ"),
        ("upperRoman", 14, "ⅩⅣ"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth2", 10, "１０"),
        ("taiwaneseDigital", 12, "一二"),
        ("something new", 9, "9"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_a_number_is_printed_in_its_format(style, number, shown):
    assert printed(number, style) == shown


def test_legal_numbers_leave_chinese_ones_of_higher_levels_in_digits_only_there():
    document = Document()
    define(
        document,
        71,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3", '<w:isLgl w:val="0"/>'),
    )
    for text, at in (("总则", 0), ("甲", 1), ("乙", 2)):
        add(document, text, 71, at)
    assert read(document).split("\n") == ["第一章 总则", "1.1 甲", "一.1.1 乙"]


# --- tables of contents ---


def contents_field():
    begin = field("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + field("separate")
    page = field("begin") + "<w:r><w:instrText>PAGEREF a</w:instrText></w:r>" + field("end")
    return [
        paragraph(run("目　录")),
        paragraph(begin + run("第一条 宗旨") + page),
        paragraph(run("第二条 范围") + page + field("end")),
    ]


def contents_control():
    inside = paragraph(run("第一条 宗旨")) + paragraph(run("第二条 范围"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    properties = f"<w:sdtPr>{gallery}</w:sdtPr>"
    return [f"<w:sdt {W}>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"]


def contents_style():
    return [
        paragraph(run("目录"), '<w:pStyle w:val="TOCHeading"/>'),
        paragraph(run("第一条 宗旨"), '<w:pStyle w:val="a7"/>'),
        paragraph(run("第二条 范围"), '<w:pStyle w:val="a8"/>'),
    ]


@pytest.mark.parametrize("contents", [contents_field, contents_control, contents_style])
def test_a_table_of_contents_is_no_text(contents):
    document = Document()
    for style_id, name in (("TOCHeading", "TOC Heading"), ("a7", "toc 1"), ("a8", "目录 2")):
        document.styles.element.append(
            parse_xml(f'<w:style {W} w:styleId="{style_id}"><w:name w:val="{name}"/></w:style>')
        )
    put(document, paragraph(run("万顺村自治章程")), *contents())
    put(document, paragraph(run("第一条 宗旨。")), paragraph(run("第二条 范围。")))
    assert read(document).split("\n") == ["万顺村自治章程", "第一条 宗旨。", "第二条 范围。"]


def test_other_fields_and_a_chapter_called_contents_stay():
    document = Document()
    date = field("begin") + "<w:r><w:instrText> DATE </w:instrText></w:r>" + field("separate")
    put(document, paragraph(run("目录")), paragraph(date + run("2026年") + field("end")))
    assert read(document).split("\n") == ["目录", "2026年"]


# --- revisions and hidden text ---


@pytest.mark.parametrize("mark", ['<w:del w:id="1"/>', '<w:moveFrom w:id="1"/>', "<w:vanish/>"])
def test_a_paragraph_whose_mark_is_gone_takes_no_number_and_runs_on(mark):
    document = Document()
    define(document, 71, level(0, "chineseCounting", "第%1条"))
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="71"/></w:numPr>'
    put(
        document,
        paragraph(run("甲。"), number),
        paragraph(run("前半，"), f"{number}<w:rPr>{mark}</w:rPr>"),
        paragraph(run("后半。"), number),
        paragraph(run("丁。"), number),
    )
    assert read(document).split("\n") == ["第一条 甲。", "第二条 前半，后半。", "第三条 丁。"]


def test_hidden_text_of_runs_and_styles_is_left_out_and_shown_text_stays():
    document = Document()
    document.styles.element.append(
        parse_xml(
            f'<w:style {W} w:styleId="h"><w:name w:val="批注用"/>'
            "<w:rPr><w:vanish/></w:rPr></w:style>"
        )
    )
    styled = '<w:rStyle w:val="h"/>'
    put(
        document,
        paragraph(
            run("第一条", "")
            + run("（内部）", "<w:vanish/>")
            + run("（说明）", styled)
            + run("可见。", f'{styled}<w:vanish w:val="0"/>')
        ),
    )
    assert read(document) == "第一条可见。"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", 0xF0FC, "✓"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xF0A3, "□"),
        ("Symbol", 0xF0D6, "√"),
        ("宋体", 0x25A1, "□"),
        ("Wingdings", 0xF021, MISSING),
        ("未知", 0xE123, MISSING),
    ],
)
def test_a_sign_of_a_picture_font_is_an_ordinary_one(font, code, shown):
    assert character(font, code) == shown


def test_a_run_set_in_a_picture_font_is_read_as_its_pictures():
    document = Document()
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    put(document, paragraph(run("&#xF0FE;", font) + run("同意") + run("o", font) + run("反对")))
    assert read(document) == "☑同意□反对"


# --- packages ---


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/gone.png", "../word/none.xml", ""])
def test_what_points_to_nothing_does_not_keep_the_text_from_being_read(target):
    stream, changed = io.BytesIO(), io.BytesIO()
    document = Document()
    add(document, "第一条 宗旨。")
    document.save(stream)
    relation = f'<Relationship Id="rId77" Type="http://x/hyperlink" Target="{target}"/>'
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("document.xml.rels"):
                content = content.replace(
                    b"</Relationships>", f"{relation}</Relationships>".encode()
                )
            copy.writestr(name, content)
    changed.seek(0)
    assert from_docx(changed) == "第一条 宗旨。"


# --- labels and pasted text ---


def labels(text):
    clauses = cut(text)
    assert cut(join(clauses)) == clauses, "joined and cut again it is the same"
    return [clause.label for clause in clauses]


def test_the_handed_spellings_begin_articles():
    clauses = cut(handed("08b"))
    assert [clause.number for clause in clauses] == [*range(1, 11), 10]
    assert [clause.text for clause in clauses][:7] == [
        "本村。",
        *(f"{one}。" for one in "乙丙丁戊己庚"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【第一条】甲。\n【第二条】乙。", ["【第一条】", "【第二条】"]),
        ("（第一条）甲。\n(第二条) 乙。", ["（第一条）", "(第二条)"]),
        ("〔第一条〕甲。\n[第二条]乙。\n「第三条」丙。", ["〔第一条〕", "[第二条]", "「第三条」"]),
        ("**第一条** 甲。\n**第二条** 乙。", ["**第一条**", "**第二条**"]),
        ("第一条.甲。\n第二条——乙。", ["第一条.", "第二条——"]),
        ("第①条 甲。\n第②条 乙。", ["第①条", "第②条"]),
        ("第壹条 甲。\n第贰条 乙。\n第拾条 丙。", ["第壹条", "第贰条", "第拾条"]),
        ("第一条 甲。\n（第一条）规定的义务，人人遵守。", ["第一条"]),
    ],
)
def test_a_label_in_any_dress_begins_an_article(text, found):
    assert labels(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "第⼀条　宗旨。第⼆条　范围。",
        "第⼀条　宗旨。\n第⼆条　范围。",
        "第⼀条 宗旨。\n\n第⼆条 范围。",
    ],
)
def test_radicals_copied_from_a_pdf_are_characters(text):
    clauses = cut(text)
    assert [(one.label, one.text) for one in clauses] == [
        ("第一条", "宗旨。"),
        ("第二条", "范围。"),
    ]


def test_radicals_of_both_blocks_are_characters_and_nothing_else_changes():
    assert as_characters("⼈⺠⽣⻓⻅⻋⻔⻢⻰⻳") == "人民生长见车门马龙龟"
    plain = "第三条 ①（甲）Ａ２ ㈠ 〇"
    assert as_characters(plain) == plain
    every = "".join(
        map(chr, [*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)])
    )
    assert not set(as_characters(every)) & set(every)


@pytest.mark.parametrize(("written", "value"), [("拾贰", 12), ("⑫", 12), ("Ⅻ", 12), ("玖", 9)])
def test_numbers_of_other_dress_are_read(written, value):
    assert read_number(written) == value
