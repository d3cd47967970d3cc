"""Word files are read as they look: automatic numbers, tables, tracked changes, controls."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from villages.rules.clauses import cut
from villages.sheets.word_document import from_docx

W = nsdecls("w")


def read(document):
    stream = BytesIO()
    document.save(stream)
    stream.seek(0)
    return from_docx(stream)


def level(at, style, text, *more):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def define(document, number, *levels, overrides=""):
    """A list definition `number` with one list of the same number."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(listing(number, number, overrides))


def listing(number, abstract, overrides=""):
    return parse_xml(
        f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    )


def add(document, text, number=None, at=0, style=None):
    paragraph = document.add_paragraph(text, style=style)
    if number is not None:
        place(paragraph._p.get_or_add_pPr(), number, at)
    return paragraph


def place(properties, number, at=0):
    level_xml = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    properties.append(parse_xml(f'<w:numPr {W}>{level_xml}<w:numId w:val="{number}"/></w:numPr>'))


NOTHING = '<w:suff w:val="nothing"/>'
NO_RESTART = '<w:lvlRestart w:val="0"/>'


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


def test_tables_give_a_line_a_row_and_keep_the_breaks_within_a_cell():
    document = Document()
    table = document.add_table(2, 3)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["项目", "办理人", "时限", "登记\n咨询", "专干", "当日"],
        strict=True,
    ):
        cell.text = text
    inner = table.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "上午", "下午"
    add(document, "以上办理。")
    lines = read(document).split("\n")
    assert lines == [
        "项目\t办理人\t时限",
        "登记",
        "咨询\t专干\t当日",
        "上午 下午",
        "以上办理。",
    ]


def test_tracked_changes_breaks_links_and_controls():
    document = Document()
    paragraph = document.add_paragraph("第一条 ")._p
    for xml in (
        "<w:ins {}><w:r><w:t>新增的句子。</w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>删去的句子。</w:delText></w:r></w:del>",
        "<w:moveFrom {}><w:r><w:t>移走的句子。</w:t></w:r></w:moveFrom>",
        "<w:hyperlink {}><w:r><w:t>网址</w:t></w:r></w:hyperlink>",
        "<w:r {}><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:t/></w:r>",
    ):
        paragraph.append(parse_xml(xml.format(W)))
    control = parse_xml(
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的句子。</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    assert read(document).split("\n") == ["第一条 新增的句子。网址\t甲", "乙", "控件里的句子。"]


def test_text_boxes_are_read_once():
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("正文")._p.append(
        parse_xml(
            f'<w:r {W} {mc}><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read(document) == "正文\n框里的字"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "第一条".encode()])
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(ValueError, match="不是可以读取的Word文档"):
        from_docx(BytesIO(content))


def test_a_workbook_is_refused():
    from openpyxl import Workbook

    stream = BytesIO()
    Workbook().save(stream)
    stream.seek(0)
    with pytest.raises(ValueError, match="Word"):
        from_docx(stream)


def test_a_paragraph_naming_an_unknown_list_or_style_has_no_number():
    document = Document()
    paragraph = add(document, "内容", 999)
    paragraph._p.pPr.insert(0, parse_xml(f'<w:pStyle {W} w:val="Missing"/>'))
    assert read(document) == "内容"
    assert paragraph._p.find(qn("w:pPr")) is not None
