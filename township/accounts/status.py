"""What the status page tells an administrator about this installation."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus

from archives.acts import nightly
from township.files import room

LATE = timedelta(hours=1)
NEARLY_FULL = 0.9


def findings(townships):
    """[(label, value, tone)] about version, database, disk, virus scanner, nightly work, and the
    room of `townships` for files."""
    free = room.free()
    database = {"sqlite": "SQLite（单机）", "postgresql": "PostgreSQL"}[connection.vendor]
    scanner = settings.CLAMAV_SOCKET
    return [
        ("程序版本", settings.VERSION, "neutral"),
        ("数据库", database, "good"),
        ("磁盘还可以存放文件", _disk(free), "good" if free > 5 * room.GB else "bad"),
        *((f"{one}文件空间", told_room(one), _tone_of_room(one)) for one in townships),
        (
            "病毒扫描",
            "已启用" if scanner else "未启用：没有配置 ClamAV，上传文件只做类型和内容检查",
            "good" if scanner else "warn",
        ),
        ("夜间整理", *_nightly()),
        ("定期检测", *_checks()),
    ]


def told_room(township):
    """已用3.2GB（其中0.1GB还没有保存），上限200GB，还可以存196.8GB"""
    used, waiting, quota = _room(township)
    unsaved = f"（其中{_gb(waiting)}还没有保存）" if waiting else ""
    left = max(0, quota - used - waiting)
    return f"已用{_gb(used + waiting)}{unsaved}，上限{_gb(quota)}，还可以存{_gb(left)}"


def _tone_of_room(township):
    used, waiting, quota = _room(township)
    return "bad" if used + waiting > quota * NEARLY_FULL else "good"


def _room(township):
    return room.used(township), room.waiting_in(township), room.quota_of(township)


def _gb(size):
    return f"{size / room.GB:.1f}GB".replace(".0GB", "GB")


def _disk(free):
    floor = f"另留{_gb(settings.DISK_FLOOR)}给数据库"
    return f"{_gb(free)}（{floor}）" if free > 0 else f"满了，不再收文件（{floor}）"


def _nightly():
    """(value, tone): was the last round done, will there be another?"""
    rounds = nightly.rounds()
    planned = rounds.filter(status=TaskResultStatus.READY).order_by("run_after").first()
    last = rounds.finished().order_by("-finished_at").first()
    if planned is None:
        return "没有安排：请运行 manage.py nightly", "bad"
    if planned.run_after < timezone.now() - LATE:
        told = f"应在{_at(planned.run_after)}进行，还没有做：请检查 manage.py db_worker 是否在运行"
        return told, "bad"
    if last is None:
        return f"每晚{nightly.HOUR}点，第一次在{_at(planned.run_after)}", "neutral"
    if last.status == TaskResultStatus.FAILED:
        return f"{_at(last.finished_at)}没有做成，今晚再做；原因见日志", "bad"
    swept = last.return_value
    left, aside = swept["uploads"] + swept["temporary"], swept["quarantined"]
    told = (
        f"{_at(last.finished_at)}做过：清理没有传完的文件{left}个、没有保存的{swept['discarded']}个，"
        f"隔离没有登记的文件{aside}个"
    )
    return told, "warn" if aside else "good"


def _checks():
    """(value, tone) of the integrity checks of all villages and years."""
    if wrong := nightly.failing().count():
        return f"{wrong}个村年度的档案不通过，请看“档案检测”", "bad"
    if waiting := len(nightly.overdue()):
        days = nightly.CHECKED_EVERY.days
        return f"{waiting}个村年度的档案{days}天内没有检测过，夜间会检测", "warn"
    return "已归档的档案都在30天内检测过，全部通过", "good"


def _at(moment):
    return f"{timezone.localtime(moment):%m月%d日%H:%M}"
