"""How the installation stands at this moment: looked up when it is asked for."""

import logging
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric

from township import doctor
from township.backup import taking
from township.files import room
from township.history.models import FoundFault
from township.schema import differences
from township.signin.models import Session
from township.tasks.models import WorkerBeat
from township.tasks.undone import oldest_due

log = logging.getLogger(__name__)
NAME = "chuangjiantong"


def as_metrics() -> bytes:
    """All of it in the text format of Prometheus. A look that fails is left out, and counted."""
    registry = CollectorRegistry()
    registry.register(_Looks())
    return generate_latest(registry)


class _Looks:
    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily(NAME, "Version", value={"version": settings.VERSION})
        failed = 0
        for look in LOOKS:
            try:
                yield from look()
            except Exception as error:
                log.warning("figures: %s was not looked at: %r", look.__name__, error)
                failed += 1
        yield _gauge("looks_failed", "Figures below that could not be looked up", failed)


def _gauge(name, told, value):
    return GaugeMetricFamily(f"{NAME}_{name}", told, value=value)


def _database():
    fits = not differences(connection)
    yield _gauge("database_fits", "1 where the tables are as the program's models say", int(fits))


def _tasks():
    family = GaugeMetricFamily(f"{NAME}_tasks", "Work behind the page, by state", labels=["state"])
    rows = DBTaskResult.objects
    family.add_metric(["waiting"], rows.ready().count())
    family.add_metric(["running"], rows.running().count())
    family.add_metric(["failed"], rows.failed().count())
    yield family
    age = (timezone.now() - (oldest_due() or timezone.now())).total_seconds()
    yield _gauge("task_oldest_seconds", "How long the first task that is due has waited", age)
    alive = WorkerBeat.objects.alive().count()
    yield _gauge("workers", "Workers that said within 40 seconds that they are alive", alive)


def _store():
    _, tone = doctor.store()
    yield _gauge("store_answers", "1 where files can be kept and read", int(tone == "good"))


def _disk():
    yield _gauge("disk_free_bytes", "What files may still take of the disk", room.free())


def _backup():
    if made := taking.last():
        age = (timezone.now() - made["at"]).total_seconds()
        yield _gauge("backup_age_seconds", "Age of the last backup", age)
        yield _gauge("backup_bytes", "Size of the last backup", made["size"])
        yield _gauge("backup_lacking", "Files the last backup could not keep", made["lacking"])


def _sessions():
    yield _gauge("sessions", "Sessions that are not over", Session.objects.running().count())


def _faults():
    yield _gauge("faults_found", "What `verify` found wrong", FoundFault.objects.count())


LOOKS: tuple[Callable[[], Iterator[Metric]], ...] = (
    _database,
    _tasks,
    _store,
    _disk,
    _backup,
    _sessions,
    _faults,
)
