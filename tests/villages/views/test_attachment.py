"""A file is seen by who sees the row it belongs to."""

import pytest

from tests.villages.acts.test_activity import activity
from tests.villages.acts.test_commendation import row as commendation
from tests.villages.files import stored
from villages.acts.activity import record_activity
from villages.acts.commendation import record_commendation
from villages.models import Activity, Attachment


def status(client, user, row):
    client.force_login(user)
    answer = client.get(Attachment.objects.of(row).get().get_absolute_url())
    # A stream that nobody reads stays open, and warns in whichever test runs next.
    return answer.status_code if b"".join(answer) else None


def test_a_photo_is_shown_within_the_village(client, village, cadre, other_cadre, office):
    row = record_activity(activity(village), by=cadre, files=[(stored(), "活动.jpg")])
    assert [status(client, user, row) for user in (cadre, office, other_cadre)] == [200, 200, 404]
    client.force_login(cadre)
    assert client.post(Attachment.objects.get().get_absolute_url()).status_code == 405


@pytest.mark.parametrize(("who", "expected"), [("office", 200), ("observer", 404)])
def test_what_is_restricted_hides_its_files_too(client, village, cadre, everybody, who, expected):
    row = record_commendation(commendation(village), by=cadre, files=[(stored(), "决定.jpg")])
    assert status(client, everybody[who], row) == expected


def test_a_file_whose_row_is_gone_is_not_shown(client, village, cadre):
    row = record_activity(activity(village), by=cadre, files=[(stored(), "活动.jpg")])
    url = Attachment.objects.of(row).get().get_absolute_url()
    Activity.objects.all().delete()
    client.force_login(cadre)
    assert client.get(url).status_code == 404
