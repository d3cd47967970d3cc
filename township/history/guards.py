"""Does the database stand as it was set up: tables and columns, and the triggers that keep final
rows final?"""

from collections.abc import Iterator

from django.db import connection

from township import schema
from township.history import frozen

MOST_NAMED = 3


def faults() -> Iterator[tuple]:
    """(None, sentence) for each table or column that does not fit, and for the triggers if some
    are missing or say something else: whoever removed them may have changed what they guard."""
    for told in schema.differences(connection):
        yield None, f"{told}{schema.WHAT_TO_DO}"
    if broken := frozen.broken(connection):
        named = "、".join(sorted(broken)[:MOST_NAMED])
        yield (
            None,
            f"数据库里保护定稿内容的触发器有{len(broken)}个不见了或被改动过（{named}等）："
            "请运行 manage.py migrate 装回，并查是谁、为什么动了数据库",
        )
