"""All evaluators' workbooks of a round, made in the background and bundled as one ZIP."""

import zipfile

import pytest

from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.models import WorkbookBatch
from campaigns.sheets import workbook as workbook_sheets
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from township.history.models import Entry


@pytest.fixture
def two(scoring, evaluator, second_evaluator, office):
    teams(scoring, [evaluator, second_evaluator], office)
    return scoring


def test_who_scores_in_the_round_each_once_by_name(two, evaluator, second_evaluator, office):
    assert list(workbook_batch_acts.evaluators_of(two)) == [evaluator, second_evaluator]
    two.evaluations.first().sheets.filter(scorer=second_evaluator).delete()
    assert workbook_batch_acts.evaluators_of(two).count() == 2
    teams(two, [second_evaluator], office)
    assert list(workbook_batch_acts.evaluators_of(two)) == [second_evaluator]


@pytest.mark.django_db(transaction=True)
def test_asking_counts_them_and_writes_history(two, office):
    batch = workbook_batch_acts.ask_for_workbooks(two, by=office)
    assert (batch.most, batch.made_by, batch.fault) == (2, office, "")
    told = Entry.objects.about(two).filter(verb="sheet.workbooks").get()
    assert (told.actor, told.summary) == (office, "生成全部离线评分表：2025年度考评")


def make(round, office):
    batch = WorkbookBatch.objects.create(round=round, most=2, made_by=office)
    workbook_batch_acts.make_workbooks.call(batch.pk)
    return WorkbookBatch.objects.get(pk=batch.pk)


def test_each_evaluator_gets_a_workbook_under_an_own_name(two, office):
    batch = make(two, office)
    assert (batch.done, batch.is_done, batch.is_running) == (2, True, False)
    assert [row.file_name for row in batch.files.all()] == [
        "2025年度考评离线评分表-赵考评-evaluator1.xlsx",
        "2025年度考评离线评分表-钱考评-evaluator2.xlsx",
    ]


def test_a_failure_is_told_and_raised(two, office, monkeypatch):
    def write_book(round, user):
        raise OSError("disk full")

    monkeypatch.setattr(workbook_sheets, "write_book", write_book)
    with pytest.raises(OSError, match="disk full"):
        make(two, office)
    batch = WorkbookBatch.objects.get()
    assert batch.fault == "生成时出错，请再试一次或联系管理员。"
    assert not batch.is_running and not batch.is_done and not batch.files.exists()


def test_the_bundle_holds_every_workbook_whole(two, office):
    batch = make(two, office)
    with workbook_batch_acts.bundle(batch) as kept, zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        rows = {row.file_name: row.file.size for row in batch.files.all()}
        assert {one.filename: one.file_size for one in archive.infolist()} == rows
