"""The round of the night: planned once, done by the worker, told on the status page."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archives.acts import nightly
from archives.acts.record import file_fact
from archives.acts.upload import begin
from archives.models import FixityRun, PartFile
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from tests.archives.tampering import flip_a_byte

pytestmark = pytest.mark.django_db


def work():
    """What the worker does: every task that is due, in its order; returns how many."""
    done = 0
    tasks = DBTaskResult.objects.filter(task_path__startswith="archives.acts.nightly.")
    while task := tasks.ready().first():
        task.claim("worker")
        task.set_successful(task.task.call(*task.args_kwargs["args"]))
        done += 1
    return done


@pytest.fixture
def sealed(village, cadre, categories):
    part = part_of("正文", "通知的内容".encode(), "通知.txt")
    on = timezone.localdate()
    row = file_fact(village, "XCH", source="x:1", title="通知", on=on, by=cadre, parts=[part])
    row.source = ""
    row.save()
    return RECORD.perform("seal", row, by=cadre)


def test_every_night_what_was_left_is_swept_and_what_is_due_is_checked(
    sealed, village, cadre, admin, office, client, time_machine
):
    def status(by=admin):
        client.force_login(by)
        return client.get(reverse("status")).content.decode()

    assert "没有安排：请起动 manage.py worker" in status()
    time_machine.move_to(timezone.now().replace(hour=4), tick=False)
    call_command("nightly", verbosity=0)
    call_command("nightly", verbosity=0)
    planned = nightly.rounds().get()
    at = timezone.localtime(planned.run_after)
    assert (at.hour, at.minute) == (2, 0) and timezone.now() < at
    assert "每晚2点，第一次在" in status() and "还不知道哪些该检测" in status()
    assert "1个村年度的档案30天内没有检测过" in status(office)
    assert work() == 0

    begin(village, "照片.jpg", 1000, by=cadre)
    time_machine.shift(datetime.timedelta(days=2))
    assert "还没有做：请检查 manage.py worker" in status()
    assert work() == 2
    run = FixityRun.objects.get(record=None)
    assert (run.occasion, run.is_passed, run.by) == ("schedule", True, None)
    page = status()
    assert "做过：清理没有传完的文件1个" in page and "全部通过" in page
    assert nightly.rounds().filter(status="READY").count() == 1

    time_machine.shift(datetime.timedelta(days=1))
    assert work() == 1, "a year checked in the last thirty days is not due"
    flip_a_byte(PartFile.objects.get(part__record=sealed).file)
    time_machine.shift(datetime.timedelta(days=31))
    assert work() == 2
    assert "1个村年度的档案不通过" in status()


def test_a_night_planned_by_a_wrong_clock_is_planned_anew(village, time_machine):
    time_machine.move_to("2030-01-01 10:00:00+08:00")
    nightly.plan()
    time_machine.move_to("2026-11-27 10:00:00+08:00")
    assert str(timezone.localtime(nightly.plan().run_after)) == "2026-11-28 02:00:00+08:00"
    assert nightly.rounds().get().run_after == nightly.plan().run_after


def test_a_check_that_comes_too_late_or_twice_is_left_out(sealed, village):
    now = timezone.now()
    nightly.check.call(village.pk, sealed.year, now.isoformat())
    assert not FixityRun.objects.filter(record=None).exists()
    for _ in range(2):
        nightly.check.call(village.pk, sealed.year, (now + nightly.LONGEST).isoformat())
    assert FixityRun.objects.filter(record=None).count() == 1


def test_the_round_tells_the_installation_and_an_office_counts_its_own(
    sealed, foreign_village, admin, office, client, monkeypatch
):
    monkeypatch.setattr(nightly, "LEAST_SHARE", 0)
    monkeypatch.setattr(nightly, "ceil", lambda share: 0)
    client.force_login(admin)
    nightly.plan()
    row = nightly.rounds().get()
    row.claim("worker")
    row.set_successful(nightly.nightly.call())
    assert row.return_value["waiting"] == 1
    page = client.get(reverse("status")).content.decode()
    assert "1个村年度的档案30天内没有检测过" in page
    client.force_login(office)
    FixityRun.objects.create(
        village=foreign_village, year=2020, occasion="schedule", records=1, files=1, size=1,
        is_passed=False, findings=["坏了"],
    )  # fmt: skip
    page = client.get(reverse("status")).content.decode()
    assert "1个村年度的档案30天内没有检测过" in page and "不通过" not in page


@pytest.mark.parametrize(("years", "share"), [(0, 3), (75, 3), (76, 4), (100, 4)])
def test_a_night_takes_such_a_share_that_every_year_is_checked_within_its_days(
    monkeypatch, years, share
):
    monkeypatch.setattr(nightly, "LEAST_SHARE", 3)
    now = timezone.now()
    ages = {(1, n): now - datetime.timedelta(days=26, hours=n) for n in range(years)}
    monkeypatch.setattr(nightly, "_last_checks", lambda townships=None: ages)
    taken = nightly.share_of_the_night()
    assert len(taken) == min(years, share)
    assert taken == [(1, n) for n in reversed(range(years))][: len(taken)], "the oldest first"


def test_what_was_checked_within_the_days_is_left_for_another_night(monkeypatch):
    now = timezone.now()
    fresh, due = now - datetime.timedelta(days=24), now - datetime.timedelta(days=25, minutes=1)
    ages = {(1, 1): fresh, (2, 1): due}
    monkeypatch.setattr(nightly, "_last_checks", lambda townships=None: ages)
    assert nightly.share_of_the_night() == [(2, 1)] and nightly.overdue() == []


def test_only_the_last_check_of_a_year_says_whether_it_passed(village):
    def run(is_passed, year=2020):
        return FixityRun.objects.create(
            village=village, year=year, occasion="schedule", records=1, files=1, size=1,
            is_passed=is_passed,
        )  # fmt: skip

    run(False)
    assert nightly.failing().count() == 1
    run(True), run(True, 2021)
    assert not nightly.failing().exists()
    last = run(False)
    assert nightly.failing().get() == last
