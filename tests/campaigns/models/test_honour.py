"""Honours and their reviews: held once, with a document, frozen but for the term."""

import datetime

import pytest

from campaigns.acts.honour import award
from campaigns.models import Honour, Review
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.database import FROZEN, refused

DAY = datetime.timedelta(days=1)


@pytest.fixture
def honour(accepted, office):
    return award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="示卫发1号"
    )


def test_only_status_and_term_still_change(honour):
    assert Honour.objects.update(review_on=TODAY() + DAY, status="revoked")
    for change in ({"awarded_on": TODAY() - DAY}, {"plaque_number": "2"}, {"issuer_name": "镇"}):
        with refused(FROZEN):
            Honour.objects.update(**change)


@pytest.mark.parametrize("blank", ["document_number", "plaque_number"])
def test_none_without_document_and_plaque(accepted, blank):
    given = {"document_number": "号", "plaque_number": "牌"} | {blank: ""}
    with refused("honour_has_document"):
        Honour.objects.create(
            village=accepted.village,
            level=accepted.level,
            application=accepted,
            issuer=accepted.level.named_by,
            awarded_on=TODAY(),
            year=TODAY().year,
            **given,
        )


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True), (1, True)])
def test_a_term_that_ends_by_the_day_is_due(honour, days, is_due):
    rows = Honour.objects.due_for_review(honour.review_on + days * DAY)
    assert rows.exists() is is_due


@pytest.mark.parametrize("status", ["revoked", "removed"])
def test_what_was_taken_back_is_neither_held_nor_due(honour, status):
    Honour.objects.update(status=status)
    assert not Honour.objects.held().exists()
    assert not Honour.objects.due_for_review(honour.review_on).exists()
    honour.refresh_from_db()
    assert (honour.is_held, honour.status_tone) == (False, "bad")


def test_a_review_has_its_document_and_stays(honour):
    given = {"honour": honour, "result": "kept", "on": TODAY(), "reason": "复审"}
    with refused("review_has_document"):
        Review.objects.create(**given)
    Review.objects.create(document_number="示卫发2号", **given)
    with refused(FROZEN):
        Review.objects.update(result="revoked")
