"""青山镇 moves in: an empty installation, its pages, one workbook, and everything is there.

The measure: 14 villages, 17 accounts, 28 targets, 84 texts, 20 honours, results of 3 years, in at
most 15 page loads; the workbook again changes nothing.
"""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from campaigns.models import Campaign, Honour, PriorResult, Target
from tests.campaigns.conftest import scan
from tests.hostile import photo
from tests.township.setup.book import file_of, past_rows, rows, sheets
from township.history.models import Entry
from township.users.models import Membership, User
from villages.models import Attachment, Figures, Group, PriorAdoption, TextVersion, Village

SETUP, OWN = "/setup/", "Ziji-mima-88"
# Its campaign began in 2024; three years lie behind it.
TODAY = "2027-01-18 09:00:00+08:00"
SCANS = {"东村章程.jpg": 50, "东村命名通知.jpg": 51, "东村2026年汇总表.jpg": 52}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY):
        yield


class Walk:
    """A browser that counts the pages it was shown."""

    def __init__(self, client):
        self.client, self.pages = client, 0

    def get(self, url):
        self.pages += 1
        return self.client.get(url, follow=True)

    def post(self, url, **fields):
        self.pages += 1
        return self.client.post(url, fields, follow=True)

    def sign_in(self, username, password):
        self.get(reverse("login"))
        self.post(reverse("login"), username=username, password=password)
        return self.post(
            reverse("password_change"),
            old_password=password,
            new_password1=OWN,
            new_password2=OWN,
        )


def qingshan():
    """Everything that 青山镇 has on paper, as the rows of its workbook."""
    table = rows() | past_rows(years=(2024, 2025, 2026))
    for line in table["villages"]:
        line[3] = "2026"
    for line in table["targets"]:
        line[2] = str(int(line[2]) - 1)
    for line in (*table["targets"], *table["honours"]):
        line[1] = line[1].replace("先进村", "区级先进村")
    by_name = {line[2]: line for line in table["texts"]}
    by_name["东村自治章程"][14:16] = ["", "东村章程"]
    table["honours"][0][11] = "东村命名通知.jpg"
    (newest,) = (line for line in table["results"] if line[:2] == ["东村", "2026"])
    newest[6] = "东村2026年汇总表.jpg"
    return table


def scans():
    return [SimpleUploadedFile(name, photo(size=(64, size))) for name, size in SCANS.items()]


def found():
    """What is there of each noun."""
    nouns = (Village, Group, Figures, User, Membership, Target)
    past = (TextVersion, PriorAdoption, Honour, PriorResult, Attachment)
    return {noun._meta.model_name: noun.objects.count() for noun in (*nouns, *past)}


def moved_in(walk, capsys):
    """From an empty installation to the preview of the workbook, by pages alone."""
    call_command("create_admin", "guan", name="管平台")
    walk.sign_in("guan", re.search(r"初始密码：(\S+)", capsys.readouterr().out)[1])
    walk.get(reverse("township_create"))
    asks = walk.post(
        reverse("township_create"), new_district="江南区", name="青山镇", code="qingshan"
    )
    told = asks.context["form"].initial
    account = {"username": "ban", "full_name": "王办事"} | told
    (slip,) = walk.post(reverse("account_create"), **account).context["slips"]
    walk.client.logout()
    walk.sign_in("ban", slip.password)
    walk.get(reverse("campaigns:campaign_create"))
    organs = walk.post(
        reverse("campaigns:campaign_create"),
        name="青山镇村（居）民自治创建活动",
        purpose="让村（居）民依法自我管理。",
        first_year="2024",
        last_year="2028",
        ladder="renkou-zizhi",
        document_title="关于开展创建活动的通知",
        number="江府发〔2024〕2号",
        dated="2024-01-05",
        issuers="江南区人民政府",
        upload=SimpleUploadedFile("通知.docx", scan().read()),
    )
    fields = [name for name in organs.context["form"].fields if name.startswith("organ_")]
    names = {name: f"江南{n}人民政府" for name, n in zip(fields, "区市省", strict=False)}
    walk.post(reverse("campaigns:organ_names", args=[Campaign.objects.get().pk]), **names)
    walk.get(SETUP)
    return walk.post(SETUP, sheet=file_of(sheets(qingshan())), files=scans())


def confirm(walk, page):
    kept = [one.key for one in page.context["kept"]]
    return walk.post(SETUP, sealed=page.context["sealed"], wanted="write", files_kept=kept)


@pytest.mark.long
def test_qingshan_moves_in_within_fifteen_pages(client, db, capsys):
    walk = Walk(client)
    page = moved_in(walk, capsys)
    assert not page.context["outcome"].faults, page.context["faults"]
    assert not page.context["remarked"] and not page.context["outcome"].sent.unused
    assert len(confirm(walk, page).context["slips"]) == 17
    assert walk.pages <= 15, walk.pages
    there = found()
    assert there == {
        **{"village": 14, "group": 28, "figures": 14, "user": 19, "membership": 19},
        **{"target": 28, "textversion": 84, "prioradoption": 84, "honour": 20},
        **{"priorresult": 42, "attachment": 1},
    }
    assert Village.objects.filter(kind="community").count() == 4
    assert PriorResult.objects.exclude(file=None).count() == 1
    assert Honour.objects.exclude(file=None).count() == 1
    entries = Entry.objects.count()
    again = walk.post(SETUP, sheet=file_of(sheets(qingshan())), files=scans())
    assert "系统里都有了" in again.text
    assert again.context["outcome"].changing == 0 and 'value="write"' not in again.text
    confirm(walk, again)
    assert (found(), Entry.objects.count()) == (there, entries)
