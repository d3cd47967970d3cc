"""iCalendar (RFC 5545): all-day events, as calendars of telephones subscribe to them. Pure.

Written here: of the standard we need one component with six properties, and its two rules, escaping
(3.3.11) and folding (3.1), are ten lines. A library for it brings time zones and recurrence.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

FOLDED_AT = 75  # octets, without the line end
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def escaped(text: str) -> str:
    """A TEXT value: controls other than the line end have no place in it."""
    kept = "".join(sign for sign in text if sign == "\n" or sign.isprintable())
    return kept.translate(ESCAPED)


def folded(line: str) -> str:
    """Lines of at most 75 octets; what goes on begins with a space, and no sign is cut in two."""
    parts, part, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > FOLDED_AT:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + width
    return "\r\n".join([*parts, part])


def calendar(name: str, events: Iterable, stamp: datetime) -> str:
    """A calendar of events with `uid`, `day`, `title` and `url`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//chuangjiantong//calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{_day(event.day)}",
            f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}",
            f"SUMMARY:{escaped(event.title)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
