"""One workbook per evaluator and round, to score where there is no network.

Serves the plan's evaluation in the villages: all indicators of all villages assigned, the points
and reasons given so far, the system's proposals and each village's list of records. Only points
and reasons can be written; a signed number ties the file to its round, person and standards.
"""

import io
from collections import defaultdict
from decimal import Decimal

from django.core import signing

from archives.models import Record
from campaigns.models import Indicator, Score, Sheet
from campaigns.queries import evidence
from campaigns.queries.evaluation import self_points
from township.xlsx import workbook

SALT = "campaigns.workbook"
ADVICE, POINTS, RECORDS = "说明", "评分", "佐证"
TOKEN_CELL = (1, 1)
MOST_RANGES = 500  # of one drop-down: Excel reads no more than some thousand
# (title, width) of the scoring sheet; the last two but one may be written.
COLUMNS = (
    ("村（社区）", 14),
    ("指标", 8),
    ("考评内容", 28),
    ("满分", 7),
    ("最高分", 8),
    ("评分办法", 42),
    ("考评方式", 30),
    ("自评", 8),
    ("系统建议", 9),
    ("建议理由", 34),
    ("得分", 8),
    ("理由（不是满分必须写）", 40),
    ("版次", 6),
)
VILLAGE, CODE, GIVEN, REASON, VERSION = 0, 1, 10, 11, 12
RECORD_COLUMNS = (("村（社区）", 14), ("类别", 20), ("题名", 50), ("日期", 12), ("档号", 30))
LINES = (
    "只在“评分”表的“得分”和“理由”两列填写，其他格子已锁定。",
    "得分可以从下拉单里选，也可以直接填，最多一位小数。没有评分的空着，空着不等于0分。",
    "不是满分的必须写理由。被评村（居）的档案目录在“佐证”表里。",
    "不要增加或移动列，不要增加工作表，不要写公式。用 WPS 或 Excel 都可以。",
    "回到有网络的地方，在“考评”页选“导入离线评分表”上传；上传后先核对，确认了才写入。",
    "网上和表格都改过的，会把两边的得分摆在一起，由您选择。",
)


def sheets_of(round, user):
    """A person's evaluator sheets in a round, those of replaced results left out; one query."""
    rows = Sheet.objects.of_evaluators().filter(evaluation__round=round, scorer=user)
    return list(
        rows.current()
        .select_related("evaluation__village", "evaluation__round", "scorer")
        .defer("evaluation__result", "evaluation__evidence")
        .order_by("evaluation__village__order", "evaluation__village_id")
    )


def token_of(round, user, sheets):
    """Round, person and pinned standard versions, signed, as the file carries them."""
    versions = sorted({sheet.evaluation.standard_version_id for sheet in sheets})
    return signing.dumps([round.pk, user.pk, versions], salt=SALT, compress=True)


def write_book(round, user, sheets=None):
    """The workbook (bytes) of one evaluator in one round: six queries, however many villages.

    `sheets` are `sheets_of` them, where a caller has asked for them already.
    """
    sheets = sheets_of(round, user) if sheets is None else sheets
    stream = io.BytesIO()
    book = workbook(stream)
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1}),
        "body": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        "open": book.add_format(
            {
                "text_wrap": True,
                "valign": "top",
                "border": 1,
                "locked": False,
                "bg_color": "#FFF9E5",
            }
        ),
    }
    _advice(book, round, user, token_of(round, user, sheets))
    _points(book, styles, sheets)
    _records(book, styles, round, sheets)
    book.close()
    return stream.getvalue()


def _advice(book, round, user, token):
    page = book.add_worksheet(ADVICE)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, "考评")
    page.write_string(0, 1, f"{round}　{user}")
    page.write_string(1, 0, "编号")
    page.write_string(*TOKEN_CELL, token)
    page.write_string(2, 0, "说明")
    for place, line in enumerate(LINES):
        page.write_string(2 + place, 1, line)
    page.protect()


