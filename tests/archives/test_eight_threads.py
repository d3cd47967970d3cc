"""Eight people act at the same moment, all at once the busiest acts and papers of the product:
every answer is right, no act is lost, history stays one chain. On SQLite and on PostgreSQL."""

import io
import sys
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from archives.models import PartFile, Record
from tests.personas import cadre_of
from township.history.models import Entry
from villages.models import Activity, Query, Text

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, ROUNDS = 8, 2
ARTICLES = "\n".join(
    f"第{n}条　村民会议由本村十八周岁以上的村民组成。" for n in "一二三四五六七八九"
)


def photo(seed):
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), (seed % 256, seed // 256, 7)).save(drawn, "JPEG")
    return SimpleUploadedFile(f"{seed}.jpg", drawn.getvalue())


def busy(person, village, number):
    """The statuses of what one person does, round after round."""
    client, said = Client(), []
    client.force_login(person)

    def sent(name, fields):
        answer = client.post(reverse(f"villages:{name}", args=[village.pk]), fields)
        said.append((name, answer.status_code))
        return answer

    today = timezone.localdate().isoformat()
    for turn in range(ROUNDS):
        mark = f"{number}-{turn}"
        activity = {"kind": "training", "title": f"培训{mark}", "themes": ["learn"], "on": today}
        activity |= {"place": "村活动室", "headcount": 12, "summary": "学习。"}
        sent("activity_create", activity | {"files": [photo(number * 100 + turn)]})
        sent("query_create", {"content": f"问{mark}", "way": "phone", "asked_on": today})
        text = {"kind": "rule", "title": f"制度{mark}", "body": ARTICLES}
        page = sent("text_create", text).url
        paper = client.get(f"{page}paper/?format=pdf")
        said.append(("paper", paper.status_code))
        page = pypdf.PdfReader(io.BytesIO(paper.getvalue())).pages[0].extract_text()
        assert mark in page, "somebody else's paper"
    return said


@pytest.fixture
def hurried():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(interval)


def test_no_act_is_lost(village, categories, hurried):
    people = [cadre_of(village, f"cadre-{n}", f"张{n}") for n in range(PEOPLE)]

    def work(number):
        try:
            return busy(people[number], village, number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as threads:
        said = [one for given in threads.map(work, range(PEOPLE)) for one in given]
    right = {"paper": 200}
    assert [one for one in said if one[1] != right.get(one[0], 302)] == []
    acts = PEOPLE * ROUNDS
    assert Activity.objects.count() == Query.objects.count() == Text.objects.count() == acts
    assert Entry.objects.filter(verb="text.create").count() == acts
    filed = Record.objects.filter(source__startswith="activity:")
    assert filed.count() == acts
    assert (
        PartFile.objects.filter(part__record__in=filed, file_name__endswith=".jpg").count() == acts
    )
    call_command("verify", verbosity=0)
