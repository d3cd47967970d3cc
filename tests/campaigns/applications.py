"""An evaluated village on its way: application, submission, acceptance (as fixtures)."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Application, Evaluation, Level, Round, StandardVersion
from campaigns.workflows.application import APPLICATION

TODAY = timezone.localdate
LINE = {
    "category": "A",
    "name": "组织健全",
    "full": "4.0",
    "points": "4.0",
    "reasons": [],
}
REACHED = {"is_reached": True, "is_decided": True, "reasons": []}


@pytest.fixture
def evaluation(running, village, advanced):
    """万顺村 finally evaluated at 93.5, good for 合格 and 先进; announced eight days ago."""
    day = TODAY()
    row = Round.objects.create(
        campaign=running,
        year=2026,
        self_due=day,
        scoring_due=day,
        announced_on=day - datetime.timedelta(days=8),
        announced_until=day - datetime.timedelta(days=1),
        status=Round.Status.FINAL,
    )
    version = StandardVersion.objects.filter(standard__code="ADVANCED").first()
    return Evaluation.objects.create(
        round=row,
        village=village,
        standard_version=version,
        level=advanced,
        announced_on=row.announced_on,
        points=Decimal("93.5"),
        result={
            "categories": [
                {
                    "code": "A",
                    "name": "组织建设",
                    "points": "18.0",
                    "most": "18.0",
                    "percent": "100.0",
                }
            ],
            "lines": [LINE | {"code": "A1"}, LINE | {"code": "A2", "name": "岗位职责上墙"}],
            "outcomes": [
                REACHED | {"level": "QUALIFIED", "name": "合格村"},
                REACHED | {"level": "ADVANCED", "name": "区级先进村"},
                {
                    "level": "MODEL_CITY",
                    "name": "市级示范村",
                    "is_reached": False,
                    "is_decided": True,
                    "reasons": ["总分93.5分，市级示范村须95分。"],
                },
            ],
        },
        status=Evaluation.Status.FINAL,
    )


@pytest.fixture
def advanced(running):
    """区级先进村, without the rung below it: the plan lets 万顺村 go there at once."""
    level = Level.objects.get(campaign=running, code="ADVANCED")
    Level.objects.filter(pk=level.pk).update(requires=None)
    return Level.objects.get(pk=level.pk)


@pytest.fixture
def application(evaluation, advanced, office):
    return Application.objects.create(
        campaign=evaluation.round.campaign,
        village=evaluation.village,
        level=advanced,
        evaluation=evaluation,
        deeds="修订章程，全年开会四次，资料齐全。",
        village_opinion="同意申报。",
        office_opinion="符合标准，同意申报。",
        document_number="示府函〔2026〕8号",
        created_by=office,
    )


@pytest.fixture
def sent(application, office, leader):
    row = APPLICATION.perform("submit", application, by=office)
    return APPLICATION.perform("approve", row, by=leader, opinion="同意申报。")


def decision(**fields):
    return {
        "visited_on": TODAY(),
        "team": "周验收、吴某",
        "opinion": "资料齐全，程序合法。",
    } | fields


@pytest.fixture
def accepted(sent, district):
    return APPLICATION.perform("accept", sent, by=district, **decision())
