"""The files of an installation, written from the settings it runs with.

What is said twice comes apart: the largest upload, the number of proxies, the port and the folders
stand in .env alone, and are read from there (decision 27, an installation writes its own files).
"""

import math
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

NAME = "chuangjiantong"
MB = 1024 * 1024
# {file below the folder: its template in templates/deployment/}.
FILES = {
    f"systemd/{NAME}-web.service": "web.service",
    f"systemd/{NAME}-worker.service": "worker.service",
    f"systemd/{NAME}-backup.service": "backup.service",
    f"systemd/{NAME}-backup.timer": "backup.timer",
    f"nginx/{NAME}.conf": "nginx.conf",
    f"logrotate/{NAME}": "logrotate",
    "env.example": "env.example",
    "container/Containerfile": "Containerfile",
    "container/compose.yaml": "compose.yaml",
    "container/nginx.conf": "nginx.conf",
    f"watching/{NAME}-prometheus.yml": "prometheus.yml",
    f"watching/{NAME}-alerts.yml": "alerts.yml",
    f"watching/{NAME}-board.json": "board.json",
    "README.md": "README.md",
}


@dataclass(frozen=True)
class Installation:
    """Where this installation lies, and how it is reached."""

    name: str
    root: Path
    python: str
    data: Path
    static: Path
    host: str
    origin: str
    address: str
    port: int
    processes: int
    # What nginx takes, a MB more than the site: so the site says itself what is too large.
    body_mb: int
    most_writable: str
    needs_database: bool
    # Where backups go, "" for nowhere; whether they are encrypted.
    backup_to: str
    is_encrypted: bool
    # Whether .env is there already, with keys that must not be written anew.
    has_settings: bool
    user: str = NAME


def here() -> Installation:
    """This installation, as its settings and its environment describe it."""
    site = urlsplit(settings.SITE_URL)
    engine = settings.DATABASES["default"]["ENGINE"]
    var = settings.BASE_DIR / "var"
    writable = dict.fromkeys(map(str, (var, settings.DATA_DIR)))
    if settings.BACKUP_TO:
        # A share that is not there at the moment stops no service.
        writable[f"-{settings.BACKUP_TO}"] = None
    return Installation(
        name=NAME,
        root=settings.BASE_DIR,
        python=sys.executable,
        data=settings.DATA_DIR,
        static=settings.STATIC_ROOT,
        host=site.hostname or "localhost",
        origin=f"https://{site.hostname or 'localhost'}",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        processes=int(os.environ.get("WEB_CONCURRENCY", "2")),
        body_mb=math.ceil(settings.FILES_REQUEST / MB) + 1,
        most_writable=" ".join(writable),
        needs_database=not engine.endswith("sqlite3"),
        backup_to=settings.BACKUP_TO,
        is_encrypted=bool(settings.BACKUP_PASSPHRASE),
        has_settings=(settings.BASE_DIR / ".env").exists(),
    )


def texts(place: Installation) -> dict[str, str]:
    """{file below the folder: its text}."""
    told = asdict(place)
    container = told | {"upstream": "web"}
    return {
        path: render_to_string(
            f"deployment/{template}", container if path.startswith("container/") else told
        )
        for path, template in FILES.items()
    }


def write(folder: Path) -> list[Path]:
    """Write all of them below `folder`; returns their paths. What is there is written anew."""
    written = []
    for path, text in texts(here()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        written.append(target)
    return written
