"""Promise 24: numbers are unique and of the right year across New Year, also when the clock turns
back."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from archives.acts import fixity
from archives.acts.record import file_fact
from archives.models import Record
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from township.history import chain

pytestmark = pytest.mark.usefixtures("categories")
MIDNIGHT = datetime.datetime(2027, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


def seal(village, cadre, number):
    on = datetime.datetime.now(tz=MIDNIGHT.tzinfo).date()
    part = part_of("正文", f"通知{number}".encode(), "通知.txt")
    row = file_fact(
        village, "XCH", source=f"x:{number}", title="通知", on=on, by=cadre, parts=[part]
    )
    items = {entry["key"]: "有" for entry in row.category.metadata}
    Record.objects.filter(pk=row.pk).update(metadata=items)
    return RECORD.perform("seal", Record.objects.get(pk=row.pk), by=cadre)


def test_across_new_year_and_back(village, cadre, time_machine):
    rows = []
    for number, minutes in enumerate((-20, -1, 0, 1, -2, 5, -60)):
        time_machine.move_to(MIDNIGHT + datetime.timedelta(minutes=minutes), tick=False)
        rows.append((2026 if minutes < 0 else 2027, seal(village, cadre, number)))
    for year, row in rows:
        assert row.year == year and f"·{year}-" in row.reference_code
    codes = [row.reference_code for _, row in rows]
    assert len(set(codes)) == len(codes)
    for year in (2026, 2027):
        numbers = sorted(row.number for of, row in rows if of == year)
        assert numbers == list(range(1, len(numbers) + 1))
    assert not list(chain.verify()) and not list(fixity.verify())
