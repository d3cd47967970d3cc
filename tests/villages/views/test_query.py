"""A villager's question: registered without a name, answered in time, filed, counted for C3."""

import pytest
from django.urls import reverse

from archives.models import Record
from campaigns.queries.village_counts import of_queries
from tests.villages.way import days_ago
from township.dashboard.todos import todos
from villages.models import Query


def ask(client, village, **more):
    sent = {"content": "低保名单怎么定的？", "way": "phone", "asked_on": days_ago(16)}
    return client.post(reverse("villages:query_create", args=[village.pk]), sent | more)


@pytest.mark.usefixtures("papers_set")
def test_a_question_is_owed_answered_filed_and_counted(client, cadre, village):
    client.force_login(cadre)
    late = ask(client, village).url
    ask(client, village, content="路灯何时修？", asked_on=days_ago(1))
    row = Query.objects.get(asked_on=days_ago(16))
    assert row.due_on == days_ago(1)
    page = client.get(reverse("villages:queries", args=[village.pk])).text
    assert "超期1天" in page and "还有14天" in page
    assert [one["due"] for one in todos(cadre)] == [days_ago(1), days_ago(-14)]
    told = of_queries([village.pk], row.asked_on.year, days_ago(0))
    assert told == {village.pk: {"queries_late": 1}}
    act = reverse("villages:query_act", args=[row.pk, "answer"])
    early = {"answer": "按评议结果。", "on": days_ago(17)}
    assert "早于询问日期" in client.post(act, early).text
    assert client.post(act, early | {"on": days_ago(2)}).status_code == 302
    assert "按评议结果。" in client.get(late).text
    told = of_queries([village.pk], row.asked_on.year, days_ago(0))
    assert told == {village.pk: {"queries_late": 0}}
    record = Record.objects.get(source=f"query:{row.pk}")
    assert (record.category.code, record.parts.get().files.count()) == ("GKG", 2)
    edit = reverse("villages:query_edit", args=[row.pk])
    assert "已经答复，不能再改" in client.get(edit, follow=True).text


def test_tomorrow_and_identity_numbers_are_refused(client, cadre, village):
    client.force_login(cadre)
    assert "不能在今天之后" in ask(client, village, asked_on=days_ago(-1)).text
    assert "不登记证件号码" in ask(client, village, content="510101197503070011的低保").text
    assert not Query.objects.exists()


def test_nobody_else_reads_or_answers(client, cadre, other_cadre, office, village):
    client.force_login(cadre)
    shown = ask(client, village).url
    act = reverse("villages:query_act", args=[Query.objects.get().pk, "answer"])
    given = {"answer": "好", "on": days_ago(0)}
    client.force_login(office)
    assert client.get(shown).status_code == 200
    assert client.post(act, given).status_code == 403
    client.force_login(other_cadre)
    assert client.get(shown).status_code == 404
