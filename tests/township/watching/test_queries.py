"""A question to the database that takes too long is told, and nothing that was filled in."""

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from township.users.models import User
from township.watching import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    moments = iter(range(0, 100_000, 300))
    monkeypatch.setattr(queries, "monotonic", lambda: next(moments) / 1000)


@pytest.mark.parametrize(("limit", "is_told"), [(300, True), (301, False), (0, False)])
def test_what_takes_too_long_is_told_without_its_values(settings, clock, caplog, limit, is_told):
    settings.SLOW_QUERY_MS = limit
    with connection.execute_wrapper(queries.timed):
        list(User.objects.filter(full_name="何永康"))
    assert ("slow query: 300 ms, SELECT" in caplog.text) == is_told
    assert "何永康" not in caplog.text


def test_connections_are_looked_at_only_where_the_settings_ask_for_it(settings):
    settings.SLOW_QUERY_MS = 0
    queries.watch()
    assert not is_watched()
    settings.SLOW_QUERY_MS = 1
    queries.watch()
    try:
        assert is_watched()
    finally:
        connection_created.disconnect(dispatch_uid="township.watching.queries")


def is_watched():
    connection_created.send(sender=type(connection), connection=connection)
    found = connection.execute_wrappers.count(queries.timed)
    connection_created.send(sender=type(connection), connection=connection)
    assert connection.execute_wrappers.count(queries.timed) == found, "looked at once"
    connection.execute_wrappers[:] = [
        one for one in connection.execute_wrappers if one is not queries.timed
    ]
    return bool(found)
