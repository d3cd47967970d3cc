"""Versions of a plan or a standard follow one another, and only one of them is a draft."""

from collections.abc import Sequence

from campaigns.models import PlanVersion, StandardVersion
from township.workflow import Refused


def next_number(rows: Sequence[PlanVersion | StandardVersion]) -> int:
    """The version number after the highest of `rows`. Raises Refused while one is not issued."""
    for row in rows:
        if row.status == row.Status.DRAFT:
            raise Refused(f"第{row.number}版还是草稿，先把它下发或改好。")
        if row.status != row.Status.ISSUED:
            raise Refused(f"第{row.number}版在等领导签发，先办完这一版。")
    return max((row.number for row in rows), default=0) + 1
