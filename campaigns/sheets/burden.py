"""基层减负 as a workbook: the villages with their counts, the months, what is asked twice."""

from collections.abc import Sequence

from campaigns.queries.burden import Shared, VillageBurden
from campaigns.rules.burden import BurdenKind
from township.crud.exporting import SheetPart

MONTHS = [f"{month}月" for month in range(1, 13)]
SHARED = ("材料", "谁要", "几项指标要", "系统已有")


def parts(rows: Sequence[VillageBurden], shared: Sequence[Shared], year: int) -> list[SheetPart]:
    """The sheets of the report of a year."""
    kinds = [f"{kind.label}（{kind.unit}）" for kind in BurdenKind]
    totals = [f"{year}年合计", "其中系统自动归档", f"{year - 1}年合计", "比上年"]
    villages = [
        [
            row.village,
            *(row.now.of(kind) for kind in BurdenKind),
            *(row.now.whole, row.now.known, row.before.whole, row.change),
        ]
        for row in rows
    ]
    months = [[row.village, *row.now.by_month, row.now.whole] for row in rows]
    twice = [[one.name, "；".join(one.askers), one.times, one.is_known] for one in shared]
    return [
        SheetPart("各村", ["村（社区）", *kinds, *totals], villages),
        SheetPart("各月", ["村（社区）", *MONTHS, "合计"], months),
        SheetPart("重复要的材料", SHARED, twice),
    ]
