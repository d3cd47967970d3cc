"""A day as an office writes it, for rules and sentences alike; pages use the filter `cn_date`."""

from calendar import monthrange
from datetime import date, datetime, timedelta

FIRST_YEAR, LAST_YEAR = 1949, 2100


def cn_date(day: date) -> str:
    """2026年11月5日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def cn_date_in(day: date, year: int) -> str:
    """11月5日; with its year only where that is another than `year`, which the reader knows."""
    return f"{day.month}月{day.day}日" if day.year == year else cn_date(day)


def out_of_time(day: date | datetime) -> list[str]:
    """The sentence that refuses a day which nobody here can mean; nothing for one that is fine."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return []
    return [f"年份要在{FIRST_YEAR}到{LAST_YEAR}之间，请检查日期。"]


def days_told(day: date, today: date) -> str:
    """How long until the last day of something, as an office says it."""
    left = (day - today).days
    if left == 0:
        return "今天到期"
    return f"还有{left}天" if left > 0 else f"已过期{-left}天"


def age_told(age: timedelta) -> str:
    """How long ago something was, in its largest unit: 3天, 5小时, 20分钟."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)}天"
    return f"{minutes // 60}小时" if minutes >= 120 else f"{minutes}分钟"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_later(day: date, years: int) -> date:
    """The same day some years on; 28 February for 29 February where there is none."""
    return months_later(day, 12 * years)
