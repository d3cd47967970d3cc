"""Promises 6, 7 and 13: forms take what they show, from whom they were shown to, once."""

import threading

import pytest
from django.apps import apps
from django.db import connections
from django.forms import ModelForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.test_access_sweep import ROUTES
from township.access import permission_of, reason_public
from villages.models import Query

# Who, where and how far a row is: set by the act, never by what was sent.
NEVER_SENT = {"status", "township", "by", "created_by", "filed_by", "added_by", "entered_by",
              "version", "number", "reference_code", "sha256", "hash", "is_passed"}  # fmt: skip
# The number of a document is typed; where an account belongs is what making it means.
TYPED = {
    ("CommendationForm", "number"),
    ("AssignmentForm", "number"),
    ("NewCampaignForm", "number"),
    ("BasisDocumentForm", "number"),
    ("StandardDocumentForm", "number"),
    ("NewAccountForm", "township"),
}


def test_no_form_takes_a_field_that_only_an_act_may_set():
    forms = [form for form in _below(ModelForm) if form.__module__.split(".")[0] in _ours()]
    assert len(forms) > 30
    taken = {(form.__name__, name) for form in forms for name in form.base_fields}
    assert {one for one in taken if one[1] in NEVER_SENT} == TYPED


@pytest.mark.one_database
def test_no_post_is_taken_without_its_token(office):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    for path, callback in ROUTES:
        assert not getattr(callback, "csrf_exempt", False), path
        answer = client.post(path)
        assert answer.status_code in (403, 404, 405), (path, answer.status_code)


@pytest.mark.one_database
def test_no_page_lets_a_script_of_its_own_text_run(client, office, db):
    for path, callback in ROUTES:
        if reason_public(callback):
            policy = client.get(path).headers.get("Content-Security-Policy", "")
            assert "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy, path
    client.force_login(office)
    for path, callback in ROUTES:
        if permission_of(callback) and office.may(permission_of(callback)):
            answer = client.get(path)
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "default-src 'self'" in policy and "unsafe" not in policy, path


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_posts_at_once_make_one_row(village, cadre):
    address = reverse("villages:query_create", args=[village.pk])
    day = timezone.localdate().isoformat()
    sent = {"content": "路灯何时修？", "way": "written", "asked_on": day, "form_key": "k" * 32}
    start, answers = threading.Barrier(20), []

    def send():
        client = Client()
        client.force_login(cadre)
        start.wait()
        answers.append(client.post(address, sent).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Query.objects.count() == 1 and set(answers) == {302}


def _below(form):
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def _ours():
    return {config.name.split(".")[0] for config in apps.get_app_configs()} - {"django"}
