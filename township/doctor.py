"""Everything an operator would look at, one line each, with what to do where it is not right."""

import platform
import socket
import ssl
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from archives.acts import nightly, scan_reading
from township.backup import standing as backups
from township.dates import age_told
from township.files import blobs, room
from township.files.errors import StorageUnavailable
from township.fitting import NEWER, unknown_steps
from township.history.frozen import existing_names, expected_names
from township.history.models import Entry, FoundFault
from township.outside import PATIENCE, Outside
from township.papers.sources import OwnTemplate
from township.papers.vetting import standing
from township.schema import WHAT_TO_DO, differences
from township.signin.models import AccessEvent
from township.tasks.undone import standing as worker_standing
from township.tasks.undone import undone
from township.templatetags.wording import size_cn
from township.users.models import Township
from villages.models import Person
from villages.models.encrypted import Sealed

SHORTEST_KEY = 50
MOST_APART = timedelta(minutes=1)
MOST_NAMED = 5
NOWHERE = "0" * 64
LOOPBACK = ("127.0.0.1", "::1")
FEW = 20
WEEK = timedelta(days=7)
# A certificate is renewed some weeks before its end.
RENEWED_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Diagnosis:
    """`tone`: good, warn or bad. `told` says what is and, unless good, what to do. Offices read how
    the installation does, no setting and no place."""

    label: str
    told: str
    tone: str = "good"
    is_for_offices: bool = False


def findings() -> Iterator[Diagnosis]:
    """All of them, in the order in which one thing needs the other."""
    for label, look in LOOKS.items():
        try:
            told, tone = look()
        except Exception as error:
            told, tone = f"查不出来：{type(error).__name__} {error}", "bad"
        yield Diagnosis(label, told, tone, is_for_offices=look in FOR_OFFICES)


def _version():
    return f"{settings.VERSION}，Python {platform.python_version()}", "good"


def schema() -> tuple[str, str]:
    if wrong := differences(connection):
        more = f"等{len(wrong)}处" if len(wrong) > MOST_NAMED else ""
        return f"{''.join(wrong[:MOST_NAMED])}{more}{WHAT_TO_DO}。", "bad"
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return f"有{len(plan)}步没有做：请运行 manage.py upgrade", "bad"
    if unknown_steps(executor.loader):
        return NEWER, "bad"
    return "与程序一致", "good"


def _database():
    return {"sqlite": "SQLite（单机）", "postgresql": "PostgreSQL"}[connection.vendor], "good"


def _scanner():
    if settings.CLAMAV_SOCKET:
        return "已启用", "good"
    return "未启用：没有配置 ClamAV，上传文件只做类型和内容检查", "warn"


def _settings():
    if settings.DEMO:
        return "DEMO=1：页面上写着演示，账号的密码是公开的；正式使用请改成 DEMO=0", "warn"
    if settings.DEBUG:
        return "DEBUG=1 会把出错的细节给所有人看：请在 .env 里改成 DEBUG=0", "bad"
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return f"SITE_URL 里的 {host} 不在 ALLOWED_HOSTS 里，打不开：请在 .env 里加上", "bad"
    if not settings.HTTPS and host not in (*LOOPBACK, "localhost"):
        return "没有用 HTTPS，密码在网络上是明文：请在前面放反向代理，并设 HTTPS=1", "warn"
    return "正常", "good"


def _keys():
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return (
            f"SECRET_KEY 不足{SHORTEST_KEY}个字符：请换一串（换后要重新登录）",
            "bad",
        )
    row = Person.objects.exclude(phone="").only("phone").order_by("-pk").first()
    if row is not None and isinstance(row.phone, Sealed):
        return "密钥不符，电话号码读不出：请把原来的 SECRET_KEY、FIELD_KEY 放回 .env", "bad"
    return "能读出加密的内容；请确认另有一份抄件，不和备份放在一起", "good"


def _disk():
    free, floor = room.free(), f"另留{size_cn(settings.DISK_FLOOR)}给数据库"
    # Kept files take no room here where they lie in an object store.
    files = "正在传的文件" if blobs.is_remote() else "文件"
    if free < 0:
        return f"满了，不再收文件（{floor}）：请腾出空间或扩容", "bad"
    if free < 5 * room.GB:
        return f"只剩{size_cn(free)}可以存{files}（{floor}）：请准备扩容", "warn"
    return f"还可以存{size_cn(free)}{files}（{floor}）", "good"


def _clock():
    now = timezone.now()
    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if last and last > now + MOST_APART:
        ahead = age_told(last - now)
        return f"比最近一次办理慢{ahead}：请校准系统时间（timedatectl）", "bad"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        if abs(there - timezone.now()) > MOST_APART:
            return "与数据库服务器的时间相差1分钟以上：请校准两台机器的时间", "bad"
    return f"{timezone.localtime():%Y年%m月%d日%H:%M}", "good"


