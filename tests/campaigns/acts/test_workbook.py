"""Points of a filled workbook are written all or none, what changed online only when chosen."""

from decimal import Decimal

import pytest

from campaigns.acts import sheet as sheet_acts
from campaigns.acts import workbook as workbook_acts
from campaigns.models import Score, Sheet
from campaigns.queries.sheet import Mark
from campaigns.sheets.workbook_reader import read_book
from tests.campaigns.filled_workbook import NAME, filled
from tests.campaigns.rounds import *  # noqa: F403
from township.history.models import Entry
from township.workflow import Refused

BOTH = {("万顺村", "B1"): (7.5, "缺照片"), ("三水村", "A1"): (4, None)}


def entries(round):
    return list(Entry.objects.about(round).filter(verb="sheet.import"))


def test_a_filled_workbook_is_taken_in(scoring, evaluator):
    file, name = filled(scoring, evaluator, BOTH)
    assert workbook_acts.write(scoring, (file, name), by=evaluator) == 2
    told = {row.indicator.code: (row.points, row.reason) for row in Score.objects.all()}
    assert told == {"B1": (Decimal("7.5"), "缺照片"), "A1": (Decimal(4), "")}
    (entry,) = entries(scoring)
    assert (entry.actor, entry.changes) == (evaluator, {"校验值": ["", file.sha256]})
    assert entry.summary == f"导入离线评分表“{NAME}”：2个村2项"


def test_the_same_file_twice_changes_nothing_and_tells_nothing(scoring, evaluator):
    upload = filled(scoring, evaluator, BOTH)
    workbook_acts.write(scoring, upload, by=evaluator)
    versions = list(Score.objects.values_list("version", flat=True))
    assert workbook_acts.write(scoring, upload, by=evaluator) == 0
    assert list(Score.objects.values_list("version", flat=True)) == versions
    assert len(entries(scoring)) == 1


def test_an_empty_workbook_writes_nothing(scoring, evaluator):
    assert workbook_acts.write(scoring, filled(scoring, evaluator), by=evaluator) == 0
    assert not Score.objects.exists() and entries(scoring) == []


def test_one_wrong_cell_and_none_is_written(scoring, evaluator):
    wrong = BOTH | {("万顺村", "A1"): (9, "多")}
    with pytest.raises(Refused, match="超过了最高分"):
        workbook_acts.write(scoring, filled(scoring, evaluator, wrong), by=evaluator)
    assert not Score.objects.exists() and entries(scoring) == []


def test_what_changed_online_wins_unless_the_file_is_chosen(scoring, evaluator, village):
    upload = filled(scoring, evaluator, BOTH)
    sheet = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    sheet_acts.save_marks(sheet, {"B1": Mark(Decimal(6), "在线改的")}, by=evaluator)
    (conflict,) = read_book(upload[0].path, scoring, evaluator).conflicts
    assert workbook_acts.write(scoring, upload, by=evaluator, take=["0-0"]) == 1
    assert Score.objects.get(indicator__code="B1").points == Decimal(6)
    assert workbook_acts.write(scoring, upload, by=evaluator, take=[conflict.key]) == 1
    assert Score.objects.get(indicator__code="B1").points == Decimal("7.5")
