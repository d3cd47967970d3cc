"""What styles say: hidden text and lines of contents are no text."""

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.villages.sheets.words import W, read


def put(document, *elements):
    for element in elements:
        document.element.body.insert(-1, parse_xml(element))


def paragraph(inside, properties=""):
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


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
