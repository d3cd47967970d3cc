"""Where the rows of a campaign lie."""

from django.urls import reverse

from campaigns.models import (
    AcceptanceCheck,
    Application,
    Assignment,
    AssignmentRow,
    Authority,
    Campaign,
    Evaluation,
    Indicator,
    Round,
    SiteVisit,
    Standard,
    StandardVersion,
    Submission,
    VetoFinding,
)
from campaigns.views import trails  # noqa: F401  declares them
from township.crud.trails import above, trail_of
from villages.views import trails as village_trails  # noqa: F401


def labels(crumbs):
    return [label for label, _ in crumbs]


def a_campaign():
    return Campaign(pk=1, name="新时代村民自治创建活动", short_name="村民自治创建")


def test_a_campaign_is_called_by_its_short_name():
    assert labels(trail_of(a_campaign())) == ["创建活动", "村民自治创建"]
    assert labels(trail_of(Campaign(pk=1, name="创建"))) == ["创建活动", "创建"]


def test_parts_lie_below_their_whole():
    assignment = Assignment(pk=2, campaign=a_campaign(), year=2026)
    assert labels(trail_of(assignment))[:3] == ["创建活动", "村民自治创建", "年度任务"]
    assert trail_of(AssignmentRow(assignment=assignment)) == trail_of(assignment)
    version = StandardVersion(pk=3, standard=Standard(pk=2, campaign=a_campaign()), number=1)
    assert trail_of(Indicator(version=version)) == trail_of(version)
    assert trail_of(version)[:-1] == trail_of(version.standard)


def test_organisations_stand_beside_the_campaigns():
    here = ("机关单位", reverse("campaigns:authorities"))
    assert trail_of(Authority(name="区委")) == [*above(Campaign()), here]


def test_what_an_evaluator_enters_lies_below_the_round(village):
    evaluation = Evaluation(
        pk=5, round=Round(pk=4, year=2026, campaign=a_campaign()), village=village
    )
    assert above(evaluation) == trail_of(evaluation.round)
    assert labels(above(evaluation)) == ["考评", "村民自治创建", "2026年度考评"]
    for entry in (VetoFinding(evaluation=evaluation), SiteVisit(evaluation=evaluation)):
        assert above(entry) == trail_of(evaluation.round)


def test_a_check_is_shown_on_its_application(village, monkeypatch):
    application = Application(pk=6, village=village)
    monkeypatch.setattr(Application, "__str__", lambda row: "万顺村申报")
    check = AcceptanceCheck(submission=Submission(application=application))
    assert labels(trail_of(check)) == ["申报", "万顺村申报"]