def _points(book, styles, sheets):
    page = book.add_worksheet(POINTS)
    _head(page, styles, COLUMNS)
    indicators = defaultdict(list)
    versions = {sheet.evaluation.standard_version_id for sheet in sheets}
    for one in Indicator.objects.filter(version__in=versions):
        indicators[one.version_id].append(one)
    scores = {
        (score.sheet_id, score.indicator_id): score
        for score in Score.objects.filter(sheet__in=sheets)
    }
    own = self_points(
        {sheet.evaluation.round_id for sheet in sheets},
        {sheet.evaluation.village_id for sheet in sheets},
    )
    number, tops = 0, defaultdict(list)
    for sheet in sheets:
        evaluation = sheet.evaluation
        for one in indicators[evaluation.standard_version_id]:
            number += 1
            score = scores.get((sheet.pk, one.pk))
            told = own.get(evaluation.village_id, {}).get(one.code)
            for place, value in enumerate(_locked_cells(evaluation, one, told)):
                _write(page, number, place, value, styles["body"])
            _write(page, number, GIVEN, score and score.points, styles["open"])
            _write(page, number, REASON, score.reason if score else "", styles["open"])
            _write(page, number, VERSION, str(score.version if score else 0), styles["body"])
            tops[one.top].append(number)
    for top, rows in tops.items():
        _offer_choices(page, top, rows)
    page.set_column(VERSION, VERSION, None, None, {"hidden": True})
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, max(number, 1), VERSION)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _locked_cells(evaluation, indicator, self_points):
    """What an evaluator reads in a line and may not change, in the order of the columns."""
    proposal = evaluation.proposals.get(indicator.code, {})
    return (
        str(evaluation.village),
        indicator.code,
        indicator.name,
        indicator.points,
        indicator.top,
        f"{indicator.rule}{indicator.bonus_rule}",
        indicator.how_to_check,
        self_points,
        Decimal(proposal["points"]) if proposal else None,
        proposal.get("reason", ""),
    )


def _offer_choices(page, top, rows):
    """One drop-down for all rows of a highest score; its cells as few ranges as may be."""
    ranges = []
    for row in rows:
        if ranges and ranges[-1][2] == row - 1:
            ranges[-1][2] = row
        else:
            ranges.append([row, GIVEN, row, GIVEN])
    for start in range(0, len(ranges), MOST_RANGES):
        first, *others = ranges[start : start + MOST_RANGES]
        page.data_validation(*first, _choices(top) | {"other_cells": others})


def _choices(top):
    """A drop-down of halves; other values are allowed with a warning, the import checks them."""
    halves = [Decimal(step) / 2 for step in range(int(top * 2) + 1)][-40:]
    return {
        "validate": "list",
        "source": [f"{value.normalize():f}" for value in reversed(halves)],
        "error_type": "warning",
        "error_title": "请核对",
        "error_message": f"得分在0到{top}之间，最多一位小数。",
    }


def _records(book, styles, round, sheets):
    page = book.add_worksheet(RECORDS)
    _head(page, styles, RECORD_COLUMNS)
    villages = [sheet.evaluation.village_id for sheet in sheets]
    unrestricted = Record.objects.filter(village__in=villages, category__is_restricted=False)
    names = {sheet.evaluation.village_id: str(sheet.evaluation.village) for sheet in sheets}
    found = sorted(evidence.asked(unrestricted, round.year), key=lambda row: row.village_id)
    for number, row in enumerate(found, 1):
        texts = (names[row.village_id], row.category.name, row.title, f"{row.on}")
        for place, text in enumerate((*texts, row.reference_code)):
            page.write_string(number, place, text, styles["body"])
    page.freeze_panes(1, 0)
    page.protect("", {"autofilter": True})


def _head(page, styles, columns):
    for place, (title, width) in enumerate(columns):
        page.set_column(place, place, width)
        page.write_string(0, place, title, styles["head"])


def _write(page, row, column, value, style):
    if isinstance(value, Decimal):
        page.write_number(row, column, float(value), style)
    elif value in (None, ""):
        page.write_blank(row, column, None, style)
    else:
        page.write_string(row, column, str(value), style)
