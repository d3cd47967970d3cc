"""The full-text index: one interface over SQLite's FTS5 and PostgreSQL's tsvector.

A row per record holds the tokens of its words and, marked with a sign, those of its place: village,
township, category, year, month, state. A question is answered from the index alone, newest record
first and at most a thousand, so that common words cost no more than rare ones.
"""

from django.db import connections, transaction
from django.db.models.signals import post_migrate

TABLE = "archives_search"
_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} "
        "USING fts5(words, tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        f"CREATE TABLE IF NOT EXISTS {TABLE} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX IF NOT EXISTS {TABLE}_gin ON {TABLE} USING gin (words)",
    ),
}
# In one statement: two that write the same record never meet between taking away and putting.
_PUT = {
    "sqlite": f"INSERT OR REPLACE INTO {TABLE} (rowid, words) VALUES (%s, %s)",
    "postgresql": (
        f"INSERT INTO {TABLE} (rowid, words) "
        "VALUES (%s, array_to_tsvector(string_to_array(%s, ' '))) "
        "ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words"
    ),
}
_MATCH = {"sqlite": f"{TABLE} MATCH %s", "postgresql": "words @@ %s::tsquery"}
# PostgreSQL takes at most 1 MB of different tokens a row.
MOST_TOKENS = 120_000
# Of Unicode's private use: FTS5 takes it into tokens, the cutting of text drops it.
SIGN = "\ue000"


def install(sender=None, using="default", **kwargs):
    """Create the index where it is missing; runs after every migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _CREATE[connection.vendor]:
            cursor.execute(statement)


def watch(app):
    """Let every migrate end with the index in place."""
    post_migrate.connect(install, sender=app, dispatch_uid="archives.models.search_index")


def mark(kind, value):
    """The token of a place or date; it begins with a sign that nobody types."""
    return f"{SIGN}{kind}{value}"


def put(rows, using="default"):
    """Write [(record id, tokens)], in place of what was there."""
    connection = connections[using]
    with transaction.atomic(using=using, savepoint=False), connection.cursor() as cursor:
        cursor.executemany(
            _PUT[connection.vendor],
            # In one order for all, so that no two wait for each other.
            [[pk, " ".join(list(found)[:MOST_TOKENS])] for pk, found in sorted(rows)],
        )


def empty(using="default"):
    with connections[using].cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def optimise(using="default"):
    """Merge what many small writes left; worth it after indexing everything."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


def matching(question, limit, using="default"):
    """Ids of at most `limit` records that fit, newest first. `question` is made by the below."""
    connection = connections[using]
    wanted = _written(question, connection.vendor == "sqlite")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {_MATCH[connection.vendor]} "
            "ORDER BY rowid DESC LIMIT %s",
            [wanted, limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def every(*questions):
    return ("AND", [one for one in questions if one])


def either(*questions):
    return ("OR", [one for one in questions if one])


def without(question, unwanted):
    return ("NOT", [question, unwanted])


def tokens_in_order(found):
    """A phrase; its last token may go on, unless it is a pair. On PostgreSQL the order is not
    asked for: a tsvector knows no places beyond 16,383 tokens, and pairs overlap."""
    return ("PHRASE", found)


def exactly(token):
    return ("TOKEN", token)


def _written(question, is_sqlite):
    operator, inner = question
    if operator == "TOKEN":
        return f'"{inner}"' if is_sqlite else f"'{inner}'"
    if operator == "PHRASE":
        # A pair is a whole token: looked up as such it is read lazily, however common.
        goes_on = len(inner[-1]) == 1 or inner[-1].isascii()
        if is_sqlite:
            return f'"{" ".join(inner)}"' + " *" * goes_on
        last = f"'{inner[-1]}'" + ":*" * goes_on
        return "(" + " & ".join([*(f"'{one}'" for one in inner[:-1]), last]) + ")"
    parts = [_written(one, is_sqlite) for one in inner]
    if operator == "NOT":
        return f"({parts[0]} {'NOT' if is_sqlite else '& !'} {parts[1]})"
    joint = f" {operator} " if is_sqlite else {"AND": " & ", "OR": " | "}[operator]
    return f"({joint.join(parts)})"
