"""What was sent: by village and day, to the township and to the village itself."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from campaigns.acts.reminder import remind
from tests.campaigns.reminders import days_earlier, owed, waiting

URL = reverse("campaigns:reminders")


@pytest.fixture
def sent(village, other_village, office):
    with days_earlier(1):
        remind([waiting(owed(village, fact="没有公开"))], by=office, sentence="快办")
    remind([waiting(owed(other_village, fact="没有开会"))], by=office)


def shown(client, user, **asked):
    client.force_login(user)
    return [row["cells"][0].value for row in client.get(URL, asked).context["rows"]]


def test_the_township_reads_all_the_village_its_own(client, sent, everybody):
    both = ["三水村整改：没有开会", "万顺村整改：没有公开"]
    for role in ("office", "leader", "observer"):
        assert shown(client, everybody[role]) == both
    assert shown(client, everybody["cadre"]) == both[1:]
    for role in ("evaluator", "district", "platform_admin"):
        client.force_login(everybody[role])
        assert client.get(URL).status_code == 403


def test_they_are_found_by_village_and_day(client, sent, leader, village):
    assert shown(client, leader, village=village.pk) == ["万顺村整改：没有公开"]
    assert shown(client, leader, day=timezone.localdate()) == ["三水村整改：没有开会"]


def test_they_leave_as_a_workbook(client, sent, office):
    client.force_login(office)
    answer = client.get(URL, {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book["列表"].iter_rows(values_only=True))
    assert rows[2][3:] == (1, "快办", "王办事") and len(rows) == 3
