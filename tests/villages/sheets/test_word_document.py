"""Word files are read as they look: automatic numbers, tables, tracked changes, controls."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.villages.sheets.words import (
    W,
    add,
    read,
)
from villages.sheets.word_document import from_docx


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
