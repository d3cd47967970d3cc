"""What the registration sheet of a result of a past year says."""

from township.papers.fact_sheet import fact_sheet
from villages.options import organ_of


def sheet(row):
    """Values of a fact_sheet."""
    told = [
        ("村（社区）", str(row.village)),
        ("年度", f"{row.year}年"),
        ("总分", f"{row.points}分"),
        ("达到的级别", row.level_name or "未达标"),
        ("说明", row.note),
        ("补录", row.entered_told),
    ]
    title = f"{row.village}{row.year}年度考评结果登记表（补录）"
    return fact_sheet(title, told, on=row.on, author=organ_of(row.village.township))
