"""What a demanded recall holds."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.recalls import demand, seated
from villages.models import Recall


def test_no_more_sign_than_there_are_and_an_end_has_its_day(village, cadre):
    term = seated(village, cadre)
    wrong = (
        demand(term, signers=601),
        demand(term, status="answered"),
        demand(term, status="answered", settled_on=way.days_ago(41)),
        demand(term, settled_on=way.days_ago(3)),
    )
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    demand(term, signers=600, status="answered", settled_on=way.days_ago(40)).save()


def test_one_demand_at_a_time_against_one_person(village, cadre):
    term = seated(village, cadre)
    demand(term).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        demand(term).save()
    Recall.objects.update(status="answered", settled_on=way.days_ago(1))
    demand(term).save()
    assert Recall.objects.open().count() == 1


def test_what_is_settled_is_frozen(village, cadre):
    row = demand(seated(village, cadre), status="answered", settled_on=way.days_ago(1))
    row.save()
    with pytest.raises(DatabaseError, match="已办结"), transaction.atomic():
        Recall.objects.update(reason="别的")


def test_how_it_is_told(village, cadre):
    row = demand(seated(village, cadre))
    assert str(row) == "罢免村民委员会主任陈主任"
    assert "有选举权的人130人联名（总数600人）要求罢免" in row.told
    assert "申辩情况" not in row.told
    row.defence = "本人到会申辩。"
    assert row.told.endswith("申辩情况：本人到会申辩。")
