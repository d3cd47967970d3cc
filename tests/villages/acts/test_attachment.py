"""Photos are put beside a row once each, under the name they came with."""

from tests.villages.acts.test_activity import activity
from tests.villages.files import stored
from villages.acts.attachment import attach
from villages.models import Attachment


def test_files_are_put_beside_their_row(village, cadre):
    row, other = activity(village), activity(village, title="别的")
    row.save()
    other.save()
    attach(row, [(stored(), "一.jpg"), (stored(size=(32, 32)), "二.jpg")], by=cadre)
    kept = Attachment.objects.of(row)
    assert [(one.file_name, one.added_by, one.village) for one in kept] == [
        ("一.jpg", cadre, village),
        ("二.jpg", cadre, village),
    ]
    assert not Attachment.objects.of(other).exists()


def test_the_same_file_twice_stays_one_under_its_first_name(village, cadre):
    row, other = activity(village), activity(village, title="别的")
    row.save()
    other.save()
    file = stored()
    attach(row, [(file, "一.jpg")], by=cadre)
    attach(row, [(file, "二.jpg")], by=cadre)
    assert Attachment.objects.get().file_name == "一.jpg"
    attach(other, [(file, "一.jpg")], by=cadre)
    assert Attachment.objects.count() == 2
