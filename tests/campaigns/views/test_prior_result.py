"""往年考评结果 on screen: entered, listed, shown, corrected; the village reads its own."""

import pytest
import time_machine
from django.urls import reverse

from campaigns.models import Level, PriorResult


@pytest.fixture
def sent(client, running, village, office):
    with time_machine.travel("2027-03-01 10:00:00+08:00"):
        yield send(client, running, village, office)


def send(client, running, village, office):
    client.force_login(office)
    level = Level.objects.get(campaign=running, code="QUALIFIED")
    told = {
        "village": village.pk,
        "year": running.first_year,
        "points": "88.5",
        "level": level.pk,
    }
    address = reverse("campaigns:prior_result_create", args=[running.pk])
    assert client.get(address).status_code == 200
    return client.post(address, told)


def page(client, name, *args):
    return client.get(reverse(f"campaigns:{name}", args=args)).content.decode()


def test_it_is_listed_and_shown_with_who_entered_it(client, sent, office, running):
    assert sent.status_code == 302
    row = PriorResult.objects.get()
    assert "补录1条" in page(client, "evaluations")
    for shown in (page(client, "prior_results"), page(client, "prior_result", row.pk)):
        assert "补录" in shown and "88.5" in shown and str(office) in shown
    assert f"{running.first_year}年有补录的结果" in page(client, "round_trends", running.pk)


def test_the_village_reads_its_own(client, sent, cadre, village, other_village):
    client.force_login(cadre)
    assert "88.5" in page(client, "prior_results")
    assert "标准（补录）。" in page(client, "village_panel", village.pk)


def test_another_village_does_not(client, sent, other_cadre):
    client.force_login(other_cadre)
    assert "88.5" not in page(client, "prior_results")


def test_a_correction_may_choose_the_level(client, sent):
    row = PriorResult.objects.get()
    assert "达到的级别" in page(client, "prior_result_correct", row.pk)
