"""A batch of workbooks: under way, done, or stopped by a fault; each file name once."""

import pytest

from campaigns.models import WorkbookBatch, WorkbookFile
from tests.campaigns.database import refused
from tests.campaigns.rounds import *  # noqa: F403
from township.files.storing import keep_composed


@pytest.mark.parametrize(
    ("done", "fault", "is_running", "is_done"),
    [
        (0, "", True, False),
        (2, "", True, False),
        (3, "", False, True),
        (2, "出错", False, False),
        (3, "出错", False, False),
    ],
)
def test_how_far_it_is(done, fault, is_running, is_done):
    row = WorkbookBatch(most=3, done=done, fault=fault)
    assert (row.is_running, row.is_done) == (is_running, is_done)


def test_each_workbook_has_its_own_name(opened, office):
    batch = WorkbookBatch.objects.create(round=opened, most=2, made_by=office)
    file = keep_composed(b"PK", "表.txt")
    WorkbookFile.objects.create(batch=batch, file=file, file_name="表.xlsx")
    with refused():
        WorkbookFile.objects.create(batch=batch, file=file, file_name="表.xlsx")
    assert str(batch) == "2025年度考评离线评分表"
