"""A task that failed is told to whoever asked for it, once."""

from types import SimpleNamespace

import pytest
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from archives.acts.fixity import check_year
from archives.acts.scan import read_scans
from archives.acts.take_in import carry_on
from archives.models import ScanBatch, TakeIn
from campaigns.acts.workbook_batch import make_workbooks
from campaigns.models import WorkbookBatch
from tests.campaigns.rounds import *  # noqa: F403
from township.alerts.models import Alert


def finished(task, *args, status=TaskResultStatus.FAILED, number="1"):
    result = SimpleNamespace(task=task, id=number, status=status, args=list(args))
    task_finished.send(None, task_result=result)


@pytest.fixture
def asked(opened, village, office):
    batch = WorkbookBatch.objects.create(round=opened, most=1, made_by=office)
    take_in = TakeIn.objects.create(village=village, name="旧档.zip", made_by=office)
    ScanBatch.objects.create(village=village, name="扫描.pdf", made_by=office)
    return batch, take_in


def test_whoever_asked_is_told_what_was_not_done(asked, village, office):
    batch, take_in = asked
    finished(make_workbooks, batch.pk, number="1")
    finished(make_workbooks, batch.pk, number="1")
    finished(carry_on, take_in.pk, number="2")
    scans = ScanBatch.objects.get()
    finished(read_scans, scans.pk, number="4")
    finished(check_year, village.pk, 2025, office.pk, number="3")
    found = Alert.objects.for_user(office, "alert.view").filter(kind="failed").order_by("pk")
    assert [(one.title, one.path) for one in found] == [
        (f"没有做成：生成{batch}", batch.get_absolute_url()),
        ("没有做成：收万顺村的旧档", take_in.get_absolute_url()),
        ("没有做成：识别万顺村的扫描件", scans.get_absolute_url()),
        ("没有做成：检测万顺村2025年档案", "/archives/fixity/"),
    ]


def test_what_was_done_is_not_told(asked):
    batch, _ = asked
    before = Alert.objects.count()
    finished(make_workbooks, batch.pk, status=TaskResultStatus.SUCCESSFUL)
    assert Alert.objects.count() == before
