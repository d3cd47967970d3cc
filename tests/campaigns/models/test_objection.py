"""Objections to results: answered before they end, the village's own, then fixed."""

from datetime import date

import pytest

from campaigns.models import Indicator, Objection
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.rounds import *  # noqa: F403


@pytest.fixture
def objection(scoring, village, cadre):
    return Objection.objects.create(
        evaluation=scoring.evaluations.get(village=village),
        text="有照片",
        made_by=cadre,
        made_on=date(2025, 12, 23),
    )


@pytest.mark.parametrize("status", ["upheld", "rejected"])
def test_it_ends_with_an_answer(objection, status):
    with refused("objection_is_answered"):
        Objection.objects.update(status=status)
    Objection.objects.update(status=status, answer="查有照片")
    assert not Objection.objects.open().exists()
    with refused(FROZEN):
        Objection.objects.update(answer="改")


def test_the_village_may_take_it_back_without_an_answer(objection):
    assert Objection.objects.open().get() == objection
    assert Objection.objects.update(status="withdrawn")
    assert not Objection.objects.open().exists()


def test_it_is_the_villages_and_the_offices(objection, cadre, office, evaluator, other_village):
    assert Objection.objects.for_user(cadre, "objection.view").get() == objection
    assert Objection.objects.for_user(office, "objection.view").get() == objection
    assert not Objection.objects.for_user(evaluator, "objection.view").exists()
    objection.evaluation = objection.evaluation.round.evaluations.get(village=other_village)
    objection.save()
    assert not Objection.objects.for_user(cadre, "objection.view").exists()


def test_it_is_called_by_what_it_is_about(objection):
    assert str(objection) == "万顺村对考评结果的异议"
    objection.indicator = Indicator.objects.get(
        version=objection.evaluation.standard_version, code="A1"
    )
    assert str(objection) == f"万顺村对{objection.indicator}的异议"
