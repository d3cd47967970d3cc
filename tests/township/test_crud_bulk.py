"""Acts on ticked rows of a list: offered where something can be ticked, judged row by row."""

import pytest
from django.urls import reverse

from tests.personas import person
from tests.villages import way
from township.access import Role
from township.crud import bulk
from township.history.models import Entry
from villages.acts.review import save_checks
from villages.models import Filing
from villages.rules.kinds import TextKind


def reviewed(filing, office):
    met = {"result": "met", "clause": "", "comment": ""}
    save_checks(filing, {check.number: met for check in filing.checks.all()}, by=office)
    return filing


@pytest.fixture
def three(village, cadre, other_village, other_cadre, office, leader, other_township):
    """Two that are reviewed, and one that is not."""
    one = reviewed(way.submitted(village, cadre), office)
    two = reviewed(way.submitted(other_village, other_cadre), office)
    rule = way.submitted(village, cadre, kind=TextKind.RULE, title="万顺村议事规则")
    return one, two, rule


def signed_in(client, user):
    client.force_login(user)
    return client


def keys(rows):
    return {"rows": [row.pk for row in rows]}


@pytest.mark.one_database
def test_only_rows_that_wait_for_the_act_can_be_ticked(client, office, three, cadre):
    way.adopted(three[0].village, cadre, kind=TextKind.AGREEMENT, title="万顺村协议")
    page = signed_in(client, office).get(reverse("villages:filings")).content.decode()
    assert page.count('name="rows"') == 3
    assert f'formaction="{reverse("villages:filings_accept")}"' in page


def test_who_may_not_act_is_offered_nothing_to_tick(client, three, leader):
    page = signed_in(client, leader).get(reverse("villages:filings")).content.decode()
    assert 'name="rows"' not in page and "全选" not in page


def test_the_page_tells_what_stands_against_each(client, office, three):
    page = (
        signed_in(client, office)
        .get(reverse("villages:filings_accept"), keys(three))
        .content.decode()
    )
    assert "勾选了3件，其中2件现在可以予以备案" in page
    assert "项还没有结论" in page
    assert page.count('name="rows"') == 2


def test_each_is_done_by_itself_and_what_is_refused_is_told(client, office, three):
    rule = three[2]
    given = keys(three) | {"on": way.days_ago(0), "opinion": "予以备案。"}
    page = (
        signed_in(client, office)
        .post(reverse("villages:filings_accept"), given, follow=True)
        .content.decode()
    )
    assert "已予以备案2件。" in page
    assert "没有予以备案：审查表第" in page and str(rule) in page
    year = way.days_ago(0).year
    states = [(row.status, row.receipt_no) for row in Filing.objects.order_by("pk")]
    assert states == [("filed", f"{year}-001"), ("filed", f"{year}-002"), ("submitted", "")]
    assert Entry.objects.filter(verb="filing.accept").count() == 2


def test_where_none_can_be_done_nothing_is_and_the_page_says_why(client, office, three):
    rule = three[2]
    given = keys([rule]) | {"on": way.days_ago(0), "opinion": "予以备案。"}
    answer = signed_in(client, office).post(reverse("villages:filings_accept"), given)
    assert answer.status_code == 422
    assert "项还没有结论" in answer.content.decode()
    rule.refresh_from_db()
    assert rule.status == "submitted"


def test_the_same_form_sent_twice_is_one_act(client, office, three):
    given = (
        keys(three[:1]) | {"on": way.days_ago(0), "opinion": "予以备案。"} | {"form_key": "k" * 8}
    )
    for _ in range(2):
        assert (
            signed_in(client, office).post(reverse("villages:filings_accept"), given).status_code
            == 302
        )
    assert Entry.objects.filter(verb="filing.accept").count() == 1


def test_a_village_of_another_township_is_no_choice(client, three, other_township):
    clerk = person("clerk", "白办事", Role.OFFICE, township=other_township)
    client.force_login(clerk)
    page = client.get(reverse("villages:filings_accept"), keys(three)).content.decode()
    assert "还没有勾选" in page
    given = keys(three) | {"on": way.days_ago(0), "opinion": "予以备案。"}
    answer = client.post(reverse("villages:filings_accept"), given)
    assert answer.status_code == 422
    assert not Filing.objects.filter(status="filed").exists()


@pytest.mark.parametrize("sent", [[], ["x"], ["²"], ["9" * 40]])
def test_what_is_no_row_is_refused_in_words(client, office, three, sent):
    answer = signed_in(client, office).post(
        reverse("villages:filings_accept"),
        {"rows": sent, "on": way.days_ago(0), "opinion": "予以备案。"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请先勾选要办的" in page or "请回到列表重新勾选" in page


def test_more_than_the_most_are_refused(monkeypatch, client, office, three):
    monkeypatch.setattr(bulk, "MOST", 1)
    given = keys(three[:2]) | {"on": way.days_ago(0), "opinion": "予以备案。"}
    answer = signed_in(client, office).post(reverse("villages:filings_accept"), given)
    assert answer.status_code == 422 and "一次最多办1件" in answer.content.decode()
    assert not Filing.objects.filter(status="filed").exists()


def test_the_list_narrows_to_one_kind_of_text(client, office, three):
    page = (
        signed_in(client, office)
        .get(reverse("villages:filings"), {"kind": TextKind.RULE})
        .content.decode()
    )
    assert page.count('name="rows"') == 1 and "万顺村议事规则" in page
