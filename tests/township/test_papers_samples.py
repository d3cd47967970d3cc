"""Every shipped paper comes out in every format, complete, and twice the same."""

import io
import re
import unicodedata
from collections import Counter

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.township.paper_samples import SAMPLES
from township.papers import compose
from township.papers.blocks import QrCode
from township.papers.engine import PaperEngine, fill
from township.papers.marking import address_of
from township.papers.marks import PaperMark
from township.papers.sources import find, names

MARK = "缺失的值"
# Values a paper may lack: then the line or the cell is left out or stays empty to be filled in.
OPTIONAL = {
    "motion.issued", "motion.returned", "motion.invalid", "person.note", "record.secrecy",
    "item.clause", "item.comment", "item.problem", "item.due_on", "target.note",
    "target.previous", "receipt.note", "village.note", "reward.voucher", "reward.paid_on",
    "reward.note", "group.households", "row.yes", "row.no", "row.good", "row.fair", "row.poor",
    "awareness_rate", "satisfaction_rate", "visited_on", "respondents", "account",
    "district_opinion", "district_on",
}  # fmt: skip


def squeezed(text):
    """Text without white space and in one form, for comparing what different writers wrote."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_there_is_a_sample_for_every_template():
    assert set(SAMPLES) == set(names())


@pytest.mark.parametrize("name", names())
def test_no_template_asks_for_a_value_that_nobody_gives(name):
    strict = PaperEngine(autoescape=False, string_if_invalid=f"{MARK}%s。")
    filled = fill(find(name).body, SAMPLES[name], strict)
    asked = set(re.findall(rf"{MARK}(?:&#\d+;)*([\w.&#;]+?)&#12290;", filled))
    assert {name.replace("&#46;", ".").replace("&#95;", "_") for name in asked} <= OPTIONAL


@pytest.mark.parametrize("name", names())
def test_a_paper_needs_no_values_to_be_a_blank_form(name):
    assert compose(name, {}).pdf().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("name", names())
def test_the_page_is_clean_html_without_inline_style(name):
    page = compose(name, SAMPLES[name]).html()
    assert not re.search(r"\sstyle=|<script|<style|\son\w+=|javascript:", page)
    assert "{{" not in page and "{%" not in page and "```" not in page
    opened = re.findall(r"<(article|table|tr|td|th|div|p|figure|svg|section)\b", page)
    closed = re.findall(r"</(article|table|tr|td|th|div|p|figure|svg|section)>", page)
    assert sorted(opened) == sorted(closed)


@pytest.mark.parametrize("name", names())
def test_pdf_is_an_archival_file_with_all_words_and_fonts(name):
    paper = compose(name, SAMPLES[name])
    content = paper.pdf()
    assert content == compose(name, SAMPLES[name]).pdf()
    reader = pypdf.PdfReader(io.BytesIO(content))
    metadata = reader.metadata
    assert metadata.title == paper.title
    assert metadata.creation_date.date() == paper.on
    xmp = reader.root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    shown = Counter(squeezed("".join(page.extract_text() for page in reader.pages)))
    words = [line for line in paper.text().split("\n") if not line.startswith("https://")]
    assert not Counter(squeezed("".join(words))) - shown
    assert fonts and all(font.startswith(("NotoSerifSC", "NotoSansSC")) for font in fonts)
    width, height = reader.pages[0].mediabox[2:]
    assert (width > height) is paper.is_landscape
    assert {round(width), round(height)} == {595, 842}


@pytest.mark.parametrize("name", names())
def test_word_file_opens_with_the_same_words(name):
    paper = compose(name, SAMPLES[name])
    content = paper.docx()
    assert content == compose(name, SAMPLES[name]).docx()
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.title == paper.title
    body = document.element.body
    words = squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))
    for line in paper.text().split("\n"):
        for piece in line.split("\t"):
            if not piece.startswith("https://"):
                assert squeezed(piece) in words
    for table in body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        for row in table.findall(qn("w:tr")):
            spans = [
                cell.find(qn("w:tcPr")).find(qn("w:gridSpan")) for cell in row.findall(qn("w:tc"))
            ]
            assert (
                sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns
            )


@pytest.mark.parametrize("name", [name for name in names() if find(name).front.has_sheet])
def test_workbook_holds_text_and_figures_but_no_formula(name):
    paper = compose(name, SAMPLES[name])
    assert "xlsx" in paper.formats
    content = paper.xlsx()
    assert content == compose(name, SAMPLES[name]).xlsx()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == len(paper.tables)
    for sheet, table in zip(book.worksheets, paper.tables, strict=True):
        assert sheet.cell(1, 1).value == paper.title
        assert sheet.max_column == len(table.widths)
        assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.orientation == "landscape") is paper.is_landscape


@pytest.mark.parametrize(("copies", "sheets"), [(8, 1), (9, 2), (16, 2)])
def test_eight_ballots_fit_a_sheet(copies, sheets):
    values = SAMPLES["ballot"] | {"copies": range(copies)}
    paper = compose("ballot", values)
    assert len(pypdf.PdfReader(io.BytesIO(paper.pdf())).pages) == sheets
    assert "会议凭证" not in paper.text()


def test_ballots_of_a_meeting_bear_one_and_the_same_code():
    """A secret ballot says which meeting it is of, and nothing that would tell it from another."""
    mark = PaperMark(1, "ballot", 7)
    slips = (
        compose("ballot", SAMPLES["ballot"] | {"copies": range(9), "mark": mark}).blocks[0].slips
    )
    codes = [part.content for slip in slips for part in slip if isinstance(part, QrCode)]
    assert len(codes) == 9 and set(codes) == {address_of(mark)}


def test_without_archives_the_sheet_of_labels_says_so():
    assert "没有盒签可以打印" in compose("box_label", {"boxes": []}).text()


def test_the_receipt_says_that_it_is_no_voucher():
    text = compose("reward_receipt", SAMPLES["reward_receipt"]).text()
    assert text.count("不代替收款票据") == len(SAMPLES["reward_receipt"]["copies"])
