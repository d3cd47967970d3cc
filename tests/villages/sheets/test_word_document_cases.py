"""Word files as offices really make them, and pasted text, give the articles a reader sees."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.villages.sheets.words import W, define, level, read
from township.files import inspector
from township.radicals import as_characters
from villages.rules.clauses import cut, join
from villages.rules.numerals import read_number
from villages.sheets.word_document import from_docx

HANDED = Path(__file__).parents[2] / "cases" / "word"


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


# --- tables of contents ---


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


# --- packages ---


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


# --- what stands in boxes, formulas and around a sign ---

BOX = 'xmlns:v="urn:schemas-microsoft-com:vml"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def test_a_text_box_is_a_line_of_its_own():
    document, text = Document(), "<w:p><w:r><w:t>附件一</w:t></w:r></w:p>"
    box = f"<w:txbxContent>{text}</w:txbxContent>"
    shape = f"<w:r><w:pict {BOX}><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    put(document, paragraph(shape + run("第一条 甲。")))
    assert [line for line in read(document).split("\n") if line] == ["附件一", "第一条 甲。"]


def test_the_words_of_a_formula_are_text():
    document = Document()
    formula = f"<m:oMath {MATH}><m:r><m:t>2/3</m:t></m:r></m:oMath>"
    put(document, paragraph(run("到会") + formula + run("以上")))
    assert read(document) == "到会2/3以上"


@pytest.mark.parametrize("code", [r"eq \o\ac(○,1)", r" EQ \o\ac(○, 1) ", r"eq \o(○,1)"])
def test_a_sign_with_a_circle_drawn_around_it_stays(code):
    document = Document()
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    put(document, paragraph(field("begin") + code + field("end") + run("、爱国")))
    assert read(document) == "1、爱国"
