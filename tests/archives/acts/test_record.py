"""A fact becomes a record once, and grows by what is new."""

import datetime

import pytest
import typst

from archives.acts.record import add_part, enter_record, file_fact
from archives.models import Category, PartFile, Record
from archives.queries.search import Wanted, find
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from tests.villages.files import stored
from township.files.storing import keep_composed
from township.history.models import Entry
from township.workflow import Refused

TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def meetings(township):
    return Category.objects.create(township=township, code="HYJ", name="会议记录", retention="Y")


@pytest.fixture
def record(village, meetings, cadre):
    part = part_of("会议记录", "到会三十人。".encode(), "记录.txt", key="minutes")
    return file_fact(
        village, "HYJ", source="meeting:1", title="村民会议", on=TODAY, by=cadre, parts=[part]
    )


def test_filing_the_same_fact_again_adds_nothing(record, village, cadre):
    part = part_of("会议记录", "到会三十人。".encode(), "记录.txt", key="minutes")
    again = file_fact(
        village, "HYJ", source="meeting:1", title="村民会议", on=TODAY, by=cadre, parts=[part]
    )
    assert again == record
    assert PartFile.objects.count() == 1


def test_after_sealing_additions_need_a_reason(record, cadre):
    record = RECORD.perform("seal", record, by=cadre)
    part = part_of("更正", "更正一处笔误。".encode(), "更正.txt")
    with pytest.raises(Refused, match="理由"):
        add_part(record, part, by=cadre)
    version = add_part(record, part, by=cadre, reason="更正笔误")
    assert version.reason == "更正笔误"


def told(record):
    return [entry.summary for entry in Entry.objects.about(record)]


def page(*numbers):
    """A PDF of so many pages, another one for other numbers."""
    return typst.compile(" #pagebreak() ".join(f"Page {n}" for n in numbers).encode())


def test_a_fact_brings_its_title_day_items_and_papers(village, meetings, cadre):
    parts = [
        part_of("记录", b"one", "记录.txt", key="minutes"),
        part_of("签到", b"two", "签到.txt"),
    ]
    row = file_fact(
        village,
        "HYJ",
        source="meeting:1",
        title="村民会议",
        on=TODAY,
        by=cadre,
        parts=parts,
        metadata={"chair": "陈主任"},
        requirement="assembly",
        document_number="清府发〔2026〕5号",
    )
    assert (row.year, row.on, row.category, row.filed_by) == (2026, TODAY, meetings, cadre)
    assert (row.metadata, row.requirement) == ({"chair": "陈主任"}, "assembly")
    assert row.document_number == "清府发〔2026〕5号"
    assert row.responsible == "万顺村村民委员会"
    assert [(part.order, part.name) for part in row.parts.all()] == [(1, "记录"), (2, "签到")]
    assert told(row) == ["自动归集：村民会议"]
    assert find(cadre, Wanted(words="村民会议")).ids == [row.pk]


def test_somebody_else_may_be_responsible(village, meetings, cadre):
    row = file_fact(
        village, "HYJ", source="x:1", title="会", on=TODAY, by=cadre, responsible="清河镇人民政府"
    )
    assert row.responsible == "清河镇人民政府"


def again(village, cadre, **more):
    given = {"title": "改名的会议", "on": datetime.date(2025, 12, 30)} | more
    return file_fact(village, "HYJ", source="meeting:1", by=cadre, **given)


def test_the_same_fact_told_again_corrects_an_open_record(record, village, cadre):
    file_fact(
        village,
        "HYJ",
        source="meeting:1",
        title="村民会议",
        on=TODAY,
        by=cadre,
        metadata={"chair": "陈主任"},
        document_number="5号",
    )
    row = again(village, cadre, metadata={"place": "村委会"})
    kept = Record.objects.get()
    assert row == kept and (kept.title, kept.year) == ("改名的会议", 2025)
    assert kept.on == datetime.date(2025, 12, 30)
    assert kept.metadata == {"chair": "陈主任", "place": "村委会"}
    assert kept.document_number == "5号"
    assert told(kept) == ["自动归集：村民会议"], "told once"
    again(village, cadre, document_number="6号")
    assert Record.objects.get().document_number == "6号"


