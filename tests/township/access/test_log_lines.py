"""Lines of the log: nobody writes one of his own, a denial is one line that says who."""

import io
import json
import logging
import logging.config
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from township.access.log_lines import JsonFormatter, LineFormatter

EVIL = "a\r\nFAKE 2026 CRITICAL pwned\x1b[31m\x00\x85\u2028\u202e"


@pytest.fixture
def log():
    """What the log of the site holds, as the settings form it."""
    written = io.StringIO()
    logging.config.dictConfig(
        settings.LOGGING
        | {"handlers": {"console": settings.LOGGING["handlers"]["console"] | {"stream": written}}}
    )
    yield written
    logging.config.dictConfig(settings.LOGGING)


def test_a_name_with_line_ends_is_one_line(client, db, log):
    client.post(reverse("login"), {"username": EVIL.replace("\x00", ""), "password": "x"})
    logging.getLogger("township").warning("Access from %s", EVIL)
    lines = log.getvalue().splitlines()
    assert len(lines) == 1 and not any(line.startswith("FAKE") for line in lines)
    assert r"a\r\nFAKE 2026" in lines[-1] and "\x1b" not in log.getvalue()


def test_a_long_name_is_cut(client, db, log):
    client.post(reverse("login"), {"username": "长" * 5000, "password": "x"})
    logging.getLogger("township").warning("Access from %s", "长" * 5000)
    lines = log.getvalue().splitlines()
    assert len(lines) == 1 and max(map(len, lines)) < 1200
    assert "长" * 200 + "…(5000)" in lines[-1]


def test_a_denial_is_one_line_with_user_and_address(client, observer, log):
    client.force_login(observer)
    client.get(reverse("accounts"), REMOTE_ADDR="10.1.2.3")
    (line,) = log.getvalue().splitlines()
    assert "observer@10.1.2.3" in line and "Permission denied" in line and "/accounts/" in line


def test_a_stranger_is_told_by_address(client, db, log):
    client.get("/nowhere/", REMOTE_ADDR="10.1.2.3")
    (line,) = log.getvalue().splitlines()
    assert "-@10.1.2.3" in line


def test_a_trace_is_kept_and_none_of_its_lines_looks_like_a_message():
    try:
        raise ValueError(EVIL)
    except ValueError:
        record = logging.makeLogRecord({"msg": "bad", "exc_info": sys.exc_info(), "sender": "-@-"})
    first, *trace = LineFormatter("%(message)s").format(record).splitlines()
    assert first == "bad" and len(trace) > 3
    assert all(line.startswith("  | ") for line in trace)


def test_what_others_make_of_a_record_stays():
    record = logging.makeLogRecord({"msg": "from %s", "args": (EVIL,), "sender": "-@-"})
    LineFormatter("%(message)s").format(record)
    assert record.args == (EVIL,)


def test_json_says_the_same_on_one_line(observer, client, monkeypatch, log):
    monkeypatch.setattr(logging.getLogger().handlers[0], "formatter", JsonFormatter())
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "formatter", JsonFormatter())
    client.force_login(observer)
    client.get(reverse("accounts"), REMOTE_ADDR="10.1.2.3")
    try:
        raise ValueError(EVIL)
    except ValueError:
        logging.getLogger("township").exception("Access from %s", EVIL)
    denied, failed = map(json.loads, log.getvalue().splitlines())
    assert (denied["user"], denied["address"]) == ("observer", "10.1.2.3")
    assert "Permission denied" in denied["message"] and denied["request"] and "trace" not in denied
    assert failed["message"].startswith("Access from a") and failed["level"] == "ERROR"
    assert any("ValueError" in line for line in failed["trace"])
