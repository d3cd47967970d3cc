"""提请审核 in the browser: the village sends and answers, the township hears and gives."""

import pytest
from django.urls import reverse

from archives.models import Record
from tests.villages import way
from township.dashboard.todos import todos
from villages.acts import text as text_acts
from villages.acts.prereview import send_draft
from villages.models import LegalAdvice, Prereview, TextVersion
from villages.workflows.prereview import PREREVIEW
from villages.workflows.text import TEXT


@pytest.fixture
def version(village, cadre):
    return way.consulted(village, cadre)


@pytest.fixture
def sent(version, cadre):
    return send_draft(version, by=cadre, on=way.days_ago(3))


@pytest.fixture
def at(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def address(name, *args):
    return reverse(f"villages:{name}", args=args)


def waiting(user):
    return {one["hint"]: one for one in todos(user)}


def test_from_sending_to_the_printed_opinion(at, version, cadre, office):
    page = at(cadre).get(version.get_absolute_url()).text
    assert "送镇里审核" in page and "不代替村（社区）决定" in page
    url = address("prereview_send", version.pk)
    answer = at(cadre).post(url, {"on": way.days_ago(2)})
    row = Prereview.objects.get()
    assert answer.url == row.get_absolute_url()
    told = waiting(office)["看过草案后给出审核意见；只提意见，不代替村（社区）决定。"]
    assert (told["due"], told["url"]) == (row.due_on, row.get_absolute_url())
    assert told["title"].startswith("万顺村自治章程")
    assert at(office).get(address("prereview_paper", row.pk)).status_code == 404
    act = address("prereview_act", row.pk, "give")
    assert at(office).post(act, {"advice": "some", "opinion": ""}).status_code == 422
    given = {"advice": "some", "opinion": "第三条写明服务内容。", "on": way.days_ago(1)}
    at(office).post(act, given)
    text = at(cadre).get(address("prereview_paper", row.pk), {"format": "txt"}).content.decode()
    assert "关于《万顺村自治章程》草案的审核意见" in text and "第三条写明服务内容" in text
    assert "不代替村民会议的决定" in text and "清河镇人民政府" in text
    township = version.text.village.township
    township.settings = township.settings | {"organ": "新名镇人民政府"}
    township.save()
    again = at(cadre).get(address("prereview_paper", row.pk), {"format": "txt"}).content.decode()
    assert again == text, "an opinion that was given is printed as it went out"
    hint = "审核提出了修改意见：改好条文，答复采纳情况，然后定稿。"
    assert hint in waiting(cadre) and hint not in waiting(office)
    page = at(cadre).get(version.get_absolute_url()).text
    assert "答复采纳情况" in page
    answered = {"answer": "改在第三条。", "on": way.days_ago(0)}
    at(cadre).post(address("prereview_act", row.pk, "answer"), answered)
    assert hint not in waiting(cadre)
    assert "改在第三条。" in at(office).get(row.get_absolute_url()).text


def test_what_is_sent_is_what_was_read(at, version, cadre):
    url = address("prereview_send", version.pk)
    digest = at(cadre).get(url).context["form"]["read_digest"].value()
    text_acts.write(version, way.CHARTER + "第五条　改了。", by=cadre)
    answer = at(cadre).post(url, {"on": way.days_ago(0), "read_digest": digest})
    assert answer.status_code == 422 and "别人改过这里的内容" in answer.text
    assert not Prereview.objects.exists()


def test_where_it_is_asked_it_is_the_next_step_and_may_be_left_out(at, version, cadre, township):
    township.settings["province"] = "sichuan"
    township.save()
    page = at(cadre).get(version.get_absolute_url())
    assert page.context["next"].label == "提请审核"
    assert "第二十六条第一款第三项" in page.context["next"].sentence
    finalise = address("text_act", version.pk, "finalise")
    assert finalise in page.text
    assert "还没有提请镇里审核" in at(cadre).get(finalise).text
    at(cadre).post(finalise, {"on": way.days_ago(30)})
    assert TextVersion.objects.get().status == "final"


def test_what_was_heard_is_entered_mended_and_removed(at, sent, office, cadre):
    url = address("advice_create", sent.pk)
    given = {"source": "counsel", "name": "孙律师", "on": way.days_ago(1), "content": "删去第三条"}
    answer = at(office).post(url, given | {"on": way.days_ago(4)})
    assert answer.status_code == 422 and "不能早于送审日期" in answer.text
    at(office).post(url, given)
    advice = LegalAdvice.objects.get()
    page = at(office).get(sent.get_absolute_url()).text
    assert "法律顾问孙律师" in page and address("advice_edit", advice.pk) in page
    form = at(office).get(address("prereview_act", sent.pk, "give")).context["form"]
    assert "删去第三条" in form.initial.get("opinion", form.fields["opinion"].initial)
    edit = address("advice_edit", advice.pk)
    at(office).post(edit, given | {"content": "改第三条", "read_version": 0})
    advice.refresh_from_db()
    assert advice.content == "改第三条"
    assert at(cadre).get(edit).status_code == 403
    at(office).post(address("advice_remove", advice.pk), {})
    assert not LegalAdvice.objects.exists()


def test_after_the_opinion_nothing_is_heard_any_more(at, sent, office):
    advice = LegalAdvice.objects.create(
        prereview=sent, source="justice", name="李所长", on=way.days_ago(1), content="好"
    )
    PREREVIEW.perform("give", sent, by=office, advice="none", opinion="没有意见")
    given = {"source": "counsel", "name": "孙律师", "on": way.days_ago(1), "content": "好"}
    answer = at(office).post(address("advice_create", sent.pk), given)
    assert answer.status_code == 422 and "听取的意见不能再改" in answer.text
    remove = address("advice_remove", advice.pk)
    assert "听取的意见不能再改" in at(office).get(remove).text
    at(office).post(remove, {})
    assert LegalAdvice.objects.count() == 1


def test_an_opinion_that_waits_for_an_answer_says_so(at, sent, office, cadre):
    given = {"advice": "some", "opinion": "第二条请改写。"}
    PREREVIEW.perform("give", sent, by=office, **given)
    told = "已给出意见，待答复"
    assert told in at(office).get(address("prereviews")).text
    assert told in at(cadre).get(sent.get_absolute_url()).text
    PREREVIEW.perform("answer", sent, by=cadre, answer="已改写。")
    assert told not in at(office).get(address("prereviews")).text
    assert told not in at(cadre).get(sent.get_absolute_url()).text


def test_the_townships_list_shows_the_days(at, sent, office, cadre, other_cadre):
    page = at(office).get(address("prereviews")).text
    assert "还有12天" in page and "待审核" in page
    assert address("prereviews") in at(office).get(address("filings")).text
    assert "万顺村自治章程" not in at(other_cadre).get(address("prereviews")).text
    assert at(other_cadre).get(sent.get_absolute_url()).status_code == 404


def test_who_may_send_and_give(at, version, sent, cadre, office, observer):
    send = address("prereview_send", version.pk)
    assert at(office).get(send).status_code == 403
    for user in (cadre, observer):
        answer = at(user).post(
            address("prereview_act", sent.pk, "give"),
            {"advice": "none", "opinion": "好", "on": way.days_ago(0)},
        )
        assert answer.status_code == 403
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_the_opinion_goes_into_the_record_of_the_text(sent, version, cadre, office):
    PREREVIEW.perform("give", sent, by=office, advice="none", opinion="没有意见")
    TEXT.perform("finalise", version, by=cadre)
    parts = Record.objects.get(source=f"text:{version.pk}").parts
    assert parts.filter(key=f"prereview-{sent.pk}", name="审核意见").count() == 1
