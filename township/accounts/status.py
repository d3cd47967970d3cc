"""What the status page tells an administrator about this installation."""

import shutil

from django.conf import settings
from django.db import connection


def findings():
    """[(label, value, tone)] about database, disk, virus scanner and version."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(settings.DATA_DIR)
    free = disk.free / 2**30
    database = {"sqlite": "SQLite（单机）", "postgresql": "PostgreSQL"}[connection.vendor]
    scanner = settings.CLAMAV_SOCKET
    return [
        ("程序版本", settings.VERSION, "neutral"),
        ("数据库", database, "good"),
        ("存放文件的磁盘余量", f"{free:.1f} GB", "good" if free > 5 else "bad"),
        (
            "病毒扫描",
            "已启用" if scanner else "未启用：没有配置 ClamAV，上传文件只做类型和内容检查",
            "good" if scanner else "warn",
        ),
    ]
