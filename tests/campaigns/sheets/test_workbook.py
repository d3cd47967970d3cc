"""Scoring in a workbook: out, filled, in again; wrong cells are named, nothing is overwritten."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.acts import workbook as workbook_acts
from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.acts.sheet import save_marks
from campaigns.models import Score, Sheet, WorkbookBatch
from campaigns.queries.sheet import Mark
from campaigns.sheets import workbook as workbook_sheets
from campaigns.sheets.workbook_reader import read_book
from tests.campaigns.filled_workbook import NAME, filled
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from township.files.workbooks import WorkbookRefused
from township.workflow import Refused


def test_only_points_and_reasons_may_be_written(scoring, evaluator):
    book = load_workbook(io.BytesIO(workbook_sheets.write_book(scoring, evaluator)))
    page = book["打分"]
    assert page.protection.sheet
    assert [cell.protection.locked for cell in page[2]] == [True] * 10 + [False, False, True]
    assert len(list(page.iter_rows(min_row=2))) == 52
    assert page.data_validations.dataValidation[0].formula1.startswith('"4,3.5,3')


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
        (("好", None), "“得分”应是数字"),
        ((None, "缺照片"), "写了理由，没有填得分"),
        ((-1, "x"), "不能小于0"),
        ((7.55, "x"), "最多保留一位小数"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(scoring, evaluator, given, sentence):
    points = {("万顺村", "B1"): given, ("三水村", "A1"): (4, None)}
    upload = filled(scoring, evaluator, points)
    with pytest.raises(Refused, match=sentence) as refused:
        workbook_acts.write(scoring, upload, by=evaluator)
    assert "“打分”K7" in refused.value.reasons[0]
    assert not Score.objects.exists()


def swapped(book):
    page = book["打分"]
    page["A1"].value, page["B1"].value = page["B1"].value, page["A1"].value


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (swapped, "列的位置不要移动"),
        (lambda book: book.create_sheet("另一张"), "多了工作表“另一张”"),
        (lambda book: book["打分"].__setitem__("K2", "=1+2"), "“打分”K2：有公式"),
        (lambda book: book["打分"].__setitem__("A2", "外村"), "不在分配给您的村里"),
        (lambda book: book["打分"].__setitem__("B2", "Z9"), "不在这个村的考评标准里"),
        (lambda book: book["打分"].__setitem__("B3", "A1"), "重复了"),
        (lambda book: book["打分"].__setitem__("N1", "备注"), "多了一列"),
    ],
)
def test_a_changed_layout_is_refused(scoring, evaluator, change, sentence):
    upload = filled(scoring, evaluator, {("万顺村", "B2"): (2, None)}, change)
    with pytest.raises(Refused, match=sentence):
        workbook_acts.write(scoring, upload, by=evaluator)
    assert not Score.objects.exists()


def test_a_huge_workbook_is_refused(scoring, evaluator):
    def far(book):
        book["打分"].cell(row=1048576, column=1).value = "x"

    upload = filled(scoring, evaluator, change=far)
    with pytest.raises(WorkbookRefused, match=r"太大|1048576行"):
        read_book(upload[0].path, scoring, evaluator)


def test_another_persons_workbook_is_refused(scoring, office, evaluator, second_evaluator):
    teams(scoring, [evaluator, second_evaluator], office)
    upload = filled(scoring, evaluator)
    with pytest.raises(WorkbookRefused, match="别人的打分表"):
        read_book(upload[0].path, scoring, second_evaluator)


def test_a_forged_number_is_refused(scoring, evaluator):
    upload = filled(scoring, evaluator, change=lambda book: book["说明"].__setitem__("B2", "1:2:3"))
    with pytest.raises(WorkbookRefused, match="编号不对"):
        read_book(upload[0].path, scoring, evaluator)


def test_on_the_pages_of_the_evaluator(as_user, scoring, evaluator):
    client = as_user(evaluator)
    answer = client.get(reverse("campaigns:workbook", args=[scoring.pk]))
    book = load_workbook(io.BytesIO(answer.content))
    book["打分"]["K2"] = 3
    book["打分"]["L2"] = "缺一人"
    kept = io.BytesIO()
    book.save(kept)
    upload = SimpleUploadedFile(NAME, kept.getvalue())
    url = reverse("campaigns:workbook_import", args=[scoring.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"upload": upload})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    assert "将更新1项" in page.content.decode()
    assert client.post(answer.url, {}).status_code == 302
    assert Score.objects.get().reason == "缺一人"


def test_all_workbooks_are_made_in_the_background(
    as_user, scoring, office, evaluator, django_capture_on_commit_callbacks
):
    client = as_user(office)
    url = reverse("campaigns:workbooks", args=[scoring.pk])
    assert client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {}).status_code == 302
    batch = WorkbookBatch.objects.get()
    assert batch.is_running
    workbook_batch_acts.make_workbooks.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.done, batch.most) == (1, 1)
    progress = client.get(reverse("campaigns:batch_progress", args=[batch.pk]))
    assert "下载全部打分表" in progress.content.decode()
    answer = client.get(reverse("campaigns:batch_file", args=[batch.pk]))
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert names == ["2025年度考评离线打分表-赵考评-evaluator1.xlsx"]
