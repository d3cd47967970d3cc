"""Start-up check (database): the triggers that keep final rows final are there."""

from django.core.checks import Error, Tags, register
from django.db import connections

from township.history.frozen import REGISTERED, existing_names, expected_names


@register(Tags.database)
def triggers_are_there(app_configs, databases=None, **kwargs):
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not all(rule.table in tables for rule in REGISTERED):
            continue  # before the first migrate
        missing = expected_names() - existing_names(connection)
        if missing:
            errors.append(
                Error(
                    f"Triggers are missing in {alias}: {', '.join(sorted(missing))}",
                    hint="Run manage.py migrate.",
                    id="history.E001",
                )
            )
    return errors
