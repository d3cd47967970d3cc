"""Official Word files keep the measures of GB/T 9704-2012."""

import datetime
import io
import zipfile

import docx
import PIL.Image
import pypdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from tests.township.paper_samples import PNG, SAMPLES
from township.papers import blocks as b
from township.papers.composing import Paper
from township.papers.signing import signature_indents, width


def paper(*blocks, layout="official", orientation="portrait", author=""):
    on = datetime.date(2026, 11, 5)
    return Paper("trial", "试", "通知", layout, orientation, False, blocks, on, author)


def opened(content):
    return docx.Document(io.BytesIO(content))


def sample(name):
    from township.papers import compose

    return opened(compose(name, SAMPLES[name]).docx())


def test_page_of_an_official_document():
    section = sample("assignment").sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm, 1) for side in sides] == [210, 297, 37, 28]
    assert [round(side.mm, 1) for side in (section.right_margin, section.bottom_margin)] == [26, 35]
    pitch = int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= (297 - 37 - 35) / 25.4 * 72 < 23 * pitch


def test_twenty_eight_characters_fit_a_line():
    normal = sample("assignment").styles["Normal"].element.rPr
    size = int(normal.find(qn("w:sz")).get(qn("w:val"))) / 2
    spacing = int(normal.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert size == 16
    line = (210 - 28 - 26) / 25.4 * 72
    assert 28 * (size + spacing) <= line < 29 * (size + spacing)


def test_the_page_setup_of_an_official_document_says_28_characters():
    grid = sample("assignment").sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    square = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    line = (210 - 28 - 26) / 25.4 * 72
    assert 28 * square <= line < 28.01 * square
    assert sample("minutes").sections[0]._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "lines"


def test_faces_by_name_with_a_stand_in():
    document = sample("assignment")
    faces = {}
    for style in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = document.styles[style].element.rPr.find(qn("w:rFonts"))
        faces[style] = fonts.get(qn("w:eastAsia"))
        assert not [key for key in fonts.attrib if "Theme" in key]
    assert faces == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    table = parts["/word/fontTable.xml"].blob.decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table


def test_body_has_exact_lines_and_a_two_character_indent():
    document = opened(paper(b.Paragraph((b.Run("正文"),))).docx())
    (first,) = document.paragraphs
    properties = first._p.pPr
    spacing, indent = properties.find(qn("w:spacing")), properties.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")
    assert properties.find(qn("w:jc")).get(qn("w:val")) == "both"


def after_title(document):
    (spacing,) = (
        p._p.pPr.find(qn("w:spacing")) for p in document.paragraphs if p.style.name == "Title"
    )
    return int(spacing.get(qn("w:after")))


def test_one_line_stands_free_below_the_title_of_an_official_document():
    blocks = b.Title(("题",)), b.Paragraph((b.Run("正文"),))
    assert after_title(opened(paper(*blocks).docx())) == 579
    assert after_title(opened(paper(*blocks, layout="form").docx())) < 579


def test_a_slip_is_low_enough_for_eight_and_its_code_keeps_off_the_cut():
    """Four rows of the sample's two motions fill 277 mm: in Word they took 279."""
    slips = b.Slips(2, ((b.Title(("票",)), b.QrCode("https://c/", "", ("盖章",))),))
    cell = opened(paper(slips, layout="slips").docx()).tables[0].cell(0, 0)
    spacings = [one._p.pPr.find(qn("w:spacing")) for one in cell.paragraphs]
    assert [int(one.get(qn("w:after"), 0)) for one in spacings][1] <= 100
    assert spacings[-1].get(qn("w:line")) == "80"


def test_page_numbers_stand_outside_between_dashes():
    document = sample("assignment")
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line.text.replace("1", "") == "—  —"
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert "PAGE" in line._p.xml


def test_masthead_only_on_issued_documents():
    issued = sample("cover_letter")
    organ, number = issued.paragraphs[:2]
    assert organ.text == "清溪镇人民政府文件"
    assert organ.runs[0].font.color.rgb == docx.shared.RGBColor(0xD7, 0, 0x0F)
    assert number.text == "清府〔2027〕3号\t签发人：何志远"
    rule = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "D7000F"
    draft = SAMPLES["cover_letter"] | {"is_issued": False}
    from township.papers import compose

    document = opened(compose("cover_letter", draft).docx())
    assert document.paragraphs[0].text == "清溪镇人民政府关于申报2026年度"
    assert "D7000F" not in document.element.xml


def test_a_letter_has_no_signer_and_asks_for_an_answer():
    from township.papers import compose

    letter = compose(
        "cover_letter", SAMPLES["cover_letter"] | {"genre": "函", "is_request": False}
    ).text()
    request = compose("cover_letter", SAMPLES["cover_letter"]).text()
    assert "签发人" not in letter and "函告我镇" in letter and "验收的函" in letter
    assert "签发人：何志远" in request and "请批示" in request


def letter(**more):
    from township.papers import compose

    values = SAMPLES["cover_letter"] | {"genre": "函", "is_request": False, "copies": "区档案馆"}
    return compose("cover_letter", values | more)


def test_a_letter_has_double_lines_and_no_number_on_its_first_page():
    """GB/T 9704-2012, 10.1."""
    document = opened(letter().docx())
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.header_distance.mm == pytest.approx(30, abs=0.1)
    (organ,) = section.first_page_header.paragraphs
    assert organ.text == "清溪镇人民政府"
    upper = organ._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (upper.get(qn("w:val")), upper.get(qn("w:color"))) == ("thickThinSmallGap", "D7000F")
    sides = organ._p.pPr.find(qn("w:ind"))
    across = 156 - sum(int(sides.get(qn(f"w:{one}"))) for one in ("left", "right")) / 1440 * 25.4
    assert across == pytest.approx(170, abs=0.1)
    foot = section.first_page_footer.paragraphs[0]._p.pPr
    assert foot.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "thinThickSmallGap"
    place = int(foot.find(qn("w:framePr")).get(qn("w:y"))) / 1440 * 25.4
    assert place == pytest.approx(297 - 20, abs=0.1)
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml
    number = document.paragraphs[0]
    assert (number.text, number.alignment) == ("清府〔2027〕3号", WD_ALIGN_PARAGRAPH.RIGHT)


def test_a_letter_names_copies_without_lines_and_printer():
    (frame,) = opened(letter().docx()).element.body.findall(".//" + qn("w:framePr"))
    assert frame.getparent().find(qn("w:pBdr")) in (None, []) or not len(
        frame.getparent().find(qn("w:pBdr"))
    )
    assert letter().text().rstrip().endswith("抄送：区档案馆。")


def test_attachments_follow_a_blank_line_and_keep_together():
    document = opened(letter(attachments=["甲表。", "乙目录"]).docx())
    told = [line.text for line in document.paragraphs]
    at = told.index("附件：1.	甲表")
    assert told[at - 1 : at + 2] == ["", "附件：1.	甲表", "2.	乙目录"]
    kept = document.paragraphs[at - 2 : at + 2]
    assert all(line.paragraph_format.keep_with_next for line in kept)
    first, second = (line._p.pPr.find(qn("w:ind")) for line in document.paragraphs[at : at + 2])
    assert first.get(qn("w:leftChars")) == second.get(qn("w:leftChars")) == "700"
    assert (first.get(qn("w:hangingChars")), second.get(qn("w:hangingChars"))) == ("500", "200")


def test_one_attachment_has_no_number():
    assert "附件：甲表\n" in letter(attachments=["甲表"]).text()
    assert "附件" not in letter(attachments=[]).text()


def test_signature_stays_with_the_text_and_day_four_characters_from_the_right():
    signature = b.Signature(("清溪镇人民政府",), "2026年11月5日")
    document = opened(paper(b.Paragraph((b.Run("正文"),)), signature).docx())
    text, organ, day = document.paragraphs
    assert text.paragraph_format.keep_with_next and organ.paragraph_format.keep_with_next
    assert day._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"
    indents = dict(signature_indents(signature))
    middle = indents["2026年11月5日"] + width("2026年11月5日") / 2
    assert indents["清溪镇人民政府"] + width("清溪镇人民政府") / 2 == pytest.approx(
        middle, abs=0.01
    )


def test_a_heading_or_table_before_the_signature():
    signature = b.Signature(("镇",), "2026年11月5日")
    document = opened(paper(b.Heading(1, "一、甲"), signature).docx())
    assert document.paragraphs[0]._p.xml.count("w:keepNext") == 1
    table = b.Table((), ((b.Cell((b.Paragraph(()),)),),), (1,), ("left",))
    assert len(opened(paper(table, signature).docx()).tables) == 1


def test_the_rows_of_a_short_form_keep_together():
    cell = b.Cell((b.Paragraph((b.Run("结论"),)),))
    form = b.Table((), ((cell,), (cell,), (cell,)), (1,), ("left",))
    (table,) = opened(paper(form).docx()).tables
    kept = [row._tr.xml.count("w:keepNext") for row in table.rows]
    assert kept == [1, 1, 0]


@pytest.mark.parametrize("name", ["handover", "vote_record"])
def test_what_is_signed_below_a_list_keeps_with_its_last_row(name):
    *_, above, _ = sample(name).tables if name == "handover" else sample(name).tables[:5]
    assert "w:keepNext" in above.rows[-1]._tr.xml
    assert len(above.rows) < 3 or "w:keepNext" not in above.rows[-3]._tr.xml


@pytest.mark.parametrize(
    ("signature", "indents"),
    [
        (b.Signature(("很长很长的一个单位名称全称",), "2026年1月1日"), [2, 5.5]),
        (b.Signature(("镇",), "2026年1月1日", False), [4.5, 2]),
        (b.Signature((), "2026年1月1日"), [4]),
        (b.Signature((), ""), []),
    ],
)
def test_signature_indents(signature, indents):
    assert [indent for _, indent in signature_indents(signature)] == indents


def test_header_rows_repeat_and_rows_do_not_split():
    document = sample("catalogue")
    (table,) = document.tables
    properties = [row._tr.trPr for row in table.rows]
    assert properties[0].find(qn("w:tblHeader")) is not None
    assert all(item.find(qn("w:cantSplit")) is not None for item in properties)
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_spans_reach_word():
    from township.papers.reading import read_blocks
    from township.papers.sources import PaperFront

    text = "| | | |\n|---|---|---|\n| 甲 | < | 乙 |\n| 丙 | 丁 | ^ |\n| ^ | < | 戊 |"
    blocks = read_blocks(text, PaperFront("试", "通知"), {})
    (table,) = opened(paper(*blocks).docx()).tables
    assert table.cell(0, 0)._tc is table.cell(0, 1)._tc
    assert table.cell(0, 2)._tc is table.cell(1, 2)._tc
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert [table.cell(0, 0).text, table.cell(1, 2).text, table.cell(2, 2).text] == [
        "甲",
        "乙",
        "戊",
    ]


def test_pictures_codes_breaks_and_slips():
    blocks = (
        b.Image(PNG, "现场"),
        b.PageBreak(),
        b.QrCode("https://a/", "扫码", ("旁注",)),
        b.QrCode("https://b/"),
        b.Slips(2, ((b.Title(("票",)), b.QrCode("https://c/", "说明", ("盖章",))),)),
    )
    document = opened(paper(*blocks, layout="slips").docx())
    assert len(document.inline_shapes) == 4
    assert 'w:type="page"' in document.element.xml
    assert [len(table.columns) for table in document.tables] == [2, 2]
    assert document.tables[1].cell(0, 0).tables


def test_a_tall_photo_is_fitted_to_the_page():
    drawn = io.BytesIO()
    PIL.Image.new("RGB", (30, 900)).save(drawn, "JPEG")
    tall = b.Image(drawn.getvalue())
    (shape,) = opened(paper(tall).docx()).inline_shapes
    assert shape.height.mm == pytest.approx(170, abs=0.1)
    assert len(pypdf.PdfReader(io.BytesIO(paper(tall).pdf())).pages) == 1


def test_landscape_official_paper_and_header_rows():
    table = b.Table((), ((b.Cell((b.Paragraph((b.Run("甲" * 400),)),)),),), (1,), ("left",))
    document = opened(paper(table, orientation="landscape").docx())
    assert document.sections[0].page_width > document.sections[0].page_height
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:cantSplit")) is None


def test_imprint_at_the_foot_with_and_without_copies():
    both = b.Imprint("甲局，乙局。" * 12, "党政办公室", "2026年11月5日")
    alone = b.Imprint("", "党政办公室", "2026年11月5日")
    tops = []
    for block in (both, alone, b.Imprint()):
        document = opened(paper(b.Paragraph((b.Run("正文"),)), block).docx())
        frames = document.element.body.findall(".//" + qn("w:framePr"))
        tops.append([int(frame.get(qn("w:y"))) for frame in frames])
    assert [len(found) for found in tops] == [2, 1, 0]
    assert tops[0][1] == tops[1][0] > tops[0][0] + 3 * 480


def test_the_file_carries_no_date_but_the_papers_own():
    content = paper(b.Title(("甲",)), author="清溪镇人民政府").docx()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(content).core_properties
    assert properties.created.date() == properties.modified.date() == datetime.date(2026, 11, 5)
    assert properties.author == "清溪镇人民政府"
