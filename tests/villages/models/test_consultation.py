"""What people said, and its answer; closed once the text is adopted."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from villages.models import Consultation, Opinion


@pytest.fixture
def version(village, cadre):
    return way.consulted(village, cadre)


def opinion(version, **more):
    given = {"round": 1, "channel": "yard", "on": way.days_ago(3), "content": "好" * 40}
    return Opinion.objects.create(text_version=version, **given | more)


def test_a_refusal_has_its_reason(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        opinion(version, handling="rejected")
    assert opinion(version, handling="rejected", reply="另有规定。").handling_tone == "neutral"


def test_what_is_not_handled_yet(version):
    waiting = opinion(version)
    opinion(version, handling="partly")
    assert list(version.opinions.unhandled()) == [waiting]
    assert (waiting.handling_tone, str(waiting)) == ("waiting", "好" * 30 + "…")


def test_a_clause_that_goes_leaves_the_opinion(version):
    clause = version.clauses.first()
    row = opinion(version, clause=clause)
    clause.delete()
    row.refresh_from_db()
    assert row.clause is None


def test_after_adoption_nothing_is_added_or_changed(village, cadre):
    version = way.adopted(village, cadre)
    for change in (
        lambda: opinion(version),
        lambda: Opinion.objects.update(reply="改"),
        lambda: Consultation.objects.update(headcount=9),
        lambda: Consultation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
