"""What is asked before an act is asked without the page's script too."""

import re
from urllib.parse import urlencode

import pytest

from tests.sent import FORM
from tests.site_walk import forms_of
from tests.villages import way
from township.access.coming_back import ASK_BEFORE
from villages.models import Clause

SENTENCE = re.compile(r'name="ask_before" value="([^"]+)"')


@pytest.fixture
def draft(village, cadre):
    return way.draft(village, cadre).get_absolute_url()


def removal(client, cadre, page):
    """(the form that takes the first clause out, what it asks before)."""
    client.force_login(cadre)
    text = client.get(page).text
    form = next(one for one in forms_of(page, text) if "remove" in one.address)
    return form, next(one for one in SENTENCE.findall(text) if one.startswith("删去"))


def sent(client, address, fields, **more):
    """As a browser sends a form without files."""
    return client.post(address, urlencode(fields, doseq=True), content_type=FORM, **more)


def test_a_form_sent_without_its_script_is_asked_about_first(client, cadre, draft):
    form, sentence = removal(client, cadre, draft)
    before = Clause.objects.count()
    given = form.shown | {ASK_BEFORE: sentence}
    asked = sent(client, form.address, given, headers={"Referer": draft})
    assert asked.status_code == 200 and sentence in asked.text and f'href="{draft}"' in asked.text
    assert Clause.objects.count() == before
    (answer,) = [one for one in forms_of(form.address, asked.text) if one.address == form.address]
    assert answer.shown == form.shown and ASK_BEFORE not in asked.text
    assert sent(client, answer.address, answer.shown).status_code == 302
    assert Clause.objects.count() == before - 1


def test_words_of_others_are_no_markup_of_the_question(client, cadre, draft):
    form, _ = removal(client, cadre, draft)
    asked = sent(client, form.address, {ASK_BEFORE: "<script>1</script>", "a": '"><b>'})
    assert "<script>1" not in asked.text and "<b>" not in asked.text


def test_who_is_not_signed_in_is_asked_to_sign_in(client, cadre, draft):
    form, sentence = removal(client, cadre, draft)
    client.logout()
    answer = sent(client, form.address, {ASK_BEFORE: sentence})
    assert answer.status_code == 302 and "login" in answer["Location"]
