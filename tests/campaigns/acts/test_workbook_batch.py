"""All evaluators' workbooks of a round, made in the background and bundled as one ZIP."""

import zipfile

import pytest
from django_tasks_db.models import DBTaskResult

from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.models import WorkbookBatch
from campaigns.sheets import workbook as workbook_sheets
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from township.history.models import Entry
from township.tasks import claims
from township.tasks.undone import undone_of
from township.tasks.worker import Worker


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


def test_asking_counts_them_and_writes_history(two, office):
    batch = workbook_batch_acts.ask_for_workbooks(two, by=office)
    assert (batch.most, batch.made_by, batch.fault) == (2, office, "")
    told = Entry.objects.about(two).filter(verb="sheet.workbooks").get()
    assert (told.actor, told.summary) == (office, "生成全部离线评分表：2025年度考评")
    assert DBTaskResult.objects.get(task_path__endswith="make_workbooks").status == "READY"


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


def test_a_try_anew_counts_who_scores_by_now_and_forgets_the_fault(two, office):
    row = WorkbookBatch.objects.create(round=two, most=1, made_by=office, fault="没有生成")
    workbook_batch_acts.make_workbooks.call(row.pk)
    row.refresh_from_db()
    assert (row.most, row.done, row.fault) == (2, 2, "")


def test_what_was_made_before_the_worker_died_is_not_made_twice(two, office, monkeypatch):
    written, write_book = [], workbook_sheets.write_book

    def dies_at_the_second(round, user):
        written.append(user)
        if len(written) == 2:
            raise OSError("disk full")
        return write_book(round, user)

    monkeypatch.setattr(workbook_sheets, "write_book", dies_at_the_second)
    with pytest.raises(OSError, match="disk full"):
        make(two, office)
    batch = WorkbookBatch.objects.get()
    assert (batch.done, batch.fault, batch.is_running) == (1, "", True)
    workbook_batch_acts.make_workbooks.call(batch.pk)
    batch.refresh_from_db()
    assert batch.is_done and batch.files.count() == 2
    assert [str(user) for user in written] == ["赵考评", "钱考评", "钱考评"]


def test_a_batch_that_was_given_up_is_told_and_another_may_be_asked_for(two, office, monkeypatch):
    def write_book(round, user):
        raise OSError("disk full")

    monkeypatch.setattr(workbook_sheets, "write_book", write_book)
    monkeypatch.setattr(claims, "pause_after", lambda tries: None)
    batch = workbook_batch_acts.ask_for_workbooks(two, by=office)
    Worker().work_off()
    batch.refresh_from_db()
    assert "请再试一次" in batch.fault and not batch.is_running
    told = [(label, one.about) for label, one in undone_of(office)]
    assert told == [("生成离线评分表", "2025年度考评离线评分表")]
    workbook_batch_acts.ask_for_workbooks(two, by=office)
    assert list(undone_of(office)) == []


def test_the_bundle_holds_every_workbook_whole(two, office):
    batch = make(two, office)
    with workbook_batch_acts.bundle(batch) as kept, zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        rows = {row.file_name: row.file.size for row in batch.files.all()}
        assert {one.filename: one.file_size for one in archive.infolist()} == rows
