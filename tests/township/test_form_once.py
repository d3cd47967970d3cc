"""One form, one act: a double click, Back, a changed form, a form sent twice without a script."""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.sent import FORM
from township.crud import CARRIED, once
from township.crud.forms import UNREAD
from villages.forms.activity import ActivityForm
from villages.models import Activity

SENT = {
    "kind": "training",
    "title": "支委能力培训",
    "themes": ["learn"],
    "place": "村活动室",
    "headcount": 12,
    "summary": "学习自治章程。\r\n交流体会。",
}


@pytest.fixture(autouse=True)
def signed_in(client, cadre):
    client.force_login(cadre)
    return client


@pytest.fixture
def address(village):
    return reverse("villages:activity_create", args=[village.pk])


def sent(**changed):
    return SENT | {"on": timezone.localdate().isoformat(), "form_key": str(uuid.uuid4())} | changed


def test_the_same_key_with_the_same_content_is_the_same_act(client, address):
    first = sent()
    shown = client.post(address, first).url
    back = first | {"summary": "学习自治章程。\n交流体会。"}
    assert client.post(address, back).url == shown
    assert Activity.objects.count() == 1


def test_what_is_refused_because_its_twin_was_first_gets_the_answer_of_the_first(
    client, address, monkeypatch
):
    """Two sends of one form at once: the second was looked at before the first was done."""
    first = sent()
    shown = client.post(address, first).url
    asked, same = [], once.same

    def not_yet(request):
        asked.append(request)
        return same(request) if len(asked) > 1 else None

    monkeypatch.setattr(once, "same", not_yet)
    monkeypatch.setattr(ActivityForm, "clean", _refused)
    assert client.post(address, first).url == shown and len(asked) == 2


def _refused(form):
    raise ValidationError("请至少选一个文件。")


def test_a_changed_form_changes_the_first_where_that_is_meant(client, address):
    first = sent()
    client.post(address, first)
    answer = client.post(address, first | {"headcount": 15})
    assert answer.status_code == 409 and Activity.objects.count() == 1
    change = reverse("villages:activity_edit", args=[Activity.objects.get().pk])
    assert f'formaction="{change}"' in answer.text and 'value="15"' in answer.text
    key = answer.context["form"]["form_key"].value()
    carried = {name: "" for name in CARRIED}
    carried |= dict(re.findall(r'name="(read_\w+)" value="([^"]+)"', answer.text))
    changed = first | carried | {"headcount": 15, "form_key": key}
    assert client.post(change, changed).status_code == 302
    assert Activity.objects.get().headcount == 15


def test_a_changed_form_is_a_second_where_that_is_meant(client, address):
    first = sent()
    client.post(address, first)
    changed = first | {"headcount": 15}
    key = client.post(address, changed).context["form"]["form_key"].value()
    second = changed | {"form_key": key, "as_second": "yes"}
    shown = client.post(address, second).url
    assert client.post(address, second).url == shown
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("key", ["", "钥匙", "\x01"])
def test_nothing_is_made_without_a_key_nor_with_one_that_is_none(client, address, key):
    answer = client.generic("POST", address, urlencode(sent(form_key=key), doseq=True), FORM)
    assert answer.status_code == 422 and UNREAD in answer.text and SENT["title"] in answer.text
    assert not Activity.objects.exists()
    given = answer.context["form"]["form_key"].value()
    answer = client.generic("POST", address, urlencode(sent(form_key=given), doseq=True), FORM)
    assert answer.status_code == 302 and Activity.objects.count() == 1


def test_the_same_content_with_another_key_is_asked_about(client, address, time_machine):
    client.post(address, sent())
    answer = client.post(address, sent())
    assert answer.status_code == 409 and "内容相同" in answer.text
    assert Activity.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    later = sent(on=Activity.objects.get().on.isoformat())
    client.force_login(Activity.objects.get().village.cadres.get().user)
    assert client.post(address, later).status_code == 302


def test_a_key_that_somebody_else_used_at_this_browser_says_nothing(
    client, address, village, other_cadre
):
    first = sent()
    client.post(address, first)
    other = other_cadre.memberships.get()
    village.cadres.add(other)
    client.force_login(other_cadre)
    assert client.post(address, first).status_code == 302
    assert Activity.objects.count() == 2


def test_what_is_set_back_and_set_again_is_set(client, village):
    """The same content under one key is the same act only while nothing else came under it."""
    row = Activity.objects.create(village=village, on=timezone.localdate(), **SENT)
    change = reverse("villages:activity_edit", args=[row.pk])
    first = sent()
    for headcount in (20, 12, 20):
        assert client.post(change, first | {"headcount": headcount}).status_code == 302
        row.refresh_from_db()
        assert row.headcount == headcount


def test_a_page_that_sets_something_is_not_asked_about(client, village):
    """A stale version and the state guard these; the same figures again are no second act."""
    row = Activity.objects.create(village=village, on=timezone.localdate(), **SENT)
    change = reverse("villages:activity_edit", args=[row.pk])
    first = sent(read_version=0)
    assert client.post(change, first).status_code == 302
    changed = first | {"headcount": 20, "read_version": 1}
    assert client.post(change, changed).status_code == 302
    row.refresh_from_db()
    assert row.headcount == 20


@pytest.mark.parametrize("name", ["form_key", "files_kept", "read_version"])
def test_what_no_page_has_given_is_no_key(client, address, name):
    answer = client.post(address, sent(**{name: "a\x00b"}))
    assert answer.status_code in (302, 422)
