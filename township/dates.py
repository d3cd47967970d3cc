"""A day as an office writes it, for rules and sentences alike; pages use the filter `cn_date`."""

from datetime import date


def cn_date(day: date) -> str:
    """2026年11月5日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
