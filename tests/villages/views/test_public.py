"""What everybody may read of a village without an account."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.villages import way
from tests.villages.workflows.test_posting import prepared
from township.dashboard.todos import todos
from township.signin.models import Guesses
from villages.models import Asker, Query, Village


def page(village):
    return Client().get(reverse("villages:open", args=[village.pk]))


def test_only_what_hangs_today_is_shown(village, other_village):
    prepared(village, 2, status="posted", title="今天公示", body="收入若干。")
    prepared(village, 20, status="posted", title="过期公示")
    prepared(village, 2, title="待张贴")
    prepared(other_village, 2, status="posted", title="别村公示")
    shown = page(village)
    assert [row.title for row in shown.context["postings"]] == ["今天公示"]
    assert "收入若干。" in shown.text and "待张贴" not in shown.text
    assert [row.title for row in shown.context["earlier"]] == ["过期公示"]


def test_an_empty_board_says_so_and_tells_how_soon_questions_are_answered(village):
    village.township.settings["query_days"] = 7
    village.township.save()
    shown = page(village)
    assert "现在没有正在公示的内容" in shown.text and shown.context["query_days"] == 7
    # Nothing stands below: nothing is said to.
    assert "在下面" not in shown.text and "以前公示过的，可以到" in shown.text
    assert "<svg" in shown.text and '<meta name="robots" content="noindex">' in shown.text


def test_a_village_that_is_no_more_says_so_on_its_board(village):
    Village.objects.update(closed_on="2026-05-31")
    assert "万顺村到2026年5月31日为止，已撤销" in page(village).content.decode()


def test_many_postings_cost_as_much_as_one(village, cadre, django_assert_max_num_queries):
    version = way.adopted(village, cadre)
    for number in range(5):
        prepared(village, 2, status="posted", title=f"{number}", text_version=version)
    with django_assert_max_num_queries(10):
        assert page(village).status_code == 200


def write(village, **more):
    """What somebody without an account sends from the page of the form."""
    client, address = Client(REMOTE_ADDR="10.1.1.1"), reverse("villages:ask", args=[village.pk])
    key = client.get(address).context["form"]["form_key"].value()
    sent = {"kind": "question", "content": "路灯何时修？", "target": "", "website": ""}
    return client.post(address, sent | {"form_key": key, "name": "", "phone": ""} | more)


def test_a_text_in_force_is_read_on_a_page_of_its_own(village, other_village, cadre):
    version = way.adopted(village, cadre)
    address = reverse("villages:open_text", args=[village.pk, version.pk])
    assert address in page(village).text
    shown = Client().get(address)
    assert "第一条" in shown.text and "通过施行" in shown.text
    foreign = reverse("villages:open_text", args=[other_village.pk, version.pk])
    assert Client().get(foreign).status_code == 404
    version.__class__.objects.filter(pk=version.pk).update(superseded_on=way.days_ago(0))
    assert Client().get(address).status_code == 404


def test_a_question_arrives_and_its_answer_is_read_by_the_code(
    village, cadre, office, leader, client
):
    row = prepared(village, 2, status="posted", title="电费公示")
    sent = write(
        village, kind="objection", target=f"posting{row.pk}", name="王某", phone="13900001111"
    )
    told = Client().get(sent.url).text
    query = Query.objects.get()
    assert "已经发出" in told and f"{query.code[:4]}-{query.code[4:]}" in told
    assert (query.posting, query.kind) == (row, "objection")
    assert any("路灯何时修" in one["title"] for one in todos(cadre))
    own = query.get_absolute_url()
    for user, may in ((cadre, True), (office, True), (leader, False)):
        client.force_login(user)
        assert ("13900001111" in client.get(own).text) is may
    client.force_login(cadre)
    act = reverse("villages:query_act", args=[query.pk, "answer"])
    given = {"answer": "下月修好。", "on": way.days_ago(0)}
    assert "路灯何时修" not in page(village).text
    assert client.post(act, given | {"is_public": "on"}).status_code == 302
    shown = page(village).text
    assert "下月修好。" in shown and "王某" not in shown and "13900001111" not in shown
    state = reverse("villages:asked", args=[village.pk])
    for typed in (query.code.lower(), f" {query.code[:4]} {query.code[4:]} "):
        read = Client().get(state, {"code": typed}).text
        assert "下月修好。" in read and "王某" not in read
    assert "没有查到" in Client().get(state, {"code": "ACDEACDE"}).text
    client.post(reverse("villages:query_act", args=[query.pk, "hide"]))
    assert "下月修好。" not in page(village).text
    client.post(reverse("villages:query_act", args=[query.pk, "erase_asker"]))
    assert not Asker.objects.exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"content": ""}, "请填写这一项"),
        ({"content": "字" * 1001}, "1000"),
        ({"content": "我是510521198002301234"}, "不登记证件号码"),
        ({"content": "打我电话13900001111"}, "电话"),
        ({"phone": "不告诉"}, "电话要写成"),
        ({"website": "http://x"}, "这一格要空着"),
        ({"target": "posting987654"}, "请从列出的"),
        ({"form_key": ""}, "没有保存"),
    ],
)
def test_what_cannot_be_sent_is_told_and_kept_on_the_page(village, more, told):
    answer = write(village, **more)
    assert answer.status_code == 422 and told in answer.text
    assert not Query.objects.exists()
    assert more.get("content", "路灯何时修？")[:2] in answer.text


def test_codes_are_not_tried_through(village):
    write(village)
    query = Query.objects.get()
    state, most = reverse("villages:asked", args=[village.pk]), Guesses.MOST[Guesses.Kind.CODE]

    def look(code):
        return Client().get(state, {"code": code}).text

    for _ in range(most - 1):
        assert "没有查到" in look("ACDEACDE")
    # A right one is no guess, and gives none of the wrong ones back.
    assert "路灯何时修" in look(query.code)
    assert "没有查到" in look("ACDEACDE")
    for code in ("ACDEACDE", query.code):
        told = look(code)
        assert "查错的次数太多，请15分钟以后再查" in told and "路灯何时修" not in told
    # What is no code is not looked up at all, and elsewhere one may go on.
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").get(state, {"code": query.code}).text
    assert "路灯何时修" in elsewhere


def test_too_many_are_refused_and_the_township_may_shut_the_door(village):
    village.township.settings["page_questions_sender"] = 1
    village.township.save()
    assert write(village).status_code == 302
    assert "今天从您这里已经收到1条" in write(village, content="再问").text
    village.township.settings["page_questions"] = False
    village.township.save()
    address = reverse("villages:ask", args=[village.pk])
    assert Client().get(address).status_code == 404 == Client().post(address).status_code
    assert address not in page(village).text


def test_what_is_no_question_is_set_aside_with_a_reason(village, cadre, client):
    write(village, content="便宜卖票")
    query = Query.objects.get()
    client.force_login(cadre)
    act = reverse("villages:query_act", args=[query.pk, "set_aside"])
    assert client.post(act, {"reason": "广告。"}).status_code == 302
    state = Client().get(reverse("villages:asked", args=[village.pk]), {"code": query.code}).text
    assert "已退回" in state and "广告。" in state
    assert todos(cadre) == [] or all("卖票" not in one["title"] for one in todos(cadre))
    edit = reverse("villages:query_edit", args=[query.pk])
    assert "不能再改" in client.get(edit, follow=True).text