def _triggers():
    missing = expected_names() - existing_names(connection)
    if missing:
        return f"少了{len(missing)}个防止改动的触发器：请运行 manage.py migrate，并查明原因", "bad"
    return f"{len(expected_names())}个都在", "good"


def _static():
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if settings.DEBUG or manifest.is_file():
        return "已整理", "good"
    return "没有整理，页面打不开：请运行 manage.py collectstatic --no-input", "bad"


def store() -> tuple[str, str]:
    if blobs.is_remote():
        return _object_store(settings.S3_BUCKET)
    try:
        with tempfile.TemporaryFile(dir=blobs.temporary_folder()) as kept:
            kept.write(b"x")
    except (OSError, StorageUnavailable) as error:
        return f"存不进去（{error}）：请检查磁盘和权限", "bad"
    return f"{settings.DATA_DIR} 可以写", "good"


def _ask_store(bucket):
    blobs.exists(NOWHERE)
    return f"对象存储 {bucket} 连得上", "good"


_object_store = Outside(_ask_store, "请检查对象存储和 .env 里的 S3_ 各项")


def _mail():
    if not settings.MAIL_IS_SET:
        return "没有设 MAIL_URL，不发邮件", "good"
    return _mail_server(settings.EMAIL_HOST, settings.EMAIL_PORT)


def _ask_mail_server(host, port):
    with get_connection(timeout=PATIENCE):
        return f"邮件服务器 {host} 连得上", "good"


_mail_server = Outside(_ask_mail_server, "请检查 .env 里的 MAIL_URL 和邮件服务器")


def _certificate():
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        return "网址不是 https，没有证书", "good"
    return _front(site.hostname, site.port or 443)


def _ask_front(host, port):
    """Whether browsers trust it they say themselves; nobody says that it will end."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as line,
        context.wrap_socket(line, server_hostname=host) as shut,
    ):
        found = x509.load_der_x509_certificate(shut.getpeercert(binary_form=True))
    end = found.not_valid_after_utc
    told, left = f"{timezone.localtime(end):%Y年%m月%d日}到期", end - timezone.now()
    if left <= timedelta(0):
        return f"{told}，已经过期，浏览器打不开网站：请换新证书，重新起动 nginx", "bad"
    if left <= RENEWED_BEFORE:
        return f"{told}，还有{left.days}天：请换新证书", "warn"
    return told, "good"


# Not every machine reaches itself by the name that others use.
_front = Outside(_ask_front, "从本机打不开 SITE_URL，请用浏览器看证书的到期日", tone="warn")


def _undone():
    if kinds := undone():
        told = "、".join(f"{one.label}{len(one.rows)}件" for one in kinds)
        return f"没有做成：{told}。原因在日志里，排除后在“系统状态”里点“重新做”", "bad"
    return "没有做不成的", "good"


def _addresses():
    recent = AccessEvent.objects.filter(at__gt=timezone.now() - WEEK).exclude(address="")
    if not settings.BEHIND_PROXY:
        return "没有设反向代理", "good"
    if recent.count() >= FEW and not recent.exclude(address__in=LOOPBACK).exists():
        return (
            "一周来登录的地址都是本机：请让代理写 X-Forwarded-For，并把 PROXY_HOPS 写成代理的层数",
            "bad",
        )
    return f"隔着{settings.PROXY_HOPS}层代理", "good"


def _verified():
    if number := FoundFault.objects.count():
        return f"有{number}处不对：请看“系统状态”，用备份补回后运行 manage.py verify", "bad"
    return "没有发现问题", "good"


def _templates():
    return standing(OwnTemplate.objects.select_related("township"), Township.objects.all())


TEMPLATES = "文书模板"
# What `manage.py verify` found: home and status page tell it one by one.
VERIFIED = "核对"
# {what is looked at: the look}
LOOKS: dict[str, Callable[[], tuple[str, str]]] = {
    "程序版本": _version,
    "数据库": _database,
    "设置": _settings,
    "数据库结构": schema,
    "触发器": _triggers,
    "密钥": _keys,
    "时间": _clock,
    "磁盘": _disk,
    "存放文件": store,
    "病毒扫描": _scanner,
    "页面文件": _static,
    "后台任务进程": worker_standing,
    "后台工作": _undone,
    "夜间整理": nightly.standing,
    "识读": scan_reading.standing,
    TEMPLATES: _templates,
    "代理": _addresses,
    "证书": _certificate,
    "邮件": _mail,
    VERIFIED: _verified,
    "备份": backups.standing,
}
FOR_OFFICES = {
    _version,
    _disk,
    _scanner,
    worker_standing,
    nightly.standing,
    scan_reading.standing,
    backups.standing,
}
