"""扫描收件 on screen: for the village and its office, nobody else; nothing is filed unseen."""

import io

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archives.acts import scan as acts
from archives.models import Record, ScanBatch, ScanPage
from tests.archives import scans, steps
from township.dashboard.todos import todos
from township.files.storing import store
from township.papers import compose
from township.papers.marking import address_of
from township.papers.marks import PaperMark
from villages.papers import meeting as papers

pytestmark = [pytest.mark.usefixtures("categories"), pytest.mark.django_db]


@pytest.fixture
def meeting(village, cadre):
    return steps.meet(village, cadre)


@pytest.fixture
def batch(village, cadre, meeting):
    """A sign-in sheet that was recognised, and a page without a code."""
    pdf = compose("sign_in", papers.sign_in(meeting)).pdf()
    batch = acts.take_in(village, [(store(io.BytesIO(pdf), "扫描.pdf"), "扫描.pdf")], by=cadre)
    batch.pages.filter(order__gt=2).delete()
    batch.pages.update(read_at=timezone.now())
    batch.pages.filter(order=1).update(sheet="sign_in", thing=meeting.pk, place=1)
    acts.read_scans.func(batch.pk)
    batch.refresh_from_db()
    return batch


def address(name, *args):
    return reverse(f"archives:{name}", args=args)


def shown(client, url):
    return client.get(url).content.decode()


def test_a_batch_is_sent_and_waits_for_its_reading(client, cadre, village):
    client.force_login(cadre)
    file = io.BytesIO(scans.jpeg(scans.blank().resize((300, 400))))
    file.name = "照片.jpg"
    answer = client.post(address("scan_create", village.pk), {"files": file})
    batch = ScanBatch.objects.get()
    assert answer.url == batch.get_absolute_url() and (batch.left, batch.made_by) == (1, cadre)
    page = shown(client, answer.url)
    assert "共1页，已看0页" in page and "every 2s" in page


def test_the_page_proposes_and_files_only_when_told(client, cadre, batch, meeting):
    client.force_login(cadre)
    page = shown(client, batch.get_absolute_url())
    assert "签到册" in page and str(meeting) in page and "没有认出二维码" in page
    assert not Record.objects.exists()
    look = address("scan_file", batch.pk)
    assert "第1页" in shown(client, look)
    group = f"sign_in-{meeting.pk}"
    assert client.post(look, {"groups": [group]}).url == batch.get_absolute_url()
    page = shown(client, batch.get_absolute_url())
    offered = reverse("villages:meeting_attendance", args=[meeting.pk])
    assert f'href="{offered}">登记到会人数' in page


def test_the_owner_is_told_how_many_pages_wait(cadre, office, batch):
    titles = [one["title"] for one in todos(cadre)]
    assert "万顺村：扫描件2页待归档" in titles
    assert not any("扫描件" in one["title"] for one in todos(office))


def test_a_page_is_turned_assigned_dropped_and_put_back(client, cadre, batch, meeting):
    client.force_login(cadre)
    page = batch.pages.get(order=2)
    client.post(address("scan_turn", page.pk))
    target = {"to": f"minutes-{meeting.pk}"}
    assert "会议记录" in shown(client, address("scan_assign", page.pk))
    assert client.post(address("scan_assign", page.pk), target).status_code == 302
    page.refresh_from_db()
    assert (page.turn, page.sheet, page.thing) == (90, "minutes", meeting.pk)
    client.post(address("scan_drop", page.pk), {"reason": "不相干"})
    page.refresh_from_db()
    assert page.outcome == ScanPage.Outcome.DROPPED
    assert "不相干" in shown(client, batch.get_absolute_url())
    client.post(address("scan_put_back", page.pk))
    page.refresh_from_db()
    assert page.outcome == ScanPage.Outcome.WAITING


def test_what_was_filed_is_taken_back_with_a_reason(client, cadre, batch, meeting):
    client.force_login(cadre)
    client.post(address("scan_file", batch.pk), {"groups": [f"sign_in-{meeting.pk}"]})
    part = batch.pages.get(order=1).part
    client.post(address("scan_take_back", batch.pk, part.pk), {"reason": "归错了"})
    assert batch.pages.get(order=1).outcome == ScanPage.Outcome.WAITING


def test_the_picture_is_shown_and_says_when_it_is_gone(client, cadre, batch):
    client.force_login(cadre)
    page = batch.pages.get(order=1)
    answer = client.get(address("scan_picture", page.pk))
    assert answer["Content-Type"] == "image/jpeg" and b"".join(answer)[:2] == b"\xff\xd8"
    batch.pages.update(file=None)
    assert client.get(address("scan_picture", page.pk)).status_code == 404


@pytest.mark.parametrize("who", ["other_cadre", "leader", "evaluator"])
def test_others_see_nothing_of_it(request, client, batch, who):
    client.force_login(request.getfixturevalue(who))
    page = batch.pages.first()
    for url in (
        batch.get_absolute_url(),
        address("scan_file", batch.pk),
        address("scan_picture", page.pk),
        address("scan_assign", page.pk),
    ):
        assert client.get(url).status_code in (403, 404)
    assert client.post(address("scan_turn", page.pk)).status_code in (403, 404)


def test_the_office_files_what_a_cadre_sent(client, office, batch, meeting):
    client.force_login(office)
    client.post(address("scan_file", batch.pk), {"groups": [f"sign_in-{meeting.pk}"]})
    assert Record.objects.get().source == f"meeting:{meeting.pk}"


def test_the_list_finds_and_exports(client, cadre, batch):
    client.force_login(cadre)
    assert "扫描.pdf" in shown(client, address("scans"))
    assert "扫描.pdf" not in shown(client, address("scans") + "?stage=settled")
    assert client.get(address("scans") + "?export=xlsx").status_code == 200


def test_a_code_leads_to_its_page_and_a_posting_to_the_open_one(client, village, meeting):
    def led(sheet, thing, township=village.township_id):
        code = address_of(PaperMark(township, sheet, thing)).rpartition("/")[2]
        return client.get(f"/P/{code}").url

    assert led("sign_in", meeting.pk) == meeting.get_absolute_url()
    assert led("posting", 999_999) == reverse("home")
    assert client.get("/P/AEAAAAAAAAAA").url == reverse("home")
    assert client.get(led("sign_in", meeting.pk)).status_code == 302


def test_nothing_is_locked_while_pages_are_bound(client, cadre, batch, meeting, monkeypatch):
    inside, bind = [], acts.page_codes.bind

    def watched(*given):
        inside.append(len(connection.savepoint_ids))
        return bind(*given)

    monkeypatch.setattr(acts.page_codes, "bind", watched)
    client.force_login(cadre)
    client.post(address("scan_file", batch.pk), {"groups": [f"sign_in-{meeting.pk}"]})
    assert inside == [0] and Record.objects.count() == 1
