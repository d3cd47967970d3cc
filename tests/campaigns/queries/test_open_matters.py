"""What of a campaign still runs in a village, before it is merged."""

from campaigns.models import Evaluation, Target
from tests.campaigns.applications import *  # noqa: F403
from tests.personas import make_village
from villages.queries.village_change import open_matters


def told(village):
    return [sentence for sentence, _ in open_matters(village)]


def test_a_target_to_come_and_an_application_on_its_way_are_named(application, village):
    sentences = told(village)
    assert any("申报" in one and "填写中" in one for one in sentences)


def test_a_final_evaluation_is_finished(evaluation, village):
    assert not any("考评" in one for one in told(village))


def test_an_evaluation_under_way_is_named_in_its_village_alone(evaluation, village, township):
    Evaluation.objects.filter(pk=evaluation.pk).update(status="settled")
    assert any("考评" in one for one in told(village))
    assert told(make_village(township, "无评村", "WPC")) == []


def test_targets_of_years_gone_by_are_not(running, village, advanced):
    Target.objects.filter(village=village).delete()
    for year, is_named in ((2025, False), (2099, True)):
        Target.objects.all().delete()
        row = Target.objects.create(
            campaign=running, village=village, level=advanced, due_year=year, rationale="基础好"
        )
        assert any(one.startswith("目标：") for one in told(village)) is is_named, row
