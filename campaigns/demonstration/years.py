"""How the villages came on: what each stayed below full marks in a finished year of the campaign,
and what was named in it.

万顺村 leads, and slips once; 三水村 catches up in one year; 新场社区 climbs slowly, with many
households that move; 龙泉村 reaches 合格村 a year late and then slackens; 合作村, small and without
a charter, comes on every year and has not reached its target.
"""

SHORT = {
    1: {"万顺村": 6, "治华村": 15, "三水村": 27, "新场社区": 33, "龙泉村": 38, "合作村": 46},
    2: {"万顺村": 5.5, "治华村": 13, "三水村": 9, "新场社区": 28, "龙泉村": 27, "合作村": 41},
    3: {"万顺村": 7.5, "治华村": 14.5, "三水村": 8.5, "新场社区": 19, "龙泉村": 16, "合作村": 31},
    4: {"万顺村": 5.5, "治华村": 12, "三水村": 9, "新场社区": 8, "龙泉村": 17.5, "合作村": 24},
}
HONOURS = {
    1: {"万顺村": "ADVANCED", "治华村": "QUALIFIED"},
    2: {"三水村": "ADVANCED"},
    3: {"龙泉村": "QUALIFIED"},
    4: {"新场社区": "ADVANCED"},
}
