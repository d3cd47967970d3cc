"""How dates, money, sizes and other values are written on screen: 2026年11月5日, 200.00元.

Empty values are written as a dash; moments are shown in local (Beijing) time.
"""

import datetime
from decimal import Decimal

from django.utils.timezone import is_aware, localtime

from township import dates

NOTHING = "—"


def cn_date(value):
    """A date or moment as 2026年11月5日."""
    if not value:
        return NOTHING
    if isinstance(value, datetime.datetime) and is_aware(value):
        value = localtime(value)
    return dates.cn_date(value)


def cn_datetime(value):
    """A moment as 2026年11月5日 14:30."""
    if not value:
        return NOTHING
    if is_aware(value):
        value = localtime(value)
    return f"{cn_date(value)} {value:%H:%M}"


def yuan(value):
    """An amount in yuan as 2000.00元."""
    if value is None or value == "":
        return NOTHING
    return f"{Decimal(value):.2f}元"


def size_cn(value):
    """A file size in bytes as 820 字节, 1.5 KB or 12.0 MB."""
    if value is None or value == "":
        return NOTHING
    size = float(value)
    if size < 1024:
        return f"{size:.0f} 字节"
    if size < 1024**2:
        return f"{size / 1024:.1f} KB"
    if size < 1024**3:
        return f"{size / 1024**2:.1f} MB"
    return f"{size / 1024**3:.1f} GB"


def shown(value):
    """Any value as a reader expects it: dates in Chinese, 是 or 否, a dash for nothing.

    Lists are joined with the Chinese enumeration comma.
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return cn_datetime(value)
    if isinstance(value, datetime.date):
        return cn_date(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, (list, tuple, set)):
        return "、".join(str(part) for part in value) or NOTHING
    return value
