"""Numbers that Word prints itself are counted as Word counts them."""

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.villages.sheets.words import (
    NO_RESTART,
    NOTHING,
    W,
    add,
    define,
    level,
    listing,
    place,
    read,
)
from villages.rules.clauses import cut


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


def test_articles_numbered_by_word_itself():
    document = Document()
    define(
        document,
        71,
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", NO_RESTART),
        level(2, "japaneseCounting", "（%3）", NOTHING),
    )
    add(document, "万顺村自治章程")
    add(document, "总则", 71, 0)
    add(document, "为了保障村民自治，制定本章程。", 71, 1)
    add(document, "本章程适用于全体村民。", 71, 1)
    add(document, "服务", 71, 0)
    add(document, "专干应当：", 71, 1)
    add(document, "每月走访；", 71, 2)
    add(document, "答复咨询。", 71, 2)
    add(document, "本章程自通过之日起施行。", 71, 1)
    text = read(document)
    assert text.split("\n") == [
        "万顺村自治章程",
        "第一章 总则",
        "第一条 为了保障村民自治，制定本章程。",
        "第二条 本章程适用于全体村民。",
        "第二章 服务",
        "第三条 专干应当：",
        "（一）每月走访；",
        "（二）答复咨询。",
        "第四条 本章程自通过之日起施行。",
    ]
    assert [clause.label for clause in cut(text)] == [
        "",
        "第一章",
        "第一条",
        "第二条",
        "第二章",
        "第三条",
        "第四条",
    ]


def test_one_hundred_and_twenty_automatic_articles():
    document = Document()
    define(document, 72, level(0, "chineseCountingThousand", "第%1条"))
    for number in range(120):
        add(document, f"第{number}项内容。", 72)
    labels = [clause.label for clause in cut(read(document))]
    assert labels[104] == "第一百零五条" and labels[-1] == "第一百二十条"


def test_other_numbers_and_levels_that_start_again():
    document = Document()
    define(
        document,
        73,
        level(0, "decimal", "%1."),
        level(1, "decimalFullWidth", "%1.%2"),
        level(2, "lowerLetter", "%3)"),
        level(3, "upperLetter", "%4)"),
        level(4, "ideographDigital", "%5、"),
        level(5, "bullet", "•"),
        level(6, "none", ""),
        level(7, "decimal", ""),
    )
    for at in (0, 1, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8):
        add(document, f"级{at}", 73, at)
    assert read(document).split("\n") == [
        "1. 级0",
        "1.１ 级1",
        "1.２ 级1",
        "2. 级0",
        "2.１ 级1",
        "a) 级2",
        "A) 级3",
        "一、 级4",
        "级5",
        "级6",
        "级7",
        "级8",
    ]


def test_letters_go_on_after_z():
    document = Document()
    define(document, 74, level(0, "lowerLetter", "%1."))
    for _ in range(27):
        add(document, "项", 74)
    lines = read(document).split("\n")
    assert (lines[25], lines[26]) == ("z. 项", "aa. 项")


def test_lists_of_one_definition_go_on_and_an_override_begins_anew():
    document = Document()
    define(document, 75, level(0, "decimal", "第%1条"))
    numbering = document.part.numbering_part.element
    numbering.append(listing(76, 75))
    start = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        '<w:lvlOverride w:ilvl="5"><w:startOverride w:val="1"/></w:lvlOverride>'
    )
    numbering.append(listing(77, 75, start))
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "%1、")}</w:lvlOverride>'
    numbering.append(listing(78, 75, own))
    for number in (75, 75, 76, 77, 77, 78, 75):
        add(document, "内容", number)
    assert [line.split()[0] for line in read(document).split("\n")] == [
        "第1条",
        "第2条",
        "第3条",
        "第1条",
        "第2条",
        "一、",
        "第3条",
    ]


def test_numbers_that_come_from_a_style():
    document = Document()
    linked = level(1, "chineseCounting", "第%2条", NO_RESTART, '<w:pStyle w:val="Tiao"/>')
    define(document, 79, level(0, "chineseCounting", "第%1章"), linked)
    styles = document.styles
    for name, number, at in (("Zhang", 79, 0), ("Tiao", 79, None)):
        place(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).element.get_or_add_pPr(), number, at)
    styles.add_style("TiaoXia", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Tiao"]
    add(document, "总则", style="Zhang")
    add(document, "甲", style="Tiao")
    add(document, "乙", style="Tiao")
    add(document, "丙", 79, 1, style="TiaoXia")
    add(document, "无号", 0, style="Tiao")
    assert read(document).split("\n") == [
        "第一章 总则",
        "第一条 甲",
        "第二条 乙",
        "第三条 丙",
        "无号",
    ]


def test_a_document_without_numbering_part():
    document = Document()
    part = document.part
    (rel,) = [key for key, rel in part.rels.items() if rel.reltype.endswith("/numbering")]
    del part.rels[rel]
    add(document, "第一条 内容", 5)
    assert read(document) == "第一条 内容"


def test_a_paragraph_naming_an_unknown_list_or_style_has_no_number():
    document = Document()
    paragraph = add(document, "内容", 999)
    paragraph._p.pPr.insert(0, parse_xml(f'<w:pStyle {W} w:val="Missing"/>'))
    assert read(document) == "内容"
    assert paragraph._p.find(qn("w:pPr")) is not None
