"""What keeps the archive in order without anybody asking: sweeping, and checks on schedule.

四性检测 (DA/T 70-2018) is due periodically, not only when somebody thinks of it. Every night at two
the round sweeps what was left behind and plans the next night, before all else, so that a broken
round does not end the chain. Then a share of the years of villages is checked, the longest
unchecked first, each as a task of its own behind all other work: so many a night that none waits
thirty days, however many there are. The history is verified every night.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from archives.acts import fixity, intake, scan, scan_reading
from archives.models import FixityRun, Record
from township.backup import taking
from township.crud.sweeping import sweep_keys
from township.files.sweeping import sweep
from township.files.uploads import sweep_uploads
from township.history.verification import EVERY_NIGHT, verify
from township.registry import Registry
from township.signin.sweeping import sweep_door
from township.tasks import BEHIND_ALL, HOUSEKEEPING, NIGHTLY, Concern, work
from villages.acts.query import erase_askers
from villages.models import Village

HOUR = 2  # local time
LATE, DAY = timedelta(hours=1), timedelta(days=1)
CHECKED_EVERY = timedelta(days=30)
# A machine that is off at night does its round in the morning; then work goes before.
LONGEST = timedelta(hours=3)
# A year comes into question before it is late, so that those of one day are spread over nights.
WITHIN = timedelta(days=25)
LEAST_SHARE = 500
KEPT_RESULTS = timedelta(days=30)
# Done each night for apps further up, by name.
EACH_NIGHT = Registry("What else is done each night", "deadlines")


@HOUSEKEEPING.answers(NIGHTLY)
def plan() -> Any:
    """Plan the next round, unless one is planned; returns the row of the planned task."""
    planned = rounds().filter(status=TaskResultStatus.READY).order_by("run_after").first()
    if planned is None:
        result = nightly.using(run_after=_next_night()).enqueue()
        planned = DBTaskResult.objects.get(pk=result.id)
    elif planned.run_after > timezone.now() + DAY:
        # Planned while the clock was wrong: the night would not come for years.
        planned.run_after = _next_night()
        planned.save(update_fields=["run_after"])
    return planned


def rounds() -> Any:
    """The planned, running and finished rounds, as the queue keeps them."""
    return DBTaskResult.objects.filter(task_path=nightly.module_path)


def _not_made_up_for(*args):
    """A round that failed matters until the next one was done."""
    last = rounds().finished().order_by("-finished_at").first()
    return Concern() if last and last.status == TaskResultStatus.FAILED else None


def _not_checked(village, year, until):
    place = Village.objects.filter(pk=village).first()
    if place is None or _recent_checks(village, year).exists():
        return None
    return Concern(f"{place}{year}年度档案", reverse("archives:fixity_runs"))


@work("夜间整理", concern=_not_made_up_for)
def nightly() -> dict[str, int]:
    """One round; returns what was swept and how many checks it asked for."""
    plan()
    uploads, swept = sweep_uploads(), sweep()
    sweep_door()
    intake.sweep_told()
    sweep_keys()
    erase_askers()
    scan.clear_settled()
    _forget_results()
    scan_reading.catch_up()
    due, until = share_of_the_night(), timezone.now() + LONGEST
    if settings.BACKUP_TO:
        keep_backup.enqueue()
    for village, year in due:
        check.enqueue(village, year, until.isoformat())
    for name in EVERY_NIGHT:
        verify(name)
    for errand in EACH_NIGHT.values():
        errand()
    return {
        "uploads": uploads,
        "temporary": swept.temporary,
        "discarded": swept.discarded,
        "quarantined": swept.quarantined,
        "checks": len(due),
        "waiting": len(set(overdue()) - set(due)),
    }


def _not_backed_up():
    made = taking.last()
    return None if made and timezone.now() - made["at"] < DAY else Concern()


@work("夜间备份", priority=BEHIND_ALL, concern=_not_backed_up)
def keep_backup() -> None:
    """Back up into BACKUP_TO, unless that was done within the hour."""
    to, made = Path(settings.BACKUP_TO).resolve(), taking.last()
    is_there = made and made["to"] == str(to) and timezone.now() - made["at"] < LATE
    if not is_there:
        taking.back_up(to, passphrase=settings.BACKUP_PASSPHRASE)


@work("定期检测档案", priority=BEHIND_ALL, concern=_not_checked)
def check(village: int, year: int, until: str) -> None:
    """Check a village's year, unless the time (ISO) is over or somebody has checked it since."""
    now = timezone.now()
    if now >= datetime.fromisoformat(until) or _recent_checks(village, year).exists():
        return
    place = Village.objects.select_related("township").get(pk=village)
    fixity.run(place, year, occasion=FixityRun.Occasion.SCHEDULE, by=None)


