"""What the district is sent: plain values, frozen on the day."""

from datetime import date

import pytest

from archives.models import Record
from campaigns.models import Application, Submission
from campaigns.workflows.application import APPLICATION
from tests.campaigns.dossiers import *  # noqa: F403
from tests.campaigns.dossiers import keep
from tests.campaigns.rounds import SENT_ON
from township.workflow import Refused


def test_what_was_sent_does_not_follow_later_changes(sent, village, cadre):
    before = sent.submissions.get()
    keep(village, "XCH", "publicity:2", "后来的宣传", [], cadre)
    after = Submission.objects.get(pk=before.pk)
    assert after.snapshot == before.snapshot and after.sha256 == before.sha256
    assert "后来的宣传" not in str(after.snapshot)


def test_the_submission_files_itself(sent):
    record = Record.objects.get(source=f"application:{sent.pk}")
    assert record.category.code == "KPS" and record.requirement == "honour"
    assert [part.name for part in record.parts.all()] == ["申报表", "申报的函"]
    assert record.metadata["document_number"] == "清府函〔2026〕8号"
    assert record.on == SENT_ON


def test_a_second_sending_adds_versions_to_the_same_record(sent, district, office, leader):
    given = {"visited_on": SENT_ON, "team": "周验收", "opinion": "补充。"}
    row = APPLICATION.perform("return_by_district", sent, by=district, **given)
    Application.objects.filter(pk=row.pk).update(deeds="补充了公开情况。")
    row = APPLICATION.perform("submit", row, by=office)
    APPLICATION.perform("approve", row, by=leader, on=date(2026, 1, 15))
    assert [one.number for one in sent.submissions.all()] == [2, 1]
    record = Record.objects.get(source=f"application:{sent.pk}")
    form = record.parts.get(name="申报表")
    assert form.files.count() == 2
    assert Record.objects.filter(source__startswith="acceptance:").count() == 1


def test_nothing_is_sent_when_its_record_cannot_be_filed(application, office, leader, monkeypatch):
    row = APPLICATION.perform("submit", application, by=office)
    monkeypatch.setattr("campaigns.receivers.CODE", "XXX")
    with pytest.raises(Refused):
        APPLICATION.perform("approve", row, by=leader, on=SENT_ON)
    row.refresh_from_db()
    assert row.status == "leader" and not row.submissions.exists()
