"""The card on the pages, the form, and that a remark is read where its row is and nowhere else."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from campaigns.models import Sheet
from tests.test_told import pages, told_to, words_of
from tests.township.remarks.said import say
from township.access import is_open
from township.alerts.models import Alert, AlertKind
from township.history.models import Entry
from township.remarks.acts import withdraw
from township.remarks.matters import page_for
from township.remarks.models import LONGEST, Remark

WORD = "金丝雀"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def form_of(row):
    return reverse("remark", args=[row._meta.label_lower, row.pk])


def test_each_page_has_its_card(matters, office, evaluator, cadre):
    for name, row in matters.items():
        say(row, office, text=f"{WORD}在{name}")
        other = evaluator if name == "sheet" else cadre
        for user in (office, other):
            page = signed_in(user).get(page_for(row, user)).text
            assert f"{WORD}在{name}" in page and 'id="remarks"' in page, (name, user)
            assert form_of(row) in page


def test_the_card_of_an_application(application, office, cadre):
    say(application, office, text=WORD)
    assert WORD in signed_in(cadre).get(application.get_absolute_url()).text


def test_who_only_reads_sees_no_way_to_write(meeting, office, leader, observer, evaluator):
    reading = signed_in(observer)
    assert 'id="remarks"' not in reading.get(meeting.get_absolute_url()).text
    say(meeting, office, text=WORD)
    for user in (leader, observer):
        page = signed_in(user).get(meeting.get_absolute_url()).text
        assert WORD in page and "写留言" not in page and "撤回</a>" not in page


def test_a_remark_is_written_and_taken_back(meeting, office, cadre):
    writing, reading = signed_in(office), signed_in(cadre)
    answer = writing.post(form_of(meeting), {"text": f"{WORD}\r\n请补签到册"})
    assert answer.url == f"{meeting.get_absolute_url()}#remarks"
    remark = Remark.objects.get()
    assert remark.text == f"{WORD}\n请补签到册" and remark.author == office
    back = reverse("remark_withdraw", args=[remark.pk])
    assert back in writing.get(meeting.get_absolute_url()).text
    assert back not in reading.get(meeting.get_absolute_url()).text
    assert reading.get(back).status_code == reading.post(back).status_code == 404
    assert WORD in writing.get(back).text
    assert writing.post(back).url == answer.url
    for client in (writing, reading):
        page = client.get(meeting.get_absolute_url()).text
        assert WORD not in page and "王办事撤回了一条留言" in page and back not in page
    again = writing.post(back)
    assert again.status_code == 422 and "已经撤回" in again.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请写留言"),
        (" \u3000\n ", "请写留言"),
        ("……", "只有标点符号"),
        ("长" * (LONGEST + 1), "501"),
        ("请找张三，510502198001011238", "像身份证号"),
        ("请打13800138000", "13800138000"),
    ],
)
def test_what_is_no_remark_is_told(text, told, meeting, office):
    answer = signed_in(office).post(form_of(meeting), {"text": text})
    assert answer.status_code == 422 and told in answer.text
    assert not Remark.objects.exists() and not Alert.objects.filter(kind="remark").exists()
    # What was typed is still there, whole.
    assert escape(text.strip()) in answer.text


@pytest.mark.parametrize("letters", [1, LONGEST - 1, LONGEST])
def test_as_long_as_it_may_be(letters, meeting, office):
    assert signed_in(office).post(form_of(meeting), {"text": "长" * letters}).status_code == 302
    assert len(Remark.objects.get().text) == letters


def test_one_form_is_one_remark(meeting, office):
    client, sent = signed_in(office), {"text": WORD, "form_key": "one-and-the-same"}
    for _ in range(2):
        assert client.post(form_of(meeting), sent).status_code == 302
    assert Remark.objects.count() == 1
    # The same words under another key are asked about.
    assert client.post(form_of(meeting), {"text": WORD}).status_code == 409
    assert Remark.objects.count() == 1


def test_markup_is_words(meeting, office):
    say(meeting, office, text="<b>粗</b>")
    assert "&lt;b&gt;粗&lt;/b&gt;" in signed_in(office).get(meeting.get_absolute_url()).text


def test_the_card_costs_one_question_however_much_was_said(meeting, cadre, office):
    client = signed_in(cadre)

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(meeting.get_absolute_url())
        return [one["sql"] for one in seen if '"township_remark"' in one["sql"]], len(seen)

    asked()
    first = asked()
    for number in range(5):
        say(meeting, cadre, text=f"第{number}条")
    assert len(asked()[0]) == len(first[0]) == 1 and asked()[1] == first[1]


def test_a_kept_page_shows_what_was_said_meanwhile(self_sheet, office, cadre, keeping):
    address, client = page_for(self_sheet, cadre), signed_in(cadre)
    assert "还没有留言" in client.get(address).text
    with CaptureQueriesContext(connection) as kept:
        client.get(address)
    assert not [one for one in kept if '"township_remark"' in one["sql"]], "it was not kept"
    remark = say(self_sheet, office, text=WORD)
    assert WORD in client.get(address).text
    withdraw(remark, by=office)
    page = client.get(address).text
    assert WORD not in page and "撤回了一条留言" in page


def test_nothing_is_said_in_papers_and_packages(meeting, record, cadre, office):
    """What is printed of the row, and its page on paper, say nothing of it."""
    for row in (meeting, record):
        say(row, office, text=WORD)
        page = signed_in(office).get(row.get_absolute_url()).text
        assert 'class="card-box no-print" id="remarks"' in page
    paper = signed_in(office).get(reverse("villages:meeting_paper", args=[meeting.pk, "minutes"]))
    assert WORD not in paper.text


@pytest.fixture
def said(matters, everybody):
    """{words: row}: something is said about each matter."""
    words = {f"{WORD}{name}": row for name, row in matters.items()}
    for word, row in words.items():
        say(row, everybody["office"], text=word)
    say(matters["sheet"], everybody["evaluator"], text=f"{WORD}回答")
    return words


def test_a_remark_and_its_alert_open_to_whom_their_page_does(
    said, matters, everybody, other_cadre, second_evaluator
):
    for user in (*everybody.values(), other_cadre, second_evaluator):
        client = signed_in(user)
        for word, row in said.items():
            for address in {page_for(row, user), row.get_absolute_url()}:
                is_read = word in words_of(client.get(address))
                assert not is_read or is_open(row, user), (user, address)
        alerts = Alert.objects.filter(user=user, kind=AlertKind.REMARK)
        shown = Alert.objects.for_user(user, "alert.view").filter(kind=AlertKind.REMARK)
        assert alerts.count() == shown.count()
    cadre = everybody["cadre"]
    read = signed_in(cadre).get(page_for(matters["self sheet"], cadre)).text
    assert f"{WORD}self sheet" in read


@pytest.mark.long
def test_a_remark_stands_nowhere_but_on_its_page(
    said, village, everybody, other_cadre, second_evaluator
):
    """Every list, search and calendar of every role."""
    addresses = pages(village)
    for user in (*everybody.values(), other_cadre, second_evaluator):
        found = told_to(user, addresses, said)
        assert not any(found.values()), (user, found)


def test_an_alert_closes_with_its_page(sheet, office, evaluator, second_evaluator):
    """Who hands the sheet over no longer reads what is said about it, nor that something is."""
    say(sheet, office)
    seen = Alert.objects.filter(kind=AlertKind.REMARK, user=evaluator)
    client = signed_in(evaluator)
    assert "有新的留言" in client.get("/alerts/").text
    Sheet.objects.filter(pk=sheet.pk).update(scorer=second_evaluator)
    assert seen.exists() and "有新的留言" not in client.get("/alerts/").text
    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_the_history_hands_out_who_and_when(meeting, office, cadre):
    say(meeting, office, text=WORD)
    client = signed_in(office)
    shown = client.get("/history/", {"q": "留言"}).text
    assert f"留言：{meeting}" in shown and WORD not in shown
    book = client.get("/history/", {"q": "留言", "format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(b"".join(book.streaming_content))) as parts:
        sheets = "".join(parts.read(one).decode() for one in parts.namelist())
    assert f"留言：{meeting}" in sheets and WORD not in sheets


def test_the_bell_leads_to_the_card(meeting, office, cadre):
    say(meeting, office)
    alert = Alert.objects.get(user=cadre, kind=AlertKind.REMARK)
    answer = signed_in(cadre).post(reverse("alert_open", args=[alert.pk]))
    assert answer.url == f"{meeting.get_absolute_url()}#remarks"


def test_no_state_hangs_on_it(matters, office):
    """One entry, one remark, and no row but those of remarks and alerts is written."""
    for name, row in matters.items():
        before = type(row).objects.filter(pk=row.pk).values().get()
        say(row, office)
        assert type(row).objects.filter(pk=row.pk).values().get() == before, name
        assert Entry.objects.about(row).first().left.keys() == {"township.Remark"}, name
