"""What became of a village, told under the names of its days."""

import pytest
from django.db import IntegrityError, transaction

from villages.models import VillageChange

DAY = "2026-05-01"


def change(village, office, **more):
    told = {"on": DAY, "reason": "批复", "document_number": "江府函〔2026〕9号", "by": office}
    return VillageChange(village=village, **(told | more))


@pytest.mark.parametrize("missing", ["reason", "document_number"])
def test_the_database_wants_reason_and_document(village, office, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(village, office, kind="renamed", **{missing: ""}).save()


def test_no_village_merges_into_itself(village, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(village, office, kind="merged", other=village).save()


def test_the_sentence_uses_the_names_of_its_day(village, other_village, office):
    village.name = "新名村"
    village.former = [{"until": "2026-06-30", "name": "老名村", "kind": "village"}]
    village.save()
    row = change(village, office, kind="merged", other=other_village)
    row.save()
    row.refresh_from_db()
    assert row.sentence == "老名村并入三水村"
