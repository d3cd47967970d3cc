"""A sheet is handed in whole, by whom it is for, and given back while it may be."""

import pytest

from campaigns.acts.sheet import save_marks
from campaigns.models import Sheet
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks
from township.workflow import Refused


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def test_submitting_names_what_is_not_scored(sheet, evaluator):
    marks = full_marks(sheet)
    del marks["B1"]
    save_marks(sheet, marks, by=evaluator)
    with pytest.raises(Refused, match="还没有打分：B1"):
        SHEET.perform("submit", sheet, by=evaluator)
