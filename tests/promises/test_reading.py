"""Promise 5: looking shows nothing of another village.

Every sentence of one village is made a canary; the cadre of another looks for it. One page of each
kind is read every day (tests/test_links.py, where promise 4 stands too), many of each in
`make year`.
"""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from tests.promises.crawling import crawl
from tests.unguarded import unguarded
from township.users.models import User
from villages.models import Village

MOST, WORD = 400, "金丝雀"
APPS = ("villages", "archives", "campaigns")
# What every village may know of all: their names, and the tasks that one letter gives to all.
KNOWN = {"villages.Village", "villages.Group", "campaigns.AssignmentRow"}


@pytest.fixture
def cadre(story, keeping):
    """One of another village than the canaries'."""
    assert put_canaries(Village.objects.get(name="万顺村")) > 100
    client = Client()
    client.force_login(User.objects.get(username="cadre-hezuo"))
    return client


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/history/?q=", "/archives/find/?words=", "/search/?q="])
def test_no_word_of_another_village_is_found(cadre, address):
    assert f">{WORD}" not in cadre.get(address + WORD).text.replace(f'value="{WORD}"', "")


@pytest.mark.long
def test_no_word_of_another_village_is_shown(cadre):
    read = {address: WORD in answer.text_shown for address, answer in crawl(cadre, MOST)}
    assert not [address for address, is_shown in read.items() if is_shown]
    assert len(read) > 60


def put_canaries(village):
    """Write WORD into each free text of what belongs to the village; returns the number of rows."""
    number = 0
    with unguarded() as cursor:
        for model in (one for app in APPS for one in apps.get_app_config(app).get_models()):
            scope = getattr(model._default_manager.all(), "scope", {})
            names = [field.column for field in model._meta.concrete_fields if _is_free(field)]
            if "village" not in scope or model._meta.label in KNOWN or not names:
                continue
            of_village = {scope["village"] or "pk": village.pk}
            for row in model._default_manager.filter(**of_village).values_list("pk", flat=True):
                told = ", ".join(f'"{name}" = %s' for name in names)
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" SET {told} WHERE id = %s',
                    [*[f"{WORD}{number}"] * len(names), row],
                )
                number += 1
    connection.queries_log.clear()
    return number


def _is_free(field):
    """A text that somebody writes, not a code, a name of a file or a choice."""
    is_text = isinstance(field, models.TextField) and not field.choices
    is_line = type(field) is models.CharField and not field.choices and field.max_length >= 100
    return (is_text or is_line) and not field.unique and not field.name.endswith("file_name")
