"""Questions to the database that took too long, in the log: their text without their values."""

import logging
from time import monotonic

from django.conf import settings
from django.db.backends.signals import connection_created

from township.access.log_lines import printable

log = logging.getLogger("township.slow")


def watch() -> None:
    """Look at all connections that are made from now on, where the settings ask for it."""
    if settings.SLOW_QUERY_MS:
        connection_created.connect(_look_at, dispatch_uid="township.watching.queries")


def _look_at(sender, connection, **kwargs):
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute, sql, params, many, context):
    began = monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (monotonic() - began) * 1000
        if settings.SLOW_QUERY_MS and milliseconds >= settings.SLOW_QUERY_MS:
            log.warning("slow query: %d ms, %s", milliseconds, printable(str(sql)))
