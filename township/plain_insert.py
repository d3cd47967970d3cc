"""Many rows in one insert whose values Django does not look at one by one.

`bulk_create` asks each field about each value, which takes several times as long as the database
needs to write it. For rows that nobody needs back.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, DecimalField, JSONField, Model


def insert_rows(
    model: type[Model], rows: Iterable[dict[str, Any]], *, over: Sequence[str] = ()
) -> None:
    """Write rows, {column of the model: value} of all columns but the key, which the database
    gives; where a row with the same values of `over` stands, over that.

    Nothing is validated, and whoever wants to hear of it (township/touched.py) is told by the
    caller.
    """
    names, sql, written_otherwise = _shape(model, tuple(over))
    values = [[row[name] for name in names] for row in rows]
    if not values:
        return
    for at, convert in written_otherwise:
        for row in values:
            if row[at] is not None:
                row[at] = convert(row[at])
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


@lru_cache
def _shape(model, over):
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    names = [one.attname for one in fields]
    quote = connection.ops.quote_name
    columns = [quote(one.column) for one in fields]
    blanks = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({blanks})"
    if over:
        same = [quote(model._meta.get_field(name).column) for name in over]
        new = ", ".join(f"{one} = EXCLUDED.{one}" for one in columns if one not in same)
        sql += f" ON CONFLICT ({', '.join(same)}) DO UPDATE SET {new}"
    converters = [(at, _converter(one)) for at, one in enumerate(fields)]
    return names, sql, [(at, convert) for at, convert in converters if convert]


def _converter(field):
    """What makes a value of a field what the database is given; None where it is given as it is."""
    ops = connection.ops
    match field:
        case DateTimeField():
            return ops.adapt_datetimefield_value
        case JSONField():
            empty = ops.adapt_json_value({}, field.encoder)
            return lambda value: (
                empty if value == {} else ops.adapt_json_value(value, field.encoder)
            )
        case DecimalField():
            digits = field.max_digits, field.decimal_places
            return lambda value: ops.adapt_decimalfield_value(value, *digits)
    return None
