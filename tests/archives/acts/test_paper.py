"""The files of papers: set after the act, from words that were settled with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archives.acts import paper as paper_acts
from archives.acts.record import FiledFact, file_facts
from archives.acts.seal import seal_year
from archives.models import DrawnPaper, PartFile, Record
from archives.papers import leaves
from archives.workflows.record import RECORD
from tests.archives import steps
from tests.unguarded import unguarded
from township.files.derive import extract_text
from township.files.errors import StorageUnavailable
from township.history.chain import verify
from township.history.models import Entry
from township.history.rows import faults as row_faults
from township.history.verification import CHECKS, FILES
from township.papers import pdf, sources
from township.tasks.undone import undone
from township.tasks.worker import Worker
from township.workflow import Refused
from villages.workflows.meeting import MEETING

pytestmark = pytest.mark.usefixtures("categories")


@pytest.fixture
def record(village, cadre):
    """Of a meeting without motions: 会议记录 and 签到册, both waiting."""
    meeting = steps.meet(village, cadre)
    meeting.summary = "讨论种树。"
    meeting.save()
    MEETING.perform("close", meeting, by=cadre)
    return Record.objects.get(source=f"meeting:{meeting.pk}")


def test_an_act_files_words_and_sets_nothing(village, cadre, monkeypatch):
    monkeypatch.setattr(pdf, "write", lambda *args, **kwargs: pytest.fail("set within an act"))
    meeting = steps.meet(village, cadre)
    meeting.summary = "讨论种树。"
    meeting.save()
    MEETING.perform("close", meeting, by=cadre)
    record = Record.objects.get(source=f"meeting:{meeting.pk}")
    assert [part.name for part in record.parts.all()] == ["会议记录", "签到册"]
    assert DrawnPaper.objects.waiting().count() == 2 and not PartFile.objects.exists()
    task = DBTaskResult.objects.get(task_path=paper_acts.set_papers.module_path)
    assert task.args_kwargs["args"] == [[record.pk]]


def test_the_worker_sets_them_and_the_history_tells(record):
    assert Worker().work_off() >= 1
    record.refresh_from_db()
    assert not DrawnPaper.objects.waiting().exists() and record.pages == 3
    for paper in DrawnPaper.objects.select_related("version__file", "part"):
        version = paper.version
        assert (version.part, version.number, version.file_name) == (
            paper.part,
            paper.number,
            paper.file_name,
        )
        assert version.added_by == paper.drawn_by and version.file.is_pdf
    assert Entry.objects.about(record).first().summary == "生成文件：会议记录、签到册"
    assert list(verify()) == [] and list(row_faults()) == []


def test_what_was_filed_is_what_is_set_whatever_changed_meanwhile(record, monkeypatch):
    monkeypatch.setattr(sources, "find", lambda *args: pytest.fail("drawn up anew"))
    paper_acts.set_waiting([record.pk])
    assert "讨论种树" in extract_text(PartFile.objects.get(part__key="minutes").file)


def test_who_opens_the_record_first_finds_its_files(client, cadre, record):
    client.force_login(cadre)
    page = client.get(record.get_absolute_url()).text
    assert "会议记录.pdf" in page and "正在生成" not in page
    assert "3页" in page
    assert paper_acts.set_papers.call([record.pk]) == 0, "the worker comes late"
    assert PartFile.objects.count() == 2


def test_who_looks_at_it_in_place_finds_them_too(client, cadre, record):
    client.force_login(cadre)
    page = client.get(reverse("archives:record_view", args=[record.pk])).text
    assert "会议记录.pdf" in page


def test_a_store_that_is_away_is_told_and_the_paper_goes_on_waiting(
    client, cadre, record, monkeypatch
):
    def away(*args):
        raise StorageUnavailable("gone")

    monkeypatch.setattr(paper_acts, "keep_composed", away)
    client.force_login(cadre)
    assert client.get(record.get_absolute_url()).text.count("文件正在生成") == 2
    assert DrawnPaper.objects.waiting().count() == 2


def test_two_at_once_make_one_file(record, monkeypatch):
    keep = paper_acts.keep_composed

    def outrun(content, name):
        monkeypatch.setattr(paper_acts, "keep_composed", keep)
        paper_acts.set_waiting([record.pk])
        return keep(content, name)

    monkeypatch.setattr(paper_acts, "keep_composed", outrun)
    assert paper_acts.set_waiting([record.pk]) == 0
    assert PartFile.objects.count() == 2


def test_words_and_file_are_final(record):
    paper_acts.set_waiting([record.pk])
    paper = DrawnPaper.objects.first()
    for change in ({"text": "另写"}, {"version": None}):
        with pytest.raises(IntegrityError, match="文书已经归档"), transaction.atomic():
            DrawnPaper.objects.filter(pk=paper.pk).update(**change)


def test_the_same_words_again_add_nothing_and_others_a_version(record, village, cadre):
    meeting = village.meetings.get()
    numbers = DrawnPaper.objects.filter(part__key="minutes").values_list("number", flat=True)

    def again():
        given = {"title": record.title, "on": record.on, "parts": leaves.of_meeting(meeting)}
        file_facts([FiledFact(village, "HYJ", source=record.source, **given)], by=cadre)

    again()
    assert list(numbers) == [1]
    meeting.summary = "讨论修路。"
    again()
    assert list(numbers.all()) == [1, 2]
    paper_acts.set_waiting([record.pk])
    versions = PartFile.objects.filter(part__key="minutes").order_by("number")
    texts = [extract_text(version.file) for version in versions]
    assert "种树" in texts[0] and "修路" in texts[1]
    again()
    assert list(numbers.all()) == [1, 2]


def test_a_record_is_sealed_with_its_files_only(record, cadre, village):
    with pytest.raises(Refused, match="会议记录、签到册的文件正在生成"):
        RECORD.perform("seal", record, by=cadre)
    assert seal_year(village, record.year, by=cadre).done == 1
    assert not DrawnPaper.objects.waiting().exists()


def test_what_waits_for_a_day_is_told(record):
    assert list(CHECKS[FILES]()) == []
    long_ago = timezone.now() - paper_acts.OVERDUE - timedelta(minutes=1)
    with unguarded():
        DrawnPaper.objects.update(drawn_at=long_ago)
    (township, sentence), _ = CHECKS[FILES]()
    assert township == record.township
    assert f"“{record}”的会议记录还没有生成文件" in sentence


def test_a_task_that_was_given_up_says_whose_paper_it_is(record):
    rows = DBTaskResult.objects.filter(task_path=paper_acts.set_papers.module_path)
    rows.update(status="FAILED", started_at=timezone.now())
    (kind,) = undone(paper_acts.set_papers.module_path)
    assert kind.abouts[0].about == str(record)
    paper_acts.set_waiting([record.pk])
    assert undone(paper_acts.set_papers.module_path) == []