def test_a_sealed_record_keeps_its_title_and_takes_new_papers_with_a_reason(record, village, cadre):
    RECORD.perform("seal", record, by=cadre)
    again(village, cadre, parts=[part_of("补充", b"more", "补充.txt", key="more")])
    kept = Record.objects.get()
    assert (kept.title, kept.year) == ("村民会议", 2026)
    assert kept.parts.get(key="more").files.get().reason == "办理中产生的新材料"


def test_the_same_fact_of_another_village_is_another_record(
    record, other_village, other_cadre, meetings
):
    row = file_fact(other_village, "HYJ", source="meeting:1", title="会", on=TODAY, by=other_cadre)
    assert row != record


def test_new_bytes_are_a_new_version_of_the_part_with_the_same_key(record, cadre):
    part = part_of("会议记录", b"new", "记录.txt", key="minutes")
    version = add_part(record, part, by=cadre)
    assert (version.number, version.added_by) == (2, cadre)
    assert add_part(record, part, by=cadre) == version
    assert record.parts.get().files.count() == 2
    bare = part_of("附件", b"new", "附件.txt")
    assert add_part(record, bare, by=cadre).part.order == 2
    assert add_part(record, bare, by=cadre).part.order == 3, "without a key each is a part"


def test_a_withdrawn_record_takes_nothing(record, cadre):
    RECORD.perform("withdraw", record, by=cadre)
    with pytest.raises(Refused, match="已经撤回，不能再加材料"):
        add_part(record, part_of("附件", b"x", "附件.txt"), by=cadre)


def test_pages_are_counted_until_somebody_enters_them(village, meetings, cadre):
    parts = [
        part_of("甲", page(1, 2), "甲.pdf", key="a"),
        part_of("乙", page(3), "乙.pdf", key="b"),
    ]
    row = file_fact(village, "HYJ", source="x:1", title="会", on=TODAY, by=cadre, parts=parts)
    assert Record.objects.get().pages == row.pages == 3
    add_part(row, part_of("乙", page(4, 5, 6), "乙.pdf", key="b"), by=cadre)
    assert Record.objects.get().pages == 5, "the newest version counts"
    Record.objects.update(pages=9)
    add_part(row, part_of("丙", page(7), "丙.pdf"), by=cadre)
    assert Record.objects.get().pages == 9


def test_an_uncounted_file_leaves_the_pages_open(village, meetings, cadre):
    parts = [part_of("甲", page(1, 2), "甲.pdf"), part_of("乙", b"text", "乙.txt")]
    file_fact(village, "HYJ", source="x:1", title="会", on=TODAY, by=cadre, parts=parts)
    assert Record.objects.get().pages == 0


def test_the_pages_of_a_sealed_record_stay(village, meetings, cadre):
    part = part_of("甲", page(1, 2), "甲.pdf")
    row = file_fact(village, "HYJ", source="x:1", title="会", on=TODAY, by=cadre, parts=[part])
    RECORD.perform("seal", row, by=cadre)
    add_part(row, part_of("乙", page(3), "乙.pdf"), by=cadre, reason="漏了")
    assert Record.objects.get().pages == 2


def entered(village, meetings, cadre, **more):
    row = Record(village=village, category=meetings, title="照片", on=TODAY, **more)
    text = keep_composed(b"text", "说明.txt")
    return enter_record(row, [(stored(), "现场.jpg"), (text, "说明.txt")], by=cadre)


def test_what_is_uploaded_by_hand_becomes_a_record(village, meetings, cadre):
    row = entered(village, meetings, cadre)
    assert (row.year, row.filed_by, row.source) == (2026, cadre, "")
    assert row.responsible == "万顺村村民委员会"
    kinds = [(part.name, part.kind, part.order) for part in row.parts.all()]
    assert kinds == [("现场.jpg", "photo", 1), ("说明.txt", "body", 2)]
    assert told(row) == ["上传材料：照片"]
    assert find(cadre, Wanted(words="现场.jpg")).ids == [row.pk]
    assert entered(village, meetings, cadre, responsible="三组").responsible == "三组"


def test_what_serves_a_requirement_of_a_stage_is_that_stage(village, meetings, cadre):
    meetings.requirements.create(key="final", name="定稿", per="TEXT", stage="final")
    meetings.requirements.create(key="plain", name="记录", per="YEAR")
    row = entered(village, meetings, cadre, requirement="final")
    assert {part.kind for part in row.parts.all()} == {"final"}
    row = entered(village, meetings, cadre, requirement="plain")
    assert {part.kind for part in row.parts.all()} == {"photo", "body"}
