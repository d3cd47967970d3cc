"""An evaluator's workbook is read back cell by cell."""

from decimal import Decimal

import pytest

from campaigns.acts import workbook as workbook_acts
from campaigns.acts.sheet import save_marks
from campaigns.models import Score, Sheet
from campaigns.queries.sheet import Mark
from campaigns.sheets.workbook_reader import read_book
from tests.campaigns.filled_workbook import filled
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from township.files.workbooks import WorkbookRefused
from township.personal.models import open_phones
from township.workflow import Refused


def test_what_changed_online_is_shown_and_kept_unless_chosen(scoring, evaluator, village):
    upload = filled(scoring, evaluator, {("万顺村", "B1"): (7, "缺照片")})
    sheet = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    save_marks(sheet, {"B1": Mark(Decimal(6), "网上改")}, by=evaluator)
    conflict = read_book(upload[0].path, scoring, evaluator).conflicts[0]
    assert (conflict.kept.points, conflict.mark.points) == (6, 7)
    assert workbook_acts.write(scoring, upload, by=evaluator) == 0
    assert workbook_acts.write(scoring, upload, by=evaluator, take=[conflict.key]) == 1
    assert Score.objects.get().points == 7


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((9, None), "得分9超过了最高分8.0"),
        ((7, None), "请写明扣分或加分的理由"),
        *(
            ((written, None), "“得分”应是数字")
            for written in ("好", "6,5", "6。5", "1e0", "0_7", "6/8")
        ),
        ((None, "缺照片"), "写了理由，没有填得分"),
        ((-1, "x"), "不能小于0"),
        ((7.55, "x"), "最多保留一位小数"),
        ((7, "打13800001111没人接"), "“评分”L7：.*里面有电话号码138.{4}1111，请删去。"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(scoring, evaluator, given, sentence):
    points = {("万顺村", "B1"): given, ("三水村", "A1"): (4, None)}
    upload = filled(scoring, evaluator, points)
    with pytest.raises(Refused, match=sentence) as refused:
        workbook_acts.write(scoring, upload, by=evaluator)
    assert refused.value.reasons[0].startswith(("“评分”K7", "“评分”L7"))
    assert not Score.objects.exists()


def swapped(book):
    page = book["评分"]
    page["A1"].value, page["B1"].value = page["B1"].value, page["A1"].value


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (swapped, "列的位置不要移动"),
        (lambda book: book.create_sheet("另一张"), "多了工作表“另一张”"),
        (lambda book: book["评分"].__setitem__("K2", "=1+2"), "“评分”K2：有公式"),
        (lambda book: book["评分"].__setitem__("A2", "外村"), "不在分配给您的村（社区）中"),
        (lambda book: book["评分"].__setitem__("B2", "Z9"), "不在这个村的考评标准里"),
        (lambda book: book["评分"].__setitem__("B3", "A1"), "重复了"),
        (lambda book: book["评分"].__setitem__("N1", "备注"), "多了一列"),
        (lambda book: book["评分"].__setitem__("N3", "缺两份"), "“评分”N3：在表格的列以外，没有读"),
        (lambda book: book["评分"].__setitem__("P40", "抄送"), "“评分”P40：在表格的列以外"),
        (lambda book: book["评分"].insert_cols(3), "列的位置不要移动"),
        (lambda book: book["评分"].insert_rows(1), "这一列应是"),
    ],
)
def test_a_changed_layout_is_refused(scoring, evaluator, change, sentence):
    upload = filled(scoring, evaluator, {("万顺村", "B2"): (2, None)}, change)
    with pytest.raises(Refused, match=sentence):
        workbook_acts.write(scoring, upload, by=evaluator)
    assert not Score.objects.exists()


def test_a_huge_workbook_is_refused(scoring, evaluator):
    def far(book):
        book["评分"].cell(row=1048576, column=1).value = "x"

    upload = filled(scoring, evaluator, change=far)
    with pytest.raises(WorkbookRefused, match=r"太大|1048576行"):
        read_book(upload[0].path, scoring, evaluator)


def test_another_persons_workbook_is_refused(scoring, office, evaluator, second_evaluator):
    teams(scoring, [evaluator, second_evaluator], office)
    upload = filled(scoring, evaluator)
    with pytest.raises(WorkbookRefused, match="别人的评分表"):
        read_book(upload[0].path, scoring, second_evaluator)


def test_a_forged_number_is_refused(scoring, evaluator):
    upload = filled(scoring, evaluator, change=lambda book: book["说明"].__setitem__("B2", "1:2:3"))
    with pytest.raises(WorkbookRefused, match="编号不对"):
        read_book(upload[0].path, scoring, evaluator)


def test_an_open_number_may_stand_in_a_reason(scoring, evaluator, office):
    open_phones(["13800001111"], scoring.campaign.township, by=office, where="修改公示")
    upload = filled(scoring, evaluator, {("万顺村", "B1"): (7, "打13800001111没人接")})
    assert workbook_acts.write(scoring, upload, by=evaluator) == 1
