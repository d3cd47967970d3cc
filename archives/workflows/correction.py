"""What of a sealed record's description can be put right; its files never change."""

from archives.models import Record
from township.corrections import Correctable, declare
from township.document_number import year_faults
from township.today import after_today


def _against(record, by):
    yield from after_today(record.on, "日期")
    yield from year_faults(record.document_number, record.on)
    if record.on.year != record.year:
        yield f"档号按{record.year}年编定，日期不能改到别的年度。"


RECORD_CORRECTION = declare(
    Correctable(
        Record,
        ("title", "on", "responsible", "document_number", "note"),
        "record.correct",
        "archives:record_correct",
        is_final=lambda record: record.is_sealed,
        against=_against,
        past=("on",),
        select=("village__township", "category"),
    )
)
