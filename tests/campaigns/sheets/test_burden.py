"""The workbook of 基层减负 says what was counted; a name like a formula stays a name."""

import io
from datetime import date

import openpyxl

from campaigns.queries.burden import Shared, VillageBurden
from campaigns.rules.burden import Ask, BurdenKind, burden
from campaigns.sheets.burden import parts
from township.crud import exporting


def test_villages_months_and_what_is_asked_twice():
    asks = [
        Ask(BurdenKind.PAPER, "甲活动", date(2026, 3, 31), 3, is_known=True),
        Ask(BurdenKind.PHOTO, "甲活动", date(2026, 12, 31), 2),
    ]
    row = VillageBurden("=1+1村", burden(asks, 2026), burden([], 2025))
    shared = [Shared("自治章程", ("甲活动：B1、B2", "乙活动：C1"), 3, is_known=True)]
    answer = exporting.answer("基层减负", parts([row], shared, 2026), [], "王办事")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    village = dict(zip(*book["各村"].iter_rows(values_only=True), strict=True))
    assert village["村（社区）"] == "=1+1村"
    assert book["各村"]["A2"].data_type == "s"
    assert (village["材料（份）"], village["照片（组）"], village["走访（次）"]) == (3, 2, 0)
    assert (village["2026年合计"], village["其中系统自动归档"]) == (5, 3)
    assert (village["2025年合计"], village["比上年"]) == (0, 5)
    (months,) = book["各月"].iter_rows(min_row=2, values_only=True)
    assert months[1:] == (0, 0, 3, *[0] * 8, 2, 5)
    (twice,) = book["重复要的材料"].iter_rows(min_row=2, values_only=True)
    assert twice == ("自治章程", "甲活动：B1、B2；乙活动：C1", 3, "是")
