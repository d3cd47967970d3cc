"""工作一览 as a workbook: the villages with every reason, what is late, money that is due."""

from campaigns.queries.overview import Overview
from campaigns.queries.reward import TOTAL_HEADS, cells_of_total
from township.crud.exporting import SheetPart

VILLAGES = ("村（社区）", "进展", "目标", "考评得分", "名次", "逾期（件）", "差距（项）", "原因")
LATE = ("村（社区）", "类别", "事项", "期限", "逾期（天）")


def parts(told: Overview) -> list[SheetPart]:
    """The sheets of one campaign's year."""
    villages = [
        [
            str(row.village),
            row.outlook.label,
            "；".join(f"{one.target.due_year}年{one.target.level_name}" for one in row.standings),
            row.points,
            row.place,
            len(row.late),
            len(row.gaps),
            "".join(row.reasons),
        ]
        for row in told.rows
    ]
    late = [[str(one.village), one.what, one.title, one.due, one.days] for one in told.late]
    return [
        SheetPart("各村进展", VILLAGES, villages),
        SheetPart("逾期事项", LATE, late),
        SheetPart("奖励待办", TOTAL_HEADS, [cells_of_total(one) for one in told.money]),
    ]
