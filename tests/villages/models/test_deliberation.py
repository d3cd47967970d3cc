"""What came of a 协商 has its words and its day, or neither."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages import way
from villages.models import Deliberation


def deliberation(village, days=10, **more):
    given = {
        "topic": "三组机耕道怎么修",
        "form": "yard",
        "on": way.days_ago(days),
        "place": "三组院坝",
        "headcount": 30,
        "result": "先修主路，各户投工。",
    }
    return Deliberation(village=village, **given | more)


@pytest.mark.parametrize(
    "more",
    [
        {"outcome": "修好了"},
        {"outcome_on": way.days_ago(1)},
        {"outcome": "修好了", "outcome_on": way.days_ago(11)},
    ],
)
def test_what_came_of_it_is_whole(village, more):
    with pytest.raises(IntegrityError), transaction.atomic():
        deliberation(village, **more).save()
    deliberation(village, outcome="修好了", outcome_on=way.days_ago(10)).save()


def test_how_it_is_told_and_found(village):
    row = deliberation(village, invited="镇农业办")
    row.save()
    assert "院坝协商，30人参加，邀请了镇农业办。协商结果：先修主路" in row.told
    assert row.begun_on == row.on
    assert list(Deliberation.objects.of_year(row.on.year)) == [row]
    assert not Deliberation.objects.of_year(row.on.year - 1).exists()
