"""How pages look: kept with the person who signs in, in the browser for everybody else."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from township.users.models import looks


@pytest.mark.parametrize(
    ("size", "has_contrast", "words"),
    [
        ("", False, ""),
        ("large", False, "text-large"),
        ("larger", True, "text-larger contrast"),
        ("", True, "contrast"),
        ('x" onload="', False, ""),
    ],
)
def test_a_choice_is_words_of_the_style_sheet(size, has_contrast, words):
    assert looks(size, has_contrast) == words


@given(st.text(max_size=40), st.booleans())
def test_nothing_else_comes_of_any_cookie(size, has_contrast):
    assert set(looks(size, has_contrast).split()) <= {"text-large", "text-larger", "contrast"}


def test_what_somebody_chose_is_there_on_every_device(cadre, office):
    here, there = Client(), Client()
    for one in (here, there):
        one.force_login(cadre)
    assert '<html lang="zh-Hans">' in here.get("/").text
    sent = {"text_size": "large", "has_contrast": "on"}
    assert here.post(reverse("look"), sent).status_code == 302
    assert '<html lang="zh-Hans" class="text-large contrast">' in there.get("/").text
    there.force_login(office)
    assert '<html lang="zh-Hans">' in there.get("/").text


def test_on_a_page_for_everybody_the_browser_keeps_it(village):
    client, address = Client(), reverse("villages:open", args=[village.pk])
    assert f"/text-size/large/?back={quote(address, safe='')}" in client.get(address).text
    answer = client.get(reverse("text_size", args=["large"]), {"back": address})
    assert answer.url == address
    assert 'class="text-large"' in client.get(address).text
    client.get(reverse("text_size", args=["usual"]), {"back": address})
    assert 'class="text-large"' not in client.get(address).text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:1", ""])
def test_one_is_not_led_elsewhere(client, back):
    assert client.get(reverse("text_size", args=["large"]), {"back": back}).url == "/"
