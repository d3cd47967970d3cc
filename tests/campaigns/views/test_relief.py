"""考评员换人: the page that takes everything off an evaluator who cannot go on."""

import pytest
from django.urls import reverse

from campaigns.models import Sheet
from tests.campaigns.rounds import *  # noqa: F403


@pytest.fixture
def address(scoring):
    return reverse("campaigns:round_relief", args=[scoring.pk])


def test_the_round_being_scored_leads_there(as_user, scoring, announced, office, address):
    desk = as_user(office)
    assert address not in desk.get(announced.get_absolute_url()).text
    type(announced).objects.filter(pk=announced.pk).update(status="scoring")
    assert address in desk.get(announced.get_absolute_url()).text


def test_one_press_takes_all_sheets(as_user, address, evaluator, second_evaluator, office, leader):
    desk = as_user(office)
    told = {"evaluator": evaluator.pk, "to": second_evaluator.pk, "reason": "住院"}
    page = desk.post(address, told, follow=True)
    assert f"{evaluator}的评分表已由{second_evaluator}接手2张" in page.text
    assert Sheet.objects.filter(scorer=second_evaluator).count() == 2
    assert as_user(leader).get(address).status_code == 403


def test_who_is_relieved_does_not_take_over(as_user, address, evaluator, office):
    told = {"evaluator": evaluator.pk, "to": evaluator.pk, "reason": "住院"}
    page = as_user(office).post(address, told)
    assert "同一个人" in page.text
    assert not Sheet.objects.filter(status=Sheet.Status.SET_ASIDE).exists()


def test_only_who_has_something_left_is_offered(
    as_user, address, scoring, evaluator, second_evaluator, office
):
    form = as_user(office).get(address).context["form"]
    assert list(form.fields["evaluator"].queryset) == [evaluator]
    assert second_evaluator in form.fields["to"].queryset
