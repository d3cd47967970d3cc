"""A workbook that the site wrote comes back unchanged: importing it at once changes nothing."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from campaigns.acts import standard as standard_acts
from campaigns.acts import workbook as workbook_acts
from campaigns.acts.sheet import save_marks
from campaigns.forms.sheet import MarkForm
from campaigns.models import Indicator, Score, Sheet, StandardVersion
from campaigns.queries.sheet import Mark
from campaigns.sheets.standard import write_book
from campaigns.sheets.workbook_reader import SHAPE, read_book
from tests.campaigns.filled_workbook import filled
from tests.campaigns.rounds import *  # noqa: F403
from township.files.storing import store
from township.files.workbooks import WorkbookRefused
from township.history.models import Entry
from township.sheets.template import read_template
from township.workflow import Refused

HANDED = Path(__file__).parents[2] / "cases" / "workbooks" / "hidden_wps_sheet.xlsx"
ODD = ["=SUM(A1)", "一\n二", "全\u3000角　空格", "5_x", "'引号", "１２３", "#1楼", "理" * 600]


def test_marks_come_back_unchanged(scoring, evaluator, village):
    sheet = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    codes = Indicator.objects.filter(version=sheet.evaluation.standard_version)
    codes = list(codes.order_by("pk").values_list("code", flat=True))[: len(ODD)]
    marks = {code: Mark(Decimal("0.5"), text) for code, text in zip(codes, ODD, strict=True)}
    save_marks(sheet, marks, by=evaluator)
    upload = filled(scoring, evaluator)
    rows, entries = list(Score.objects.values()), Entry.objects.count()
    reading = read_book(upload[0].path, scoring, evaluator)
    assert (reading.faults, reading.changes, reading.conflicts) == ([], [], [])
    assert len(reading.entries) == len(ODD)
    assert workbook_acts.write(scoring, upload, by=evaluator) == 0
    assert list(Score.objects.values()) == rows and Entry.objects.count() == entries


def test_a_reason_typed_in_several_lines_is_no_change():
    form = MarkForm({"points": "0.5", "reason": "一\r\n二\u200b", "version": "0"})
    assert form.is_valid() and form.mark.reason == "一\n二"


def test_a_reason_beyond_the_limit_is_told_by_its_cell(scoring, evaluator):
    upload = filled(scoring, evaluator, {("万顺村", "B1"): (7, "理" * 1001)})
    with pytest.raises(Refused, match=r"“评分”K7.*理由有1001个字，最多1000个"):
        workbook_acts.write(scoring, upload, by=evaluator)


def test_a_workbook_handed_out_under_former_names_is_still_read(scoring, evaluator):
    def as_before(book):
        book["评分"]["G1"] = "查看方法"
        book["评分"].title = "打分"

    upload = filled(scoring, evaluator, {("万顺村", "B1"): (7, "缺照片")}, as_before)
    assert workbook_acts.write(scoring, upload, by=evaluator) == 1


def test_a_standard_comes_back_unchanged(drafted, office):
    version = StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")
    for text, indicator in zip(ODD[:7], version.indicators.order_by("pk"), strict=False):
        Indicator.objects.filter(pk=indicator.pk).update(rule=text, how_to_check=text)
    content = write_book(standard_acts.current(version))
    found = standard_acts.preview(version, (store(io.BytesIO(content), "标准.xlsx"), "标准.xlsx"))
    assert found.reading.faults == [] and found.differences == []


# ---------------------------------------------------------------------- helpers of office programs


def test_the_handed_workbook_with_a_hidden_helper_is_read():
    template = read_template(HANDED, SHAPE, max_rows=20000, max_columns=30)
    assert template.faults == [] and list(template.sheets) == ["说明", "评分", "佐证"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_helpers_are_not_complained_about(scoring, evaluator, state):
    def helper(book):
        page = book.create_sheet("WpsReserved_CellImgList", 0)
        page["A1"], page["A2"], page["A3"] = "x", "=1+1", "ID_6F2A"
        page.sheet_state = state

    upload = filled(scoring, evaluator, {("万顺村", "B1"): (7, "缺照片")}, helper)
    assert workbook_acts.write(scoring, upload, by=evaluator) == 1


def test_a_sheet_that_was_hidden_is_missed(scoring, evaluator):
    upload = filled(
        scoring, evaluator, change=lambda book: setattr(book["评分"], "sheet_state", "hidden")
    )
    with pytest.raises(Refused, match="缺少工作表“评分”"):
        workbook_acts.write(scoring, upload, by=evaluator)


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("L7", "#N/A", "“评分”L7：是出错的公式"),
        ("K7", "#REF!", "“评分”K7：是出错的公式"),
        ("L7", "见510222197503051234", "“评分”L7：像身份证号"),
        ("K7", 510222197503051234, "“评分”K7：像身份证号"),
        ("L7", "510222750305123", "“评分”L7：像身份证号"),
    ],
)
def test_error_cells_and_identity_numbers_are_refused(scoring, evaluator, cell, value, told):
    upload = filled(scoring, evaluator, change=lambda book: book["评分"].__setitem__(cell, value))
    with pytest.raises(Refused, match=told):
        workbook_acts.write(scoring, upload, by=evaluator)


@pytest.mark.parametrize("value", ["#N/A", 510222750305123])
def test_the_same_in_a_standard(drafted, value):
    version = StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")
    book = load_workbook(io.BytesIO(write_book(standard_acts.current(version))))
    book["指标"]["K3"] = value
    found = standard_acts.preview(version, _stored(book))
    assert [(one.sheet, one.cell) for one in found.reading.faults] == [("指标", "K3")]


def test_a_number_in_a_hidden_sheet_of_a_standard_is_refused(drafted):
    version = StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")
    book = load_workbook(io.BytesIO(write_book(standard_acts.current(version))))
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = 510222750305123, "veryHidden"
    with pytest.raises(WorkbookRefused, match="隐藏的工作表“底稿”"):
        standard_acts.preview(version, _stored(book))


def _stored(book):
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return store(stream, "标准.xlsx"), "标准.xlsx"


@pytest.mark.parametrize("written", ["３．５", "3.5分", " 3.5 "])
def test_points_as_people_write_them(scoring, evaluator, written):
    upload = filled(scoring, evaluator, {("万顺村", "B1"): (written, "缺照片")})
    workbook_acts.write(scoring, upload, by=evaluator)
    assert Score.objects.get().points == Decimal("3.5")
