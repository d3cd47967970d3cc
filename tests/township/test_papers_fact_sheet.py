"""登记表: a line for what is known, none for what is not."""

from datetime import date

from township.papers.fact_sheet import fact_sheet

ON = date(2026, 5, 1)


def test_what_is_not_known_has_no_line():
    given = [("反对", 0), ("弃权", None), ("说明", ""), ("备案日期", ON)]
    told = fact_sheet("登记表", given, on=ON, author="万顺村民委员会")
    assert told["rows"] == [("反对", 0), ("备案日期", ON)]
    assert (told["title"], told["on"], told["author"]) == ("登记表", ON, "万顺村民委员会")
