"""Consultations and opinions by form, without names, while the text is with the people."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.acts import text as text_acts
from villages.models import Consultation, Opinion
from villages.workflows.text import TEXT


@pytest.fixture
def version(village, cadre):
    return TEXT.perform("consult", way.draft(village, cadre), by=cadre, on=way.days_ago(9))


@pytest.fixture
def desk(client, cadre):
    client.force_login(cadre)
    return client


def address(name, row):
    return reverse(f"villages:{name}", args=[row.pk])


def test_an_occasion_is_registered(desk, version):
    url = address("consultation_create", version)
    sent = {"channel": "yard", "on": way.days_ago(3), "headcount": 40, "place": "院坝"}
    assert desk.post(url, sent | {"headcount": ""}).status_code == 422
    assert desk.post(url, sent | {"on": way.days_ago(-1)}).status_code == 422
    assert not Consultation.objects.exists()
    assert desk.post(url, sent).status_code == 302
    assert Consultation.objects.get().round == 1


def test_an_opinion_is_registered_on_a_clause_and_answered(desk, version):
    clause = version.clauses.get(label="第三条")
    url = address("opinion_create", version)
    assert desk.get(url, {"clause": clause.pk}).context["form"].initial["clause"] == str(clause.pk)
    sent = {"content": "写明时间", "channel": "yard", "on": way.days_ago(3), "clause": clause.pk}
    assert desk.post(url, sent).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.clause_label == "第三条"
    answer = address("opinion_answer", opinion)
    refused = desk.post(answer, {"handling": "rejected", "reply": "", "read_version": 0})
    assert refused.status_code == 422 and "不采纳的意见要写明理由" in refused.text
    sent = {"handling": "accepted", "reply": "已改。", "read_version": 0}
    assert desk.post(answer, sent).url.endswith("#opinions")
    assert desk.post(answer, sent).status_code == 409
    opinion.refresh_from_db()
    assert (opinion.handling, opinion.reply) == ("accepted", "已改。")


def test_clauses_of_other_texts_are_not_offered(desk, version, village, cadre):
    other = way.draft(village, cadre, kind="rule", title="服务制度")
    sent = {"content": "好", "channel": "yard", "on": way.days_ago(3)}
    url = address("opinion_create", version)
    assert desk.post(url, sent | {"clause": other.clauses.last().pk}).status_code == 422


def test_outside_the_consultation_an_opinion_is_only_read(desk, version, cadre):
    opinion = text_acts.add_opinion(
        version, by=cadre, content="好", channel="yard", on=way.days_ago(3)
    )
    TEXT.perform("revert", version, by=cadre)
    page = desk.get(address("opinion_answer", opinion), follow=True).text
    assert "文本现在是“草稿”，意见不能再改。" in page


def test_nobody_else_writes(client, version, other_cadre, office):
    for user, expected in ((office, 403), (other_cadre, 404)):
        client.force_login(user)
        for name in ("consultation_create", "opinion_create"):
            assert client.get(address(name, version)).status_code == expected
