"""What a township settles for itself holds for what comes, never for what was done."""

from django.urls import reverse

from campaigns.models import Round
from campaigns.queries.application import proposals
from tests.campaigns.applications import *  # noqa: F403


def reasons_of(round):
    rows = proposals(round.campaign, round.year)
    return {reason for row in rows for reason in row.eligibility.reasons}


def test_a_least_that_is_raised_later_does_not_undo_what_was_announced(township, evaluation):
    """Eight days were enough on their day: a final round could not be announced anew."""
    township.settings |= {"notice_days_min": 10}
    township.save()
    round = evaluation.round
    assert not any("公示只安排了" in reason for reason in reasons_of(round))
    later = Round.objects.create(
        campaign=round.campaign,
        year=2027,
        self_due=round.self_due,
        scoring_due=round.self_due,
        announced_on=round.announced_on,
        announced_until=round.announced_until,
        announced_least=10,
        status="final",
    )
    evaluation.pk, evaluation.round = None, later
    evaluation.save()
    assert "公示只安排了8天，至少须10天。" in reasons_of(later)


def test_the_settings_page_refuses_usual_days_below_the_least(client, office):
    client.force_login(office)
    page = client.get(reverse("settings")).context["form"]
    values = {name: page[name].value() for name in page.fields}
    values = {n: "" if v is None or v is False else v for n, v in values.items()}
    answer = client.post(reverse("settings"), values | {"notice_days_min": "8"})
    assert answer.status_code == 422
    assert "（8）" in answer.context["form"].errors["notice_days"][0]
