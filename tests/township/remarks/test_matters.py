"""Who writes on which row: the whole table, role by role, on rows of every noun."""

import pytest
from django.apps import apps
from django.http import Http404
from django.urls import reverse

from tests.township.remarks.said import say
from township.access import GRANTS, ScopedQuerySet
from township.access.policy import REMARKED_BY, SEEN_BY
from township.remarks.matters import matter_for, may_remark
from township.remarks.models import Remark

VILLAGE = {"office", "cadre"}
WRITERS = {
    "record": VILLAGE,
    "text": VILLAGE,
    "meeting": VILLAGE,
    "filing": VILLAGE,
    "receipt": VILLAGE,
    "self sheet": VILLAGE,
    "sheet": {"office", "evaluator"},
}


@pytest.fixture
def all_people(everybody, other_cadre, second_evaluator):
    named = {str(role): user for role, user in everybody.items()}
    return named | {"other cadre": other_cadre, "other evaluator": second_evaluator}


def test_every_noun_has_a_page_and_a_permission():
    for noun, permission in REMARKED_BY.items():
        assert permission in GRANTS and noun in SEEN_BY
        assert isinstance(apps.get_model(noun).objects.all(), ScopedQuerySet)
        assert GRANTS[permission].keys() <= GRANTS["remark.write"].keys()


def test_who_writes_where(matters, all_people):
    for name, row in matters.items():
        found = {who for who, user in all_people.items() if may_remark(row, user)}
        assert found == WRITERS[name], name


def test_the_district_writes_on_what_it_was_sent(application, all_people):
    found = {who for who, user in all_people.items() if may_remark(application, user)}
    assert found == VILLAGE


def test_the_district_writes_on_a_sent_application(sent, all_people):
    found = {who for who, user in all_people.items() if may_remark(sent, user)}
    assert found == VILLAGE | {"district"}


@pytest.mark.one_database
def test_the_page_opens_to_who_writes_and_to_nobody_else(matters, all_people, client):
    for name, row in matters.items():
        address = reverse("remark", args=[row._meta.label_lower, row.pk])
        for who, user in all_people.items():
            client.force_login(user)
            before = Remark.objects.count()
            shown, sent = client.get(address), client.post(address, {"text": f"{name}{who}"})
            if who in WRITERS[name]:
                assert (shown.status_code, sent.status_code) == (200, 302), (name, who)
                assert sent.url.endswith("#remarks") and Remark.objects.count() == before + 1
            else:
                assert {shown.status_code, sent.status_code} <= {403, 404}, (name, who)
                assert Remark.objects.count() == before


def test_rows_of_others_and_rows_that_are_not_there(
    meeting, office, foreign_village, cadre, other_cadre
):
    for noun, pk in (
        ("villages.meeting", 987654),
        ("villages.nothing", meeting.pk),
        ("villages.village", meeting.village_id),
        ("none", 1),
    ):
        with pytest.raises(Http404):
            matter_for(office, noun, pk)
    with pytest.raises(Http404):
        matter_for(other_cadre, "villages.meeting", meeting.pk)
    assert matter_for(cadre, "villages.meeting", meeting.pk) == meeting


def test_the_own_remarks_go_with_the_page(meeting, cadre, office):
    """Who no longer opens the page has no remark there either."""
    remark = say(meeting, cadre)
    assert list(Remark.objects.for_user(cadre, "remark.write")) == [remark]
    assert not Remark.objects.for_user(office, "remark.write").exists()
    meeting.village.cadres.clear()
    fresh = type(cadre).objects.get(pk=cadre.pk)
    assert not Remark.objects.for_user(fresh, "remark.write").exists()
