"""A gap of the archive leads to where it is filled: the thing itself first, then the upload."""

from datetime import date

import pytest
from django.urls import reverse

from archives.queries.completeness import shelf
from archives.queries.filling import MAKING, ways_to_fill
from archives.rules.requirements import ArchiveCell, ArchivePiece, Holding

pytestmark = pytest.mark.usefixtures("categories", "late_november")


def gaps(village):
    return [cell for cell in shelf(village, 2026).cells if cell.gaps]


def test_every_gap_of_a_new_village_has_a_way_that_a_cadre_may_go(client, cadre, village):
    client.force_login(cadre)
    found = {
        way["url"]: way["label"]
        for cell in gaps(village)
        for way in ways_to_fill(cell, village, cadre)
    }
    assert set(found.values()) > {"上传", "登记活动"}
    for url in found:
        assert client.get(url).status_code == 200, url


def test_the_thing_itself_is_made_before_a_paper_is_sent(cadre, village):
    cell = next(one for one in gaps(village) if one.requirement.category in MAKING)
    first, *_, last = ways_to_fill(cell, village, cadre)
    assert first["label"] == MAKING[cell.requirement.category][2] and last["label"] == "上传"
    assert last["url"].startswith(reverse("archives:record_create", args=[village.pk]))


def test_a_record_that_wants_its_photo_is_named(cadre, village):
    requirement = gaps(village)[0].requirement
    pieces = [
        ArchivePiece(name, 0, 1, date(2026, 1, 31), Holding.PHOTO, record)
        for name, record in (("“入户宣传”", 7), ("", 8))
    ]
    cell = ArchiveCell(requirement, tuple(pieces), date(2026, 11, 28))
    first, second, *_ = ways_to_fill(cell, village, cadre)
    word = Holding.PHOTO.label
    assert (first["label"], second["label"]) == (f"补{word}：“入户宣传”", f"补{word}")
    assert reverse("archives:record_files", args=[7]) in first["url"]


def test_who_only_reads_is_sent_nowhere(observer, village):
    assert all(ways_to_fill(cell, village, observer) == [] for cell in gaps(village))
