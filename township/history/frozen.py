"""What is final refuses change in the database itself, by triggers on SQLite and PostgreSQL.

A model registers the SQL condition under which a row is final. `{row}` in the condition is
replaced by OLD or NEW, so a child row may look up its parent:
`EXISTS (SELECT 1 FROM villages_motion m WHERE m.id = {row}.motion_id AND m.status = 'closed')`.

Triggers are taken away before the first step of a migrate and re-created after its last: SQLite
cannot rebuild a table that another one's trigger names, and a step may have to write final rows.
They are looked for at start.
"""

from dataclasses import dataclass, field

from django.db import connections, models

REGISTERED = []
# A correction that is being carried out opens what it names (township.corrections).
CORRECTING = (
    "EXISTS (SELECT 1 FROM township_correction c WHERE c.is_applying "
    "AND c.noun = '{noun}' AND {which})"
)


@dataclass(frozen=True)
class FrozenRule:
    model: type[models.Model]
    when: str
    except_columns: tuple = ()
    on_insert: bool = False
    why: str = ""
    name: str = field(default="")
    correctable: tuple = ()
    corrected_by: tuple = ()

    @property
    def table(self):
        return self.model._meta.db_table

    @property
    def columns(self):
        names = [f.column for f in self.model._meta.local_concrete_fields]
        return [name for name in names if name not in self.except_columns]

    def changed(self, differs):
        """SQL that is true when an update changes what it may not."""
        fixed = [name for name in self.columns if name not in self.correctable]
        told = [_distinct(fixed, differs)]
        if self.correctable:
            opened = " OR ".join(
                CORRECTING.format(noun=noun, which=which) for noun, which in self.corrected_by
            )
            told.append(f"({_distinct(self.correctable, differs)}) AND NOT ({opened})")
        return " OR ".join(f"({one})" for one in told)


def _distinct(columns, differs):
    return " OR ".join(f'OLD."{c}" {differs} NEW."{c}"' for c in columns) or "1=0"


def register(
    model,
    when="1=1",
    *,
    except_columns=(),
    on_insert=False,
    why="已定稿，不能再改",
    correctable=(),
    corrected_by=(),
):
    """Freeze rows of `model` for which `when` holds.

    `except_columns` may still change (a later stage of the same row); `on_insert` also refuses
    new rows for which `when` holds (children of a closed parent). `why` is the reason told.
    `correctable` columns change while a correction is carried out: of the row itself, or of
    another one, named in `corrected_by` as (noun, SQL that finds it by c.object_id).
    """
    number = sum(rule.model is model for rule in REGISTERED)
    name = f"fz_{model._meta.db_table}"[:26] + (f"_{number}" if number else "")
    if correctable and not corrected_by:
        corrected_by = ((model._meta.label_lower, "c.object_id = OLD.id"),)
    REGISTERED.append(
        FrozenRule(
            model,
            when,
            tuple(except_columns),
            on_insert,
            why,
            name,
            tuple(correctable),
            tuple(corrected_by),
        )
    )


def events(rule):
    """(suffix, event, row) of the triggers that a rule needs."""
    yield "u", "UPDATE", "OLD"
    yield "d", "DELETE", "OLD"
    if rule.on_insert:
        yield "i", "INSERT", "NEW"


def statements(rule, vendor):
    """SQL that creates a rule's triggers on "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    message = f"frozen: {rule.why}".replace("'", "''")
    for suffix, event, row in events(rule):
        name = f"{rule.name}_{suffix}"
        condition = f"({rule.when.replace('{row}', row)})"
        if event == "UPDATE":
            condition += f" AND ({rule.changed(differs)})"
        if vendor == "sqlite":
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{rule.table}" WHEN {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        else:
            answer = "OLD" if event == "DELETE" else "NEW"
            yield (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger AS $$ BEGIN '
                f"IF {condition} THEN RAISE EXCEPTION '{message.replace('%', '%%')}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {answer}; END $$ LANGUAGE plpgsql"
            )
            yield f'DROP TRIGGER IF EXISTS "{name}" ON "{rule.table}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{rule.table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )


def expected_names():
    return {f"{rule.name}_{e[0]}" for rule in REGISTERED for e in events(rule)}


def existing_names(connection):
    """Names of the triggers in the database."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


def broken(connection):
    """Names of the triggers that are missing, switched off, or do not say what they should."""
    expected = dict(_told(connection.vendor))
    with connection.cursor() as cursor:
        cursor.execute(_TOLD[connection.vendor])
        found = dict(cursor.fetchall())
    return {name for name, told in expected.items() if found.get(name) != told}


def _told(vendor):
    """(name, its text as the database keeps it) of every trigger."""
    for rule in REGISTERED:
        for sql in statements(rule, vendor):
            name = sql.split('"')[1]
            if vendor == "sqlite" and sql.startswith("CREATE TRIGGER"):
                yield name, sql
            elif "$$" in sql:
                yield name, sql.split("$$")[1]


_TOLD = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
    ),
}


def remove_triggers(sender=None, using="default", plan=(), **kwargs):
    """Take all triggers away; runs before a migrate that has steps to do."""
    if not plan:
        return
    connection = connections[using]
    table_of = {f"{rule.name}_{e[0]}": rule.table for rule in REGISTERED for e in events(rule)}
    with connection.cursor() as cursor:
        for name in sorted(existing_names(connection) & table_of.keys()):
            where = f' ON "{table_of[name]}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{where}')


def install_triggers(sender=None, using="default", **kwargs):
    """Create all triggers whose tables exist; runs after every migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in REGISTERED:
            if rule.table in tables:
                for sql in statements(rule, connection.vendor):
                    cursor.execute(sql)
