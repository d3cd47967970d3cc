"""One line of the log is one line, whatever somebody typed: nobody writes a line of his own."""

import datetime
import json
import logging
import re

from django.core.exceptions import PermissionDenied

# Line ends of every kind, colours of a terminal, characters that turn or hide text.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
# A name that somebody typed, and a whole message, in characters.
LONGEST_ARGUMENT, LONGEST_MESSAGE = 200, 1000
INDENT = "  | "


def printable(text: str, most: int = LONGEST_MESSAGE) -> str:
    """The text on one line, unprintable characters as `\\x0a`, cut to `most` characters."""
    cut = text if len(text) <= most else f"{text[:most]}…({len(text)})"
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), cut)


def _short(argument):
    return printable(argument, LONGEST_ARGUMENT) if isinstance(argument, str) else argument


class LineFormatter(logging.Formatter):
    """Messages on one line; a stack trace indented, so that no line of it looks like a message."""

    def format(self, record):
        told = logging.makeLogRecord(vars(record))
        if isinstance(record.args, tuple):
            told.args = tuple(map(_short, record.args))
        told.msg, told.args = printable(told.getMessage()), ()
        told.sender = printable(told.sender, LONGEST_ARGUMENT)
        # Somebody was denied something: that is no fault of the program.
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            told.exc_info = told.exc_text = None
        return super().format(told)

    def formatException(self, exc_info):
        lines = super().formatException(exc_info).split("\n")
        return "\n".join(INDENT + printable(line) for line in lines)


class JsonFormatter(LineFormatter):
    """The same, one JSON object a line, for a collector of logs."""

    def format(self, record):
        told = super().format(record)
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        message, *trace = told.split("\n")
        user, _, address = printable(record.sender, LONGEST_ARGUMENT).rpartition("@")
        one = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "request": record.request_id,
            "user": user,
            "address": address,
            "logger": record.name,
            "message": message,
            "trace": trace,
        }
        return json.dumps({name: value for name, value in one.items() if value}, ensure_ascii=False)
