"""Forms of autonomy: signed households by group without names, breach clauses asked of the town."""

import pytest
from django.urls import reverse

from villages.models import Autonomy, SignedCount

BREACH = "违反约定的，须缴纳违约金500元。"


@pytest.fixture
def sent():
    return {
        "form": "agreement",
        "title": "诚信协议",
        "since": "2026-03-01",
        "description": "与各户签订协议书。",
        "effect": "",
        "breach_clause": "",
    }


@pytest.fixture
def row(client, cadre, village, sent):
    client.force_login(cadre)
    url = reverse("villages:autonomy_create", args=[village.pk])
    assert client.post(url, sent | {"breach_clause": BREACH}).status_code == 302
    return Autonomy.objects.get()


def test_signed_households_are_counted_by_group(client, row, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:autonomy_signed", args=[row.pk])
    first, second, third = village.groups.all()
    names = [f"group-{group.pk}" for group in (first, second, third)]
    sent = {"counted_on": "2026-06-01", names[0]: 90, names[1]: 0, names[2]: 100}
    too_many = client.post(url, sent | {names[0]: 101})
    assert too_many.status_code == 422 and "一组只有100户" in too_many.text
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {names[0]: 95}).status_code == 302
    counts = SignedCount.objects.values_list("group__name", "signed")
    assert dict(counts) == {"一组": 95, "二组": 0, "三组": 100}
    assert "195 / 300户" in client.get(row.get_absolute_url()).text


def test_a_breach_clause_is_a_question_to_the_township(client, row, cadre, office):
    client.force_login(cadre)
    page = client.get(row.get_absolute_url()).text
    assert "待镇审查" in page and "违约金" in page and "审查条款" not in page
    review = reverse("villages:autonomy_review", args=[row.pk])
    assert client.get(review).status_code == 403
    client.force_login(office)
    assert BREACH in client.get(review).text
    sent = {"is_lawful": "0", "opinion": "行政处罚法第十六条，村里不能设定。"}
    assert client.post(review, sent).status_code == 302
    assert "应当删去或修改" in client.get(row.get_absolute_url()).text


def test_a_changed_clause_is_asked_anew(client, row, cadre, office, sent):
    client.force_login(office)
    review = reverse("villages:autonomy_review", args=[row.pk])
    client.post(review, {"is_lawful": "1", "opinion": "民法典第五百八十五条。"})
    client.force_login(cadre)
    edit = reverse("villages:autonomy_edit", args=[row.pk])
    row.refresh_from_db()
    kept = sent | {"breach_clause": BREACH, "title": "改名", "read_version": row.version}
    assert client.post(edit, kept).status_code == 302
    row.refresh_from_db()
    assert not row.is_asked and row.breach_is_lawful
    changed = kept | {"breach_clause": "违约的批评教育。", "read_version": row.version}
    assert client.post(edit, changed).status_code == 302
    row.refresh_from_db()
    assert row.is_asked and row.breach_is_lawful is None


def test_the_end_is_not_before_the_start(client, cadre, village, sent):
    client.force_login(cadre)
    url = reverse("villages:autonomy_create", args=[village.pk])
    answer = client.post(url, sent | {"until": "2026-02-01"})
    assert answer.status_code == 422 and "停止日期不能早于开始日期" in answer.text