def share_of_the_night() -> list[tuple[int, int]]:
    """[(village id, year)] that tonight checks, the longest unchecked first."""
    ages = _last_checks()
    share = max(LEAST_SHARE, ceil(len(ages) / WITHIN.days))
    return _before(ages, timezone.now() - WITHIN)[:share]


def overdue(townships: Collection[int] | None = None) -> list[tuple[int, int]]:
    """[(village id, year)] with sealed records, not checked for thirty days, the longest first;
    of some townships (ids), else of all, which reads every record there is."""
    return _before(_last_checks(townships), timezone.now() - CHECKED_EVERY)


def waiting_last_night() -> int | None:
    """How many years of villages of the whole installation the last round found late and had to
    leave to the next; None before the first."""
    last = rounds().successful().order_by("-finished_at").first()
    return last.return_value.get("waiting") if last else None


def _last_checks(townships=None):
    """{(village id, year): last check} of all with sealed records."""
    records, runs = Record.objects.sealed(), _whole_years()
    if townships is not None:
        records = records.filter(township__in=townships)
        runs = runs.filter(village__township__in=townships)
    rows = runs.values_list("village", "year").annotate(at=Max("checked_at"))
    last = {(village, year): at for village, year, at in rows}
    never = datetime.min.replace(tzinfo=UTC)
    pairs = records.order_by().values_list("village", "year").distinct()
    return {pair: last.get(pair, never) for pair in pairs}


def _before(ages, moment):
    due = sorted((at, pair) for pair, at in ages.items() if at < moment)
    return [pair for _, pair in due]


def failing() -> QuerySet:
    """The last check of each village's year, where it was not passed."""
    later = _whole_years().filter(
        village=OuterRef("village"), year=OuterRef("year"), pk__gt=OuterRef("pk")
    )
    return FixityRun.objects.filter(~Exists(later), record=None, is_passed=False)


def standing() -> tuple[str, str]:
    """(what is told, tone): was the last round done, will there be another?"""
    planned = rounds().filter(status=TaskResultStatus.READY).order_by("run_after").first()
    last = rounds().finished().order_by("-finished_at").first()
    if planned is None:
        return "没有安排：请起动 manage.py worker", "bad"
    if planned.run_after < timezone.now() - LATE:
        told = f"应在{_at(planned.run_after)}进行，还没有做：请检查 manage.py worker 是否在运行"
        return told, "bad"
    if last is None:
        return f"每晚{HOUR}点，第一次在{_at(planned.run_after)}", "neutral"
    if last.status == TaskResultStatus.FAILED:
        return f"{_at(last.finished_at)}没有做成，今晚再做；原因见日志", "bad"
    return _told_round(last)


def _told_round(last):
    swept = last.return_value
    left, aside = swept["uploads"] + swept["temporary"], swept["quarantined"]
    told = (
        f"{_at(last.finished_at)}做过：清理没有传完的文件{left}个、没有保存的{swept['discarded']}个，"
        f"隔离没有登记的文件{aside}个"
    )
    return told, "warn" if aside else "good"


def _at(moment):
    return f"{timezone.localtime(moment):%m月%d日%H:%M}"


def _recent_checks(village, year):
    since = timezone.now() - CHECKED_EVERY
    return _whole_years().filter(village=village, year=year, checked_at__gt=since)


def _whole_years():
    return FixityRun.objects.filter(record=None).order_by()


def _next_night():
    now = timezone.localtime()
    night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return night if night > now else night + timedelta(days=1)


def _forget_results():
    """The queue's own rows of tasks long done."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_RESULTS)
    old.delete()
