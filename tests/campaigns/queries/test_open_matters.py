"""What of a campaign still runs in a village, before it is merged."""

from campaigns.models import Target
from tests.campaigns.applications import *  # noqa: F403
from villages.queries.village_change import open_matters


def told(village):
    return [sentence for sentence, _ in open_matters(village)]


def test_a_target_to_come_and_an_application_on_its_way_are_named(application, village):
    sentences = told(village)
    assert any("申报" in one and "填写中" in one for one in sentences)


def test_a_final_evaluation_is_finished(evaluation, village):
    assert not any("考评" in one for one in told(village))


def test_targets_of_years_gone_by_are_not(running, village, advanced):
    Target.objects.filter(village=village).delete()
    for year, is_named in ((2025, False), (2099, True)):
        Target.objects.all().delete()
        row = Target.objects.create(
            campaign=running, village=village, level=advanced, due_year=year, rationale="基础好"
        )
        assert any(one.startswith("目标：") for one in told(village)) is is_named, row
