"""催办 from both sides: the office's page of what waits for its villages, the village's home."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from campaigns.models import Assignment, Campaign, PlanVersion, Receipt, Rectification, Reminder
from campaigns.workflows.receipt import RECEIPT
from campaigns.workflows.rectification import RECTIFICATION
from tests.campaigns.reminders import days_earlier, owed
from tests.personas import make_village
from township.dashboard.awaited import awaited, kinds, reminders, village_matters
from township.dashboard.todos import MATTERS, todos
from villages.models import Filing, Posting, Query, Text, TextVersion, Village

URL = "/campaigns/reminders/"


@pytest.fixture(autouse=True)
def season(monkeypatch):
    """What the law asks of the season stays out: these tests hold on any day of the year."""
    monkeypatch.setattr("township.dashboard.owing.owing", lambda *args, **given: [])


def as_user(client, user):
    client.force_login(user)
    return client


def key(row):
    return f"rectification.prove:{row.pk}"


@pytest.fixture
def receipts(township, village, other_village):
    """A plan that both villages have to sign for."""
    campaign = Campaign.objects.create(
        township=township, name="创建", purpose="自治", first_year=2026, last_year=2029
    )
    plan = PlanVersion.objects.create(campaign=campaign, number=1, title="方案", text="一")
    return [Receipt.objects.create(village=one, plan=plan) for one in (village, other_village)]


# What waits


def test_the_matters_are_the_villages_own_errands():
    errands = [one.errand for one in village_matters()]
    assert {"receipt.sign", "filing.submit", "sheet.submit_self", "rectification.prove"} < set(
        errands
    )
    assert {"query.answer", "posting.post", "textversion.correcting"} < set(errands)
    assert len(errands) == len(set(errands)) and max(map(len, errands)) <= 60
    others = [one for one in MATTERS if one not in village_matters()]
    assert {one.permission for one in others} >= {"objection.make", "sheet.score", "filing.review"}


def test_the_office_is_told_what_the_cadres_are_told(
    receipts, village, other_village, cadre, other_cadre, office
):
    owed(village), owed(other_village, days=5)
    told = {item["url"] for user in (cadre, other_cadre) for item in todos(user)}
    waits = awaited(office)
    assert {one.url for one in waits} == told and len(waits) == 4
    assert {one.kind for one in waits} == {"签收", "整改"} < set(kinds())


def test_what_is_done_waits_no_more(receipts, cadre, office, village, other_village):
    RECEIPT.perform("sign", receipts[0], by=cadre, signer="陈主任")
    assert [one.village for one in awaited(office)] == [other_village]
    Village.objects.filter(pk=other_village.pk).update(closed_on=timezone.localdate())
    assert awaited(office) == []


def test_nothing_of_another_township(foreign_village, office, village):
    owed(foreign_village)
    assert awaited(office) == []


# The office's page


def test_late_villages_come_first_and_late_matters_in_them(
    client, office, village, other_village, receipts
):
    owed(village, days=2), owed(other_village, days=-1), owed(village, days=-9)
    page = as_user(client, office).get(URL)
    groups = page.context["groups"]
    assert [str(one) for one, _ in groups] == ["万顺村", "三水村"]
    assert [line.term for line in groups[0][1]] == ["逾期9天", "还有2天", "没有期限"]
    assert "有5件事等村（社区）办，其中2件逾期" in page.text
    late = re.findall(r'value="([^"]+)"[^>]* data-select-kind="late"', page.text)
    assert len(late) == 2 and all(one.startswith("rectification.prove:") for one in late)


def test_the_office_reminds_and_sees_how_often(client, office, village, other_village):
    rows = [owed(village), owed(other_village)]
    given = {"matters": [key(row) for row in rows], "sentence": "请于本周五前办好"}
    with days_earlier(1):
        assert as_user(client, office).post(URL, given).status_code == 302
    page = as_user(client, office).get(URL)
    assert page.text.count("已催1次，最近") == 2
    answer = client.post(URL, given | {"matters": [key(rows[0])]}, follow=True)
    assert "已催办1个村（社区）的1件事" in answer.text and "已催2次，今天已催" in answer.text
    tick = re.search(rf'<input[^>]*value="{key(rows[0])}"[^>]*>', answer.text).group()
    assert "disabled" in tick
    again = client.post(URL, given)
    assert again.status_code == 422 and "今天已经催办过" in again.text
    assert Reminder.objects.count() == 3


def test_what_was_done_meanwhile_is_told_and_nothing_is_sent(
    client, office, village, other_village
):
    done, still = owed(village), owed(other_village)
    Rectification.objects.filter(pk=done.pk).update(status="proved", proof_note="已补")
    answer = as_user(client, office).post(URL, {"matters": [key(done), key(still)]})
    assert answer.status_code == 422 and "勾选的2件里，有1件已经办好" in answer.text
    tick = re.search(rf'<input[^>]*value="{key(still)}"[^>]*>', answer.text).group()
    assert "checked" in tick and not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "请先勾选"),
        ({"sentence": "长" * 101}, "100"),
        ({"matters": ["receipt.sign:0"]}, "已经办好"),
        ({"matters": ["²:x", ""]}, "已经办好"),
    ],
)
def test_what_cannot_be_sent_is_told(client, office, village, given, told):
    answer = as_user(client, office).post(URL, {"matters": [], "sentence": ""} | given)
    assert answer.status_code == 422 and told in answer.text


def test_a_sentence_of_a_hundred_signs_is_taken(client, office, village):
    given = {"matters": [key(owed(village))], "sentence": "长" * 100}
    assert as_user(client, office).post(URL, given).status_code == 302
    assert len(Reminder.objects.get().sentence) == 100


def test_the_page_is_narrowed_by_village_kind_and_lateness(
    client, office, village, other_village, receipts
):
    owed(village), owed(village, days=4), owed(other_village)

    def shown(**asked):
        groups = as_user(client, office).get(URL, asked).context["groups"]
        return [(str(one), len(lines)) for one, lines in groups]

    assert shown() == [("万顺村", 3), ("三水村", 2)]
    assert shown(village=other_village.pk) == [("三水村", 2)]
    assert shown(kind="签收") == [("万顺村", 1), ("三水村", 1)]
    assert shown(is_late="on") == [("万顺村", 1), ("三水村", 1)]
    assert shown(village=village.pk, kind="整改", is_late="on") == [("万顺村", 1)]
    assert shown(village="x", kind="没有") == shown()


def test_it_leaves_as_a_workbook(client, office, village, other_village):
    owed(village), owed(other_village, days=3)
    page = as_user(client, office).get(URL, {"is_late": "on"})
    answer = client.get(page.context["export_url"])
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book["列表"].iter_rows(values_only=True))
    assert rows[0][:2] == ("村（社区）", "事项") and len(rows) == 2
    assert rows[1][0] == "万顺村" and rows[1][5:7] == ("逾期3天", 0)
    told = [row[0] for row in book["说明"].iter_rows(values_only=True)]
    assert any("只看逾期的：是" in one for one in told)


def owe_of_every_kind(township, number, task):
    village = make_village(township, f"{number}号村", f"K{number:03}")
    today = timezone.localdate()
    owed(village)
    Receipt.objects.create(village=village, assignment=task)
    Query.objects.create(village=village, content="钱用在哪里", due_on=today)
    Posting.objects.create(
        village=village, kind="other", title="第三季度公开", body="一", posted_on=today, until=today
    )
    for kind, status in (("charter", "draft"), ("rule", "consulting"), ("covenant", "final")):
        text = Text.objects.create(village=village, kind=kind, title=kind)
        version = TextVersion.objects.create(text=text, number=1, status=status)
        if kind == "charter":
            Filing.objects.create(
                township=township,
                text_version=version,
                authority="township",
                due_on=today,
            )


def test_twenty_villages_cost_no_more_queries_than_three(client, office, township):
    campaign = Campaign.objects.create(
        township=township, name="创建", purpose="自治", first_year=2026, last_year=2029
    )
    task = Assignment.objects.create(campaign=campaign, year=2026)
    counts = []
    as_user(client, office).get(URL)
    for numbers in (range(3), range(3, 20)):
        for number in numbers:
            owe_of_every_kind(township, number, task)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(URL)
        assert page.context["whole"] == 8 * Village.objects.count()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20, counts


def test_only_the_office_reminds(client, everybody, village):
    row = owed(village)
    for role, user in everybody.items():
        answer = as_user(client, user).post(URL, {"matters": [key(row)]})
        assert answer.status_code == (302 if role == "office" else 403), role
    assert Reminder.objects.count() == 1


# The village's home


def test_the_village_sees_it_until_it_is_done(client, office, village, cadre, other_cadre):
    row = owed(village)
    with days_earlier(1):
        as_user(client, office).post(URL, {"matters": [key(row)], "sentence": "快办"})
    as_user(client, office).post(URL, {"matters": [key(row)], "sentence": "请于周五前办好"})
    (told,) = reminders(cadre)
    assert told["title"] == str(row) and told["url"] == row.get_absolute_url()
    assert told["due"] == row.due_on and "镇里第2次催办" in told["hint"]
    home = as_user(client, cadre).get("/").text
    assert home.index("镇里催办") < home.index("接下来要办")
    assert "请于周五前办好" in home and "快办" not in home
    assert "镇里催办" not in as_user(client, other_cadre).get("/").text
    assert "镇里催办" not in as_user(client, office).get("/").text
    RECTIFICATION.perform("prove", row, by=cadre, note="已补")
    assert reminders(cadre) == [] and "镇里催办" not in as_user(client, cadre).get("/").text


def test_what_the_row_waits_for_next_was_not_reminded_of(village, cadre, office, client):
    """A reminder is of a errand: one sent for another errand of the same row says nothing now."""
    row = owed(village)
    as_user(client, office).post(URL, {"matters": [key(row)]})
    reminder = Reminder.objects.get()
    reminder.pk, reminder.errand, reminder.object_id = None, "rectification.close", owed(village).pk
    reminder.save()
    assert [one["url"] for one in reminders(cadre)] == [row.get_absolute_url()]


def test_history_and_the_page_of_the_matter_tell_it(client, office, village, cadre, other_cadre):
    row = owed(village)
    as_user(client, office).post(URL, {"matters": [key(row)], "sentence": "快办"})
    for user in (office, cadre):
        for address in ("/history/", row.get_absolute_url()):
            assert f"催办：{row}（快办）" in as_user(client, user).get(address).text
    assert "快办" not in as_user(client, other_cadre).get("/history/").text


def test_the_last_reminded_comes_first(client, office, village, cadre):
    first, second = owed(village), owed(village, days=-20)
    for days, row in ((2, first), (1, second)):
        with days_earlier(days):
            as_user(client, office).post(URL, {"matters": [key(row)]})
    urls = [one["url"] for one in reminders(cadre)]
    assert urls == [second.get_absolute_url(), first.get_absolute_url()]


def test_many_reminders_cost_the_home_page_no_more_queries(client, office, village, cadre):
    counts = []
    for many in (2, 9):
        rows = [owed(village) for _ in range(many)]
        as_user(client, office).post(URL, {"matters": [key(row) for row in rows]})
        with CaptureQueriesContext(connection) as asked:
            reminders(type(cadre).objects.get(pk=cadre.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_record_of_reminders_is_in_the_menu_of_whoever_may(client, everybody):
    shown = {
        role: {
            word
            for word, url in (("remind", URL), ("sent", reverse("campaigns:reminders")))
            if f'href="{url}"' in as_user(client, user).get("/").text
        }
        for role, user in everybody.items()
    }
    assert shown.pop("office") == {"remind", "sent"}
    for role in ("leader", "observer", "cadre"):
        assert shown.pop(role) == {"sent"}
    assert all(words == set() for words in shown.values())
