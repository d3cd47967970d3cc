"""History tells a new row from a changed one."""

import pytest
from django.urls import reverse

from township.history.models import Entry
from villages.models import Body, Village

FIELDS = {"name": "新村", "kind": "village", "fonds_code": "J009", "order": "1"}


@pytest.fixture
def as_office(client, office):
    client.force_login(office)
    return client


def test_creating_and_changing_are_two_verbs(as_office):
    answer = as_office.post(reverse("villages:village_create"), FIELDS)
    assert answer.status_code == 302, answer.context["form"].errors
    row = Village.objects.get(name="新村")
    changed = FIELDS | {"name": "新新村", "read_version": "0"}
    answer = as_office.post(reverse("villages:village_edit", args=[row.pk]), changed)
    assert answer.status_code == 302, answer.context["form"].errors
    verbs = list(Entry.objects.about(row).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["village.create", "village.edit"]


def test_no_thing_begins_with_a_change(story):
    """But a village, which stands there before the story, and a body, which every village has."""
    begun, faults = set(), set()
    before = [Body._meta.label_lower, Village._meta.label_lower]
    for entry in Entry.objects.exclude(noun__in=before).order_by("id"):
        thing = entry.noun, entry.object_id
        if thing not in begun and entry.verb.endswith(".edit"):
            faults.add((entry.noun, entry.summary))
        begun.add(thing)
    assert len(begun) > 50 and not faults
