"""A draft that was sent: one at a time, an opinion whole, and frozen with the text."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from villages.acts.prereview import send_draft
from villages.models import LegalAdvice, Prereview
from villages.workflows.prereview import PREREVIEW
from villages.workflows.text import TEXT


@pytest.fixture
def version(village, cadre):
    return way.consulted(village, cadre)


@pytest.fixture
def sent(version, cadre):
    return send_draft(version, by=cadre, on=way.days_ago(20))


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_an_opinion_and_an_answer_are_whole(sent):
    rows = Prereview.objects.filter(pk=sent.pk)
    given = {"advice": "some", "opinion": "改", "given_on": way.days_ago(10)}
    for lacking in ({"opinion": ""}, {"given_on": None}, {"given_on": way.days_ago(21)}):
        refused(lambda lacking=lacking: rows.update(**given | lacking))
    rows.update(**given | {"given_on": way.days_ago(20)})
    refused(lambda: rows.update(answer="已改", answered_on=None))
    refused(lambda: rows.update(answer="已改", answered_on=way.days_ago(21)))
    rows.update(answer="已改", answered_on=way.days_ago(20))


def test_what_it_is_as_a_rules_value(sent):
    row = Prereview(sent_on=sent.sent_on, due_on=sent.due_on, advice="some")
    assert row.needs_answer and row.sent.has_advice and not row.sent.is_answered
    row.answer = "已改"
    assert not row.needs_answer and row.sent.is_answered
    assert Prereview(advice="none").needs_answer is False


def test_what_was_taken_back_no_longer_stands(sent, cadre):
    assert list(Prereview.objects.standing()) == [sent]
    PREREVIEW.perform("recall", sent, by=cadre, reason="还要改")
    assert not Prereview.objects.standing().exists()


def test_one_waits_at_a_time(sent):
    sent.pk = None
    refused(sent.save)


def test_it_is_frozen_with_the_text_that_was_adopted(sent, version, cadre, office):
    LegalAdvice.objects.create(
        prereview=sent, source="counsel", name="孙律师", on=way.days_ago(19), content="好"
    )
    PREREVIEW.perform(
        "give", sent, by=office, on=way.days_ago(15), advice="none", opinion="没有意见"
    )
    TEXT.perform("finalise", version, by=cadre, on=way.days_ago(14))
    way.voted(version, cadre)
    for rows, change in (
        (Prereview.objects, {"opinion": "改"}),
        (LegalAdvice.objects, {"content": "改"}),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(**change)
