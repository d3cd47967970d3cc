"""One settings file, driven by the environment (see .env.example).

A missing value stops the start with a sentence that says what to set.
"""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from township import sqlite
from township.version import VERSION  # noqa: F401  read as a setting

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def needed(name, hint):
    """The value of an environment variable that has no safe default."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"环境变量 {name} 没有设置：{hint}（示例见 .env.example）")
    return value


DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECRET_KEY = needed("SECRET_KEY", "填一串至少 50 个字符的随机文字")
# Former keys, the newest first: papers that are still out with codes signed by them are read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Encrypts phones at rest; SECRET_KEY does where it is empty.
FIELD_KEY = env.str("FIELD_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
DATA_DIR = BASE_DIR / env.str("DATA_DIR", default="var/data")
# Fonts of official documents (仿宋, 小标宋, 黑体, 楷体) that the office holds; read for PDF only.
FONTS_DIR = BASE_DIR / (env.str("FONTS_DIR", default="") or DATA_DIR / "fonts")
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")
# Are scans and photographs read (archives/acts/scan_reading.py)? What reads them is installed from
# requirements-ocr.txt into a folder of its own; without it nothing is read.
READ_SCANS = env.bool("READ_SCANS", default=True)
READERS_DIR = BASE_DIR / env.str("READERS_DIR", default=".venv/readers")

INSTALLED_APPS = [
    "township.apps.TownshipConfig",
    "villages.apps.VillagesConfig",
    "archives.apps.ArchivesConfig",
    "campaigns.apps.CampaignsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "import_export",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "township.watching.middleware.WatchMiddleware",
    "township.access.addresses.ClientAddressMiddleware",
    "township.access.middleware.RequestIdMiddleware",
    "township.access.bodies.WholeBodyMiddleware",
    "township.asked.AddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "township.access.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "township.access.bodies.BodyLimitMiddleware",
    "township.access.headers.BrowserGuardMiddleware",
    "township.access.middleware.IdleMiddleware",
    "township.signin.middleware.DenialMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "township.access.middleware.AccessMiddleware",
    "township.personal.middleware.PublicPageMiddleware",
    "township.crud.middleware.RefusalMiddleware",
    "township.crud.middleware.AskBeforeMiddleware",
    "township.crud.middleware.SentFormMiddleware",
    "township.files.ranges.RangeMiddleware",
]

ROOT_URLCONF = "township.urls"
WSGI_APPLICATION = "township.wsgi.application"
AUTH_USER_MODEL = "township.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "township.dashboard.context.frame",
                "township.alerts.context.bell",
                "township.outbox.context.outbox",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: every transaction on SQLite takes the write lock at once (IMMEDIATE), or two
# readers that both want to write would end in "database is locked"; FULL keeps an
# acknowledged commit through a power cut.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/db.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    sqlite.take_supplied()
    if reason := sqlite.fault():
        raise ImproperlyConfigured(reason)
    if DATABASES["default"]["NAME"] != ":memory:":
        DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]
    DATABASES["default"]["ENGINE"] = "township.databases.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        # Where another program holds the database, longer helps nobody; where others get on with
        # their writing, the backend waits several times as long.
        "timeout": 5,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that is gone is noticed within seconds; libpq alone would wait for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=3, tcp_user_timeout=4000, keepalives_idle=30
    )
# A connection costs more than most questions: each thread keeps its own.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
ATOMIC_REQUESTS = False

# Pages as they were last written, by process and bounded (township/crud/kept.py).
KEEP_PAGES = env.bool("KEEP_PAGES", default=True)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": env.int("KEPT_PAGES", default=400)},
    }
}

# Sign-in: own user model, argon2; how often may be guessed is told in township/signin/guessing.py.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"township.users.passwords.{name}"}
    for name in (
        "LengthValidator",
        "OwnNameValidator",
        "CommonValidator",
        "ThreeClassesValidator",
        "GuessableWordsValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
IDLE_SECONDS = env.int("IDLE_SECONDS", default=1800)
SESSION_COOKIE_AGE = IDLE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "township.signin.sessions"
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
ACCESS_LOG_DAYS = env.int("ACCESS_LOG_DAYS", default=366)
if ACCESS_LOG_DAYS < 183:
    raise ImproperlyConfigured(
        "环境变量 ACCESS_LOG_DAYS 太小：登录记录依法至少留存六个月（183 天）"
    )

# Browser-side guards.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# Who watches asks each machine by itself, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A browser takes a cookie of such a name from this very host by https only.
HOST_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{HOST_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{HOST_PREFIX}csrftoken"
DEVICE_COOKIE_NAME = f"{HOST_PREFIX}device"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of our own stand in front: each adds one address to X-Forwarded-For.
PROXY_HOPS = env.int("PROXY_HOPS", default=int(BEHIND_PROXY))
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DEFAULT_EXCEPTION_REPORTER_FILTER = "township.access.reports.NothingTyped"
CSP_SOURCES = {
    "default-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CSP_SOURCES}

# Words, dates and numbers.
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "township.formats"

# Static files and uploads.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Kept files lie below DATA_DIR, or in an S3-compatible object store where a bucket is named.
STORAGE_FAILURES = ()
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    try:
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError
        from storages.backends.s3 import S3Storage
    except ImportError:
        raise ImproperlyConfigured(
            "环境变量 S3_BUCKET 已设置，但没有安装对象存储的程序包："
            "请运行 .venv/bin/pip install --require-hashes -r requirements-s3.txt"
        ) from None
    STORAGE_FAILURES = (BotoCoreError, ClientError)
    STORAGES["blobs"] = {
        "BACKEND": f"{S3Storage.__module__}.{S3Storage.__name__}",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": needed("S3_ENDPOINT", "填对象存储的地址，如 http://10.0.0.5:9000"),
            "access_key": needed("S3_ACCESS_KEY", "填对象存储的访问账号"),
            "secret_key": needed("S3_SECRET_KEY", "填对象存储的访问密码"),
            "region_name": env.str("S3_REGION", default="us-east-1"),
            "file_overwrite": False,
            "max_memory_size": 1024 * 1024,
            # A store that hangs is noticed within seconds, where the client alone would wait for
            # minutes; how many may wait for it at once is told in township/files/bulkhead.py.
            "client_config": Config(
                connect_timeout=3,
                read_timeout=10,
                retries={"total_max_attempts": 2},
                s3={"addressing_style": "path"},
                signature_version="s3v4",
            ),
        },
    }
# Where the worker backs up every night, how many backups stay, and the words that encrypt them.
BACKUP_TO = env.str("BACKUP_TO", default="")
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)
BACKUP_PASSPHRASE = env.str("BACKUP_PASSPHRASE", default="")
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT_MB", default=200) * 1024 * 1024
# So much of the disk stays free for the database and for pages: files are refused before.
DISK_FLOOR = env.int("DISK_FLOOR_MB", default=2048) * 1024 * 1024
# What anybody may send: the longest text the site takes is 1.8 MB as a form.
SMALL_REQUEST = 2 * 1024 * 1024
# What somebody signed in may send to a page that takes files: one file of the largest size, or
# many smaller ones, and the words beside them.
FILES_REQUEST = UPLOAD_LIMIT + DATA_UPLOAD_MAX_MEMORY_SIZE
# Requests a process of the web server works on at the same time.
WEB_THREADS = env.int("WEB_THREADS", default=4)

# How alerts leave the application: a mail server (smtp+tls://name:password@host:587), none where it
# is empty; and whether offices may name addresses of the inner network, also by http.
MAIL_URL = env.str("MAIL_URL", default="")
MAIL_IS_SET = bool(MAIL_URL)
if MAIL_URL:
    vars().update(env.email_url("MAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or "noreply@localhost"
EMAIL_TIMEOUT = 10
HOOKS_INSIDE = env.bool("HOOKS_INSIDE", default=False)

# May phones take forms along to where there is no signal (township/outbox), and straighten photos
# of papers into one PDF (static/js/paper-*.js)?
OUTBOX = env.bool("OUTBOX", default=True)
PAPER_PHOTOS = env.bool("PAPER_PHOTOS", default=True)

FILTERS_EMPTY_CHOICE_LABEL = "全部"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Figures for Prometheus (/metrics) for whoever shows the token, none where it is empty; and what
# takes longer is written into the log, nothing where it is 0.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if 0 < len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("环境变量 METRICS_TOKEN 太短：填一串至少 20 个字符的随机文字")
SLOW_REQUEST_MS = env.int("SLOW_REQUEST_MS", default=0)
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=0)

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured("环境变量 LOG_FORMAT 只能是 line（每条一行文字）或 json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "township.access.request_id.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "township.access.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(request_id)s %(sender)s %(name)s %(message)s",
        },
        "json": {"()": "township.access.log_lines.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "filters": ["request_id"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
