"""A file on its way: never more bytes than it has, within reach of its village."""

import pytest
from django.db import IntegrityError, transaction

from archives.models import Upload
from tests.villages.files import stored


def upload(village, by, key="k1", **more):
    given = {"name": "现场.jpg", "length": 10}
    return Upload.objects.create(key=key, village=village, by=by, **given | more)


@pytest.mark.parametrize(("offset", "length"), [(11, 10), (-1, 10), (0, 0)])
def test_offsets_lie_within_the_length(village, cadre, offset, length):
    with pytest.raises(IntegrityError), transaction.atomic():
        upload(village, cadre, offset=offset, length=length)


def test_both_ends_are_within(village, cadre):
    upload(village, cadre, offset=0)
    assert upload(village, cadre, "k2", offset=10).pk


def test_finished_ones_have_their_file(village, cadre):
    upload(village, cadre, offset=10)
    done = upload(village, cadre, "k2", offset=10, file=stored())
    assert list(Upload.objects.finished()) == [done]


def test_an_upload_belongs_to_its_village(village, cadre, other_cadre):
    row = upload(village, cadre)
    assert list(Upload.objects.for_user(cadre, "record.edit")) == [row]
    assert not Upload.objects.for_user(other_cadre, "record.edit").exists()


def test_each_grows_in_a_file_of_its_own(village, cadre):
    assert upload(village, cadre).path.name == "upload-k1"
