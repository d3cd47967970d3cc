"""Whoever has to sign in first comes back to a page that can be opened, never to an act."""

import pytest
from django.urls import reverse


@pytest.fixture
def text_address(village):
    return reverse("villages:texts", args=[village.pk])


def next_of(answer):
    return answer.headers.get("Location") or answer.headers.get("HX-Redirect")


def test_a_page_comes_back_to_itself(client, text_address):
    assert next_of(client.get(f"{text_address}?kind=rule")).endswith(
        f"{text_address}%3Fkind%3Drule"
    )


def test_an_act_comes_back_to_the_page_it_was_pressed_on(client, text_address):
    act = reverse("campaigns:mark", args=[1, 1])
    answer = client.post(act, headers={"Referer": f"http://testserver{text_address}"})
    assert next_of(answer).endswith(f"?next={text_address}")
    shown = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{text_address}"}
    answer = client.post(act, headers=shown)
    assert answer.status_code == 401 and next_of(answer).endswith(f"?next={text_address}")


@pytest.mark.parametrize(
    "referer", ["", "http://elsewhere.example/villages/", "http://testserver/x/"]
)
def test_an_act_without_a_page_comes_back_to_the_home_page(client, referer, db):
    act = reverse("campaigns:mark", args=[1, 1])
    assert next_of(client.post(act, headers={"Referer": referer})).endswith("?next=/")
    assert next_of(client.get(act)).endswith("?next=/")


def test_a_form_comes_back_to_its_own_page(client, village):
    form = reverse("villages:activity_create", args=[village.pk])
    assert next_of(client.post(form)).endswith(f"?next={form}")


def test_a_form_sent_by_the_page_is_told_so_and_stays(client, village):
    form = reverse("villages:activity_create", args=[village.pk])
    answer = client.post(form, headers={"X-Sent-By": "form"})
    assert answer.status_code == 401 and next_of(answer) is None


def test_an_act_opened_as_a_page_says_where_to_go(client, evaluator):
    client.force_login(evaluator)
    answer = client.get(reverse("campaigns:mark", args=[1, 1]), headers={"Accept": "text/html"})
    assert answer.status_code == 405 and "不能直接打开" in answer.text and "POST" in answer["Allow"]
