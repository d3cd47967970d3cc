"""The township and the village see what is missing, and where to make it."""

import html
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archives.models import Record
from archives.queries.completeness import shelf
from archives.rules.requirements import ArchiveCounts
from tests.archives import steps
from tests.archives.queries.test_likely import waiting
from tests.personas import cadre_of, make_village

pytestmark = pytest.mark.usefixtures("categories", "late_november")


def page(client, user, name, *args, **query):
    client.force_login(user)
    answer = client.get(reverse(f"archives:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_village_misses_what_was_due_and_is_told_where_to_make_it(client, cadre, village):
    shown = page(client, cadre, "village_completeness", village.pk)
    assert "最急的2项" in shown
    assert reverse("villages:posting_create", args=[village.pk]) in shown
    upload = reverse("archives:record_create", args=[village.pk])
    assert f"{upload}?category=XHH&amp;requirement=board" in shown
    assert "文本和稿次" in shown


def test_gaps_close_as_the_village_works(client, cadre, office, village):
    before = shelf(village, 2026).counts
    version, _ = steps.adopt(village, cadre)
    steps.accept(version, cadre, office)
    after = shelf(village, 2026)
    assert after.counts.present + after.counts.not_due > before.present
    stages = {c.requirement.stage: c.have for c in after.cells if c.requirement.category == "ZCH"}
    assert stages == {"draft": 1, "consultation": 1, "final": 1}
    assert not after.discrepancies
    events = {c.requirement.category: c for c in after.cells if c.requirement.per == "EVENT"}
    assert events["BJL"].have == 1 and events["HYJ"].waiting[0].lacking == "sign_in"
    assert after.delay.count >= 3


def test_the_list_of_gaps_leads_to_the_record_that_wants_a_signed_sheet(client, cadre, village):
    _, meeting = steps.adopt(village, cadre)
    record = Record.objects.get(source=f"meeting:{meeting.pk}")
    shown = page(client, cadre, "village_completeness", village.pk)
    address = reverse("archives:record_files", args=[record.pk]) + "?kind=sign_in"
    assert "的签过名的签到册" in shown and address in shown
    form = client.get(address).context["form"]
    assert form["kind"].value() == "sign_in"
    assert client.get(address.replace("sign_in", "x")).context["form"]["kind"].value() != "x"


def test_a_vote_that_counts_other_people_than_its_meeting_is_named(client, cadre, village):
    _, meeting = steps.adopt(village, cadre)
    record = Record.objects.get(source=f"meeting:{meeting.pk}")
    record.source = ""
    record.save()
    shown = page(client, cadre, "village_completeness", village.pk)
    assert "对不上的地方" in shown and "没有会议记录" in shown


def test_the_township_sees_all_villages_and_a_cadre_the_own_one(
    client, office, cadre, village, other_village
):
    shown = page(client, office, "completeness")
    assert village.name in shown and other_village.name in shown
    shown = page(client, cadre, "completeness")
    assert village.name in shown and other_village.name not in shown


def test_observers_are_not_asked_about_restricted_categories(client, observer, office, village):
    assert "表彰惩处记录" not in page(client, observer, "village_completeness", village.pk)
    assert "表彰惩处记录" in page(client, office, "village_completeness", village.pk)


def test_the_panel_is_a_fragment_for_the_village_page(client, cadre, village):
    client.force_login(cadre)
    url = reverse("archives:village_panel", args=[village.pk])
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "最急的" in fragment and "<html" not in fragment
    assert "<html" in client.get(url).content.decode()


def test_a_wrong_year_is_answered_in_words(client, office):
    client.force_login(office)
    answer = client.get(reverse("archives:completeness"), {"year": "abc"})
    assert answer.status_code == 409 and "年度" in answer.content.decode()


@pytest.mark.parametrize("name", ["completeness", "records"])
def test_pages_cost_the_same_number_of_queries_for_many_villages(
    client, office, village, township, name
):
    client.force_login(office)
    url = reverse(f"archives:{name}")
    steps.post(village, office_cadre(village))
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(30):
        other = make_village(township, f"新村{number}", f"K{number:03d}")
        if number < 3:
            steps.post(other, office_cadre(other))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def office_cadre(village):
    return cadre_of(village, f"cadre-{village.fonds_code.lower()}", "村干部")


def test_what_the_list_offers_is_chosen_in_the_form_it_leads_to(client, cadre, village):
    chosen = {}
    shown = page(client, cadre, "village_completeness", village.pk)
    for address in {
        html.unescape(one) for one in re.findall(r'href="([^"]+[?]kind=[^"]+)"', shown)
    }:
        form = client.get(address).context.get("form")
        if form and "kind" in form.fields and form["kind"].value():
            chosen.setdefault(address.split("/")[3].split("?")[0], set()).add(form["kind"].value())
    assert chosen["texts"] == {"charter", "rule", "covenant", "agreement"}
    assert chosen["activities"] == {"board", "theme"} and chosen["postings"] == {"quarterly"}


def test_categories_are_compared_over_all_villages(client, office, cadre, village):
    client.force_login(office)
    shown = client.get(reverse("archives:completeness")).context["shares"]
    assert shown and {(bar.value, bar.tone) for bar in shown} == {(0, "active")}


def test_counts_of_villages_add_up():
    whole = ArchiveCounts(1, 0, 2, 5) + ArchiveCounts(2, 1, 0, 0)
    assert whole == ArchiveCounts(3, 1, 2, 5) and whole.share == 50


def test_a_scan_that_looks_like_what_is_missing_is_told_to_be_looked_over(client, cadre, village):
    before = page(client, cadre, "village_completeness", village.pk)
    assert "像是" not in before
    waiting(village, cadre)
    shown = page(client, cadre, "village_completeness", village.pk)
    assert "还没有人核对，没有算进去" in shown
    assert "像是2026年3月5日的会议记录“万顺村村民代表会议记录”" in shown
    stats = re.findall(r'class="stat-value">([^<]+)', shown)
    assert stats == re.findall(r'class="stat-value">([^<]+)', before)


def exported(client, user, **query):
    client.force_login(user)
    answer = client.get(reverse("archives:completeness_export"), query)
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    return list(book["归档情况"].iter_rows(min_row=2, values_only=True))


def test_the_whole_table_goes_out_as_a_workbook(
    client, office, cadre, observer, village, other_village
):
    client.force_login(office)
    assert reverse("archives:completeness_export") in page(client, office, "completeness")
    lines = exported(client, office, year="2026")
    assert {line[0] for line in lines} == {village.name, other_village.name}
    missing = [line for line in lines if line[6] == "缺"]
    assert missing and all(line[7] for line in missing)
    assert {line[6] for line in lines} > {"缺"}
    assert {line[0] for line in exported(client, cadre)} == {"万顺村"}
    seen = {line[1] for line in exported(client, observer)}
    assert seen < {line[1] for line in exported(client, office)}
