"""A village's whole year is sealed and handed over, record by record, none left out silently."""

import datetime

import pytest

from archives.acts.record import file_fact
from archives.acts.seal import hand_over_year, seal_year
from archives.models import FixityRun, PartFile, Record
from archives.workflows.record import RECORD
from tests.archives import steps
from tests.archives.parts import part_of
from tests.archives.tampering import flip_a_byte
from township.files.models import StoredFile
from township.history.models import Entry
from township.workflow import Refused

pytestmark = pytest.mark.usefixtures("categories", "late_november")


def test_a_damaged_file_is_not_sealed(village, cadre):
    part = part_of("记录", "到会三十人。".encode(), "记录.txt")
    day = steps.days_ago(3)
    record = file_fact(village, "XCH", source="", title="宣传", on=day, by=cadre, parts=[part])
    flip_a_byte(PartFile.objects.get(part__record=record).file)
    outcome = seal_year(village, 2026, by=cadre)
    assert outcome.done == 0 and "被改动" in outcome.refused[0][1][0]


def put(village, cadre, number, code="XCH", *, has_file=True):
    """An uploaded record of March 2026."""
    part = part_of("记录", f"第{number}号通知".encode(), "记录.txt")
    day = datetime.date(2026, 3, number)
    row = file_fact(
        village,
        code,
        source=f"x:{number}",
        title=f"通知{number}",
        on=day,
        by=cadre,
        parts=[part] if has_file else (),
    )
    Record.objects.filter(pk=row.pk).update(source="")
    return Record.objects.get(pk=row.pk)


def statuses():
    return dict(Record.objects.values_list("title", "status"))


def test_every_open_record_of_the_year_is_sealed_by_category_and_day(village, cadre):
    for number, code in ((9, "XCH"), (3, "XCH"), (5, "HYJ")):
        put(village, cadre, number, code)
    old = put(village, cadre, 2)
    Record.objects.filter(pk=old.pk).update(year=2025)
    gone = RECORD.perform("withdraw", put(village, cadre, 4), by=cadre)
    outcome = seal_year(village, 2026, by=cadre)
    assert (outcome.done, outcome.refused) == (3, [])
    numbered = Record.objects.sealed().order_by("pk").values_list("title", "number")
    assert dict(numbered) == {"通知9": 2, "通知3": 1, "通知5": 1}
    assert statuses()["通知2"] == "open" and statuses()[str(gone)] == "withdrawn"


def test_one_that_cannot_be_sealed_does_not_hold_up_the_others(village, cadre):
    put(village, cadre, 1)
    empty = put(village, cadre, 2, has_file=False)
    outcome = seal_year(village, 2026, by=cadre)
    assert outcome.done == 1
    ((record, reasons),) = outcome.refused
    assert record == empty and reasons == ["这件档案还没有文件，不能归档。"]


def test_nobody_seals_out_of_reach(village, cadre, other_cadre):
    put(village, cadre, 1)
    assert seal_year(village, 2026, by=other_cadre).done == 0


def test_handing_over_waits_for_what_is_open(village, cadre, office):
    put(village, cadre, 1)
    with pytest.raises(Refused, match="还有1件没有归档，归档以后才能移交。"):
        hand_over_year(village, 2026, by=office)
    assert not FixityRun.objects.exists()


def test_an_empty_year_is_not_handed_over(village, office):
    with pytest.raises(Refused, match="没有可以移交的档案"):
        hand_over_year(village, 2026, by=office)


def test_a_sound_year_is_handed_over_with_one_check_and_told(village, cadre, office):
    for number in (1, 2):
        put(village, cadre, number)
    seal_year(village, 2026, by=cadre)
    assert hand_over_year(village, 2026, by=office) == 2
    assert set(statuses().values()) == {"handed_over"}
    run = FixityRun.objects.get(occasion="hand_over")
    assert (run.record, run.by, run.records) == (None, office, 2)
    entry = Entry.objects.filter(verb="record.hand_over_year").get()
    assert entry.summary == "移交万顺村2026年档案"


def test_a_year_with_a_damaged_file_stays_and_the_first_five_are_named(village, cadre, office):
    for number in range(1, 7):
        put(village, cadre, number)
    seal_year(village, 2026, by=cadre)
    for file in StoredFile.objects.all():
        flip_a_byte(file)
    with pytest.raises(Refused) as refusal:
        hand_over_year(village, 2026, by=office)
    *five, more = refusal.value.reasons
    assert len(five) == 5 and more == "另有1处，见四性检测的记录。"
    assert set(statuses().values()) == {"sealed"}
    assert FixityRun.objects.filter(occasion="hand_over", is_passed=False).exists()
