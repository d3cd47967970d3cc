"""The result of a check is written once."""

import pytest
from django.db import DatabaseError, transaction

from archives.models import FixityRun


def run(village, **more):
    given = {"year": 2026, "occasion": "demand", "records": 1, "files": 2, "size": 9}
    return FixityRun.objects.create(village=village, **given | {"is_passed": True} | more)


def test_a_result_says_how_it_went(village):
    assert (run(village).conclusion, run(village).tone) == ("通过", "good")
    failed = run(village, is_passed=False, findings=[{}, {}])
    assert (failed.conclusion, failed.tone) == ("不通过（2个问题）", "bad")
    assert str(failed) == "万顺村2026年档案四性检测"


def test_it_cannot_be_changed_or_taken_away(village):
    row = run(village, is_passed=False)
    for change in (
        lambda: FixityRun.objects.update(is_passed=True),
        lambda: FixityRun.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
