"""Is the database built as the models say? A migration that was edited after it had been applied
is not applied again: `migrate` says that all is well, and every page that reads the column fails.
"""

from django.apps import apps

# (table, column, must it be written by whoever adds a row) of all columns in the database.
_COLUMNS = {
    "sqlite": (
        'SELECT m.name, c.name, c."notnull" = 1 AND c.dflt_value IS NULL AND c.pk = 0 '
        "FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name, "
        "is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' "
        "FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))"
    ),
}
WHAT_TO_DO = "请运行 manage.py migrate；仍这样提示的，用升级前的备份恢复，再装原来的版本"


def differences(connection) -> list[str]:
    """A sentence for each table or column in which the database is not as the models are."""
    held = _held(connection)
    told = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        table, columns = model._meta.db_table, held.get(model._meta.db_table)
        if columns is None:
            told.append(f"数据库里没有表 {table}。")
            continue
        known = {field.column for field in model._meta.local_concrete_fields}
        told += [f"数据库的表 {table} 里没有列 {name}。" for name in sorted(known - columns.keys())]
        told += [
            f"数据库的表 {table} 里多出必填的列 {name}，现在的程序不认识它。"
            for name in sorted(columns.keys() - known)
            if columns[name]
        ]
    return told


def _held(connection):
    """{table: {column: must it be written}}"""
    tables = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column, is_needed in cursor.fetchall():
            tables.setdefault(table, {})[column] = bool(is_needed)
    return tables
