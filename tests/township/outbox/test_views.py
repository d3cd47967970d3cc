"""What lies on every phone is nobody's; what is somebody's is never kept by a cache."""

import json
import re
import uuid

import pytest
from django.conf import settings as site_settings
from django.urls import reverse

from township.crud.models import UsedKey
from township.outbox.views import FILES, SCRIPTS

ON_EVERY_PHONE = ("outbox", "outbox_worker", "manifest")
KINDS = {
    "outbox": "text/html",
    "outbox_worker": "text/javascript",
    "manifest": "application/manifest+json",
}


@pytest.mark.parametrize("name", ON_EVERY_PHONE)
def test_it_is_the_same_for_everybody(client, as_user, cadre, village, name):
    address = reverse(name)
    stranger = client.get(address)
    assert stranger.status_code == 200
    assert stranger["Content-Type"].startswith(KINDS[name])
    assert not stranger.cookies, "a page for everybody gives nobody a token"
    answer = as_user(cadre).get(address)
    assert answer.content == stranger.content
    for told in (cadre.full_name, cadre.username, village.name, "csrfmiddlewaretoken"):
        assert told not in answer.text
    assert answer["Cache-Control"] == "no-store"


def test_the_worker_keeps_files_by_their_names_and_one_page(client):
    script = client.get(reverse("outbox_worker")).text
    kept = re.search(r"const FILES = \[(.*?)\];", script, re.S)[1]
    assert re.findall(r'"([^"]+)"', kept) == [f"/static/{name}" for name in FILES]
    assert "cache.put" not in script and script.count("addAll") == 1
    assert client.get(reverse("outbox_worker"))["Cache-Control"] == "no-cache"


def test_the_shell_loads_only_what_the_worker_keeps(client):
    page = client.get(reverse("outbox")).text
    asked = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page))
    assert asked <= set(FILES)
    assert re.findall(r"/static/js/([a-z-]+)\.js", page) == list(SCRIPTS)


def test_its_version_changes_with_the_page(client, monkeypatch):
    before = re.search(r"shell-(\w+)", client.get(reverse("outbox_worker")).text)[1]
    monkeypatch.setattr("township.outbox.views._shell", lambda: "另一页")
    assert re.search(r"shell-(\w+)", client.get(reverse("outbox_worker")).text)[1] != before


def test_the_manifest_names_icons_that_are_there(client):
    told = json.loads(client.get(reverse("manifest")).text)
    assert told["name"] == "创建通" and told["start_url"] == "/"
    for icon in told["icons"]:
        path = site_settings.BASE_DIR / icon["src"].lstrip("/")
        width = int.from_bytes(path.read_bytes()[16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"
    assert {"any", "maskable"} == {icon["purpose"] for icon in told["icons"]}


def test_own_tells_who_is_signed_in_and_what_is_saved(as_user, cadre, office, association):
    mine, theirs, open_key = (str(uuid.uuid4()) for _ in range(3))
    for key, user, location in (
        (mine, cadre, "/a/"),
        (theirs, office, "/b/"),
        (open_key, cadre, ""),
    ):
        UsedKey.objects.create(key=key, user_id=user.pk, location=location, digest="x")
    answer = as_user(cadre).get(reverse("outbox_own"), {"key": [mine, theirs, open_key, "键"]})
    told = answer.json()
    assert told["user"] == str(cadre.pk) and told["saved"] == {mine: "/a/"}
    assert answer["Cache-Control"] == "no-store" and len(told["captures"]) == 4


def test_own_is_not_for_strangers_nor_for_who_stays_in_the_office(client, as_user, office):
    address = reverse("outbox_own")
    assert client.get(address, headers={"X-Sent-By": "outbox"}).status_code == 401
    assert as_user(office).get(address).status_code == 404


def test_pages_of_a_cadre_know_the_way_and_stay_unkept(as_user, cadre, office):
    client = as_user(cadre)
    page = client.get("/")
    assert 'rel="manifest"' in page.text and "data-outbox-worker" in page.text
    for address in ("/", reverse("outbox_own"), reverse("outbox")):
        assert client.get(address)["Cache-Control"] == "no-store"
    # An office has nothing to take along; its pages make the phone forget whoever was before.
    page = as_user(office).get("/").text
    assert 'rel="manifest"' not in page and "js/outbox.js" in page


def test_switched_off_nothing_is_left_of_it(as_user, cadre, settings):
    settings.OUTBOX = False
    client = as_user(cadre)
    page = client.get("/").text
    assert "outbox" not in page and "manifest" not in page
    assert client.get(reverse("outbox")).status_code == 404
    assert client.get(reverse("outbox_own")).status_code == 404
    worker = client.get(reverse("outbox_worker"))
    assert worker.status_code == 200
    assert "unregister" in worker.text and "respondWith" not in worker.text
