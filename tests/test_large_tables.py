"""No page reads a large table from end to end: it would grow with other townships' data.

The database is asked how it would answer each question of a page: SQLite tells a walk through a
table or an index as SCAN; PostgreSQL is told to avoid one, so that one it still makes has no index
to take instead. A walk that ends after so many rows (LIMIT, in the order of the index) is none.
"""

import json
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from township.accounts import views

# Tables with a row a township or fewer, and what Django holds of itself.
SMALL = {
    "township_district",
    "township_township",
    "township_chain",
    # At most one a township and paper, and few townships have any.
    "township_owntemplate",
    "township_verification",
    "township_foundfault",
    "django_content_type",
    # One row a worker, and what SQLite tells of its own tables.
    "township_workerbeat",
    "m",
    "c",
    # Tasks are forgotten after thirty days.
    "django_tasks_database_dbtaskresult",
}
PAGES = (
    ("admin", "home"),
    ("admin", "status"),
    ("admin", "history"),
    ("admin", "history?q=会议"),
    ("admin", "history?q=会议&until=2026-01-01"),
    ("admin", "places"),
    ("office", "home"),
    ("office", "status"),
    ("office", "history?q=会议"),
    ("office", "villages:villages"),
    ("office", "archives:records"),
    ("office", "archives:completeness"),
    ("office", "campaigns:evaluations"),
    ("office", "campaigns:honours"),
    ("office", "campaigns:receipts"),
    ("office", "campaigns:campaign"),
    ("office", "campaigns:targets"),
    ("office", "campaigns:gaps"),
    ("cadre-wanshun", "home"),
    ("evaluator1", "home"),
    ("evaluator1", "archives:find?words=会议"),
    ("observer", "archives:find?words=会议"),
    ("district", "home"),
)
# What of these somebody may not open is looked up for the history: SQLite begins with the table,
# where PostgreSQL begins with the township.
OF_HISTORY = {"township_user", "township_correction", "campaigns_sheet", "campaigns_sitevisit"}
ENDS = re.compile(r"LIMIT (\d+|%s)( OFFSET (\d+|%s))?(\) subquery)?$")
OF_CAMPAIGN = {"campaigns:campaign", "campaigns:targets", "campaigns:gaps"}


def address(named):
    name, _, asked = named.partition("?")
    args = [Campaign.objects.get().pk] if name in OF_CAMPAIGN else []
    return f"{reverse(name, args=args)}?{asked}"


def asked_by(client, url):
    """[(SQL, parameters)] of a page."""
    found = []

    def listen(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")) and not many:
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert client.get(url).status_code == 200, url
    return found


def walks_on_sqlite(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[3] for row in cursor.fetchall()]
    # A limit of the whole question; one within EXISTS ends nothing where no row fits.
    ends = ENDS.search(sql) and not any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
    for step in steps:
        if (walk := re.match(r"SCAN (\w+)", step)) and not ends:
            # A name inside may stand for several tables.
            yield from re.findall(rf'"(\w+)" {walk[1]}\b', sql) or [walk[1]]


def walks_on_postgresql(sql, params):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    yield from _walked((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def _walked(node, is_ended=False):
    is_ended = is_ended or node["Node Type"] == "Limit"
    if node["Node Type"] == "Seq Scan" and not is_ended:
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from _walked(part, is_ended and node["Node Type"] != "Sort")


def walks(sql, params):
    told = walks_on_sqlite if connection.vendor == "sqlite" else walks_on_postgresql
    found = [table for table in told(sql, params) if table not in SMALL | {"subquery"}]
    # A catalogue grows with the schema, not with what people enter.
    return [table for table in found if not table.startswith(("pg_", "sqlite_"))]


@pytest.mark.django_db
def test_a_walk_through_a_table_is_seen():
    assert walks("SELECT count(*) FROM archives_record WHERE title LIKE %s", ("%会议%",))
    assert not walks("SELECT title FROM archives_record ORDER BY id DESC LIMIT 5", ())
    within = "SELECT EXISTS (SELECT 1 FROM archives_record WHERE title LIKE %s LIMIT 1)"
    assert walks(within, ("%会议%",)) or connection.vendor == "postgresql"
    assert not walks("SELECT title FROM archives_record WHERE township_id = %s", (1,))


def test_no_page_reads_a_large_table_from_end_to_end(story, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_CHOICES", 3)
    cast, found = story, []
    for username, named in PAGES:
        client.force_login(cast[username])
        url = address(named)
        known = OF_HISTORY if named.startswith("history") else set()
        for sql, params in asked_by(client, url):
            walked = [table for table in walks(sql, params) if table not in known]
            found += [f"{username} {named}: {table}: {sql[:400]}" for table in walked]
    assert not found, "\n".join(found)


def test_today_is_not_asked_row_by_row(story, client):
    """A day of the history is a span of moments: a date cut from each row serves no index."""
    client.force_login(story["admin"])
    day = timezone.localdate().isoformat()
    asked = asked_by(client, f"{reverse('history')}?since={day}&until={day}")
    assert not [sql for sql, _ in asked if "datetime_cast" in sql or "AT TIME ZONE" in sql]
