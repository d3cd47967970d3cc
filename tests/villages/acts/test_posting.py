"""A changed posting is told to the archive while it hangs, and not before or after."""

import pytest

from archives.models import Record
from tests.archives import steps
from tests.archives.conftest import categories, plan  # noqa: F401
from tests.villages import way
from township.files.storing import keep_composed
from villages.acts.posting import tell_change
from villages.models import Posting


@pytest.fixture
def photo():
    return keep_composed(b"a photo", "公开栏.jpg")


def kinds(posting):
    rows = Record.objects.filter(source=f"posting:{posting.pk}")
    return list(rows.values_list("parts__kind", flat=True))


def test_a_photo_that_comes_later_is_filed(village, cadre, categories, photo):  # noqa: F811
    posting = steps.post(village, cadre)
    assert "photo" not in kinds(posting)
    posting.photo, posting.photo_name = photo, "公开栏.jpg"
    posting.save()
    tell_change(posting, by=cadre)
    tell_change(posting, by=cadre)
    assert kinds(posting).count("photo") == 1


def test_what_does_not_hang_yet_is_not_filed(village, cadre, categories):  # noqa: F811
    posting = Posting.objects.create(
        village=village,
        kind=Posting.Kind.QUARTERLY,
        title="公开",
        body="收入若干。",
        posted_on=way.days_ago(-1),
        until=way.days_ago(-20),
        place="公开栏",
    )
    tell_change(posting, by=cadre)
    assert kinds(posting) == []
