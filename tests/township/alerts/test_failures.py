"""Work that was given up is told to whoever asked for it, once, and every page tells of it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archives.acts.fixity import check_year
from archives.acts.scan import read_scans
from archives.acts.take_in import carry_on
from archives.models import ScanBatch, TakeIn
from campaigns.acts.workbook_batch import make_workbooks
from campaigns.models import WorkbookBatch
from tests.campaigns.rounds import *  # noqa: F403
from township.alerts.models import Alert
from township.tasks import claims
from villages.models import Village


@pytest.fixture(autouse=True)
def one_try(monkeypatch):
    monkeypatch.setattr(claims, "pause_after", lambda tries: None)


def give_up(task, *args):
    """The last try fails, as the worker tells the queue."""
    row = DBTaskResult.objects.get(pk=task.enqueue(*args).id)
    row.claim("worker")
    claims.fail(row, OSError("disk full"))
    row.refresh_from_db()
    assert row.status == "FAILED"


@pytest.fixture
def asked(opened, village, office):
    now = timezone.now()
    given = {"village": village, "made_by": office}
    return (
        WorkbookBatch.objects.create(round=opened, most=1, made_by=office),
        TakeIn.objects.create(name="旧档.zip", started_at=now, alive_at=now, **given),
        ScanBatch.objects.create(name="李小明的扫描.pdf", **given),
    )


def told(user):
    found = Alert.objects.for_user(user, "alert.view").filter(kind="failed").order_by("pk")
    return [(one.title, one.path) for one in found]


def test_whoever_asked_is_told_what_was_not_done(asked, village, office, admin, client):
    batch, take_in, scans = asked
    give_up(make_workbooks, batch.pk)
    give_up(carry_on, take_in.pk)
    give_up(read_scans, scans.pk)
    give_up(check_year, village.pk, 2025, office.pk, timezone.now().isoformat())
    assert told(office) == [
        ("生成离线评分表没有做成：2025年度考评离线评分表", batch.get_absolute_url()),
        ("收旧档没有做成：万顺村", take_in.get_absolute_url()),
        ("识别扫描件没有做成：万顺村", scans.get_absolute_url()),
        ("四性检测没有做成：万顺村", "/archives/fixity/"),
    ]
    assert told(admin) == []
    take_in.refresh_from_db()
    assert not take_in.is_running, "its page offers to go on"
    for user, name in ((office, "home"), (admin, "home"), (admin, "status")):
        client.force_login(user)
        page = client.get(reverse(name))
        assert page.status_code == 200 and "四性检测" in page.text, (user, name)


def test_what_is_settled_or_gone_is_not_told_and_ends_no_worker(asked, village, office):
    batch, _, _ = asked
    later = WorkbookBatch.objects.create(round=batch.round, most=1, made_by=office)
    give_up(make_workbooks, batch.pk)
    gone = Village.objects.latest("pk").pk + 1
    give_up(check_year, gone, 2025, office.pk, timezone.now().isoformat())
    give_up(make_workbooks, later.pk + 1)
    give_up(carry_on, asked[1].pk + 1)
    assert told(office) == []
