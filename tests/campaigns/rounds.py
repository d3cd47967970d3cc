"""A running campaign with issued standards, and a round carried as far as a test needs it."""

from datetime import date
from decimal import Decimal

import pytest

from archives.acts.category import load_categories
from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import (
    Application,
    Authority,
    Campaign,
    Level,
    Round,
    Sheet,
    Standard,
    StandardVersion,
    Target,
)
from campaigns.queries import sheet as sheet_queries
from campaigns.queries.standard import write
from campaigns.rules.preset import load
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.personas import make_village, person
from township.access import Role

PLAN = load("renkou-zizhi")
SENT_ON = date(2026, 1, 5)


@pytest.fixture
def village(township):
    return make_village(township, "万顺村", "J001")


@pytest.fixture
def other_village(township):
    return make_village(township, "三水村", "J002")


@pytest.fixture
def campaign(township, village, other_village, office):
    """Runs 2025–2029; 万顺村 works for ADVANCED, 三水村 has no target."""
    load_categories(township, PLAN.archive_categories)
    campaign = Campaign.objects.create(
        township=township,
        name="先进村创建",
        purpose="自治",
        first_year=2025,
        last_year=2029,
    )
    district = Authority.objects.create(
        township=township, name="清江区人民政府", tier="district", kind="government"
    )
    for rank, code in enumerate(("QUALIFIED", "ADVANCED"), 1):
        row = next(one for one in PLAN.levels if one.code == code)
        standard = Standard.objects.create(campaign=campaign, code=code, name=row.name + "标准")
        Level.objects.create(
            campaign=campaign,
            code=code,
            name=row.name,
            community_name=row.community_name,
            rank=rank,
            named_by=district,
            standard=standard,
        )
        version = StandardVersion.objects.create(standard=standard, number=1)
        write(version, next(one for one in PLAN.standards if one.code == code))
        StandardVersion.objects.filter(pk=version.pk).update(status="issued")
    Target.objects.create(
        campaign=campaign,
        village=village,
        level=campaign.levels.get(code="ADVANCED"),
        due_year=2025,
        rationale="基础好",
    )
    Campaign.objects.filter(pk=campaign.pk).update(status="running")
    return Campaign.objects.get(pk=campaign.pk)


@pytest.fixture
def second_evaluator(township):
    return person("evaluator2", "钱考评", Role.EVALUATOR, township=township)


@pytest.fixture
def opened(campaign, office):
    """A round of 2025, still being prepared."""
    round = Round(
        campaign=campaign, year=2025, self_due=date(2025, 12, 5), scoring_due=date(2025, 12, 20)
    )
    return round_acts.open_round(round, by=office)


def teams(round, users, by):
    villages = round.evaluations.values_list("village", flat=True)
    pairs = {(village, user.pk) for village in villages for user in users}
    round_acts.assign_teams(round, pairs, by=by)


@pytest.fixture
def scoring(opened, office, evaluator):
    """A round being scored, the first evaluator in every village."""
    teams(opened, [evaluator], office)
    ROUND.perform("start_self", opened, by=office)
    return ROUND.perform("start_scoring", opened, by=office)


def full_marks(sheet, short=()):
    """Marks with full points, but `short` = {code: points} with a reason."""
    short = dict(short)
    return {
        row.code: sheet_queries.Mark(
            Decimal(short.get(row.code, row.points)), "查有不足" if row.code in short else ""
        )
        for row in sheet.evaluation.standard_version.indicators.all()
    }


def score(round, short=None, *, on=None):
    """Every evaluator's open sheet scored in full (less `short` {village name: {code: points}})."""
    sheets = Sheet.objects.of_evaluators().filter(evaluation__round=round, status="open")
    for sheet in sheets.select_related("evaluation__village", "scorer"):
        marks = full_marks(sheet, (short or {}).get(str(sheet.evaluation.village), {}))
        sheet_acts.save_marks(sheet, marks, by=sheet.scorer)
        SHEET.perform("submit", sheet, by=sheet.scorer, on=on)


@pytest.fixture
def reviewed(scoring, office):
    """Everything scored in full and settled."""
    score(scoring)
    return ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))


@pytest.fixture
def announced(reviewed, office):
    return ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=7)


@pytest.fixture
def final(announced, office):
    return ROUND.perform("finalise", announced, by=office, on=date(2025, 12, 30))


@pytest.fixture
def application(final, campaign, village, office):
    return Application.objects.create(
        campaign=campaign,
        village=village,
        level=campaign.levels.get(code="ADVANCED"),
        evaluation=final.evaluations.get(village=village),
        deeds="修订章程。\n全年开会四次。",
        village_opinion="同意申报。",
        office_opinion="符合标准。",
        document_kind="letter",
        document_number="清府函〔2026〕8号",
        created_by=office,
    )


@pytest.fixture
def sent(application, office, leader):
    row = APPLICATION.perform("submit", application, by=office, on=SENT_ON)
    return APPLICATION.perform("approve", row, by=leader, opinion="同意。", on=SENT_ON)


@pytest.fixture
def as_user(client):
    """A client signed in as somebody."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
