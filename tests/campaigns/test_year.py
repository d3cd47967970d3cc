"""A campaign is data: every shipped preset goes through a year, from its file to an honour."""

from datetime import date

import pytest

from campaigns.acts import assignment as assignment_acts
from campaigns.acts import authority as authority_acts
from campaigns.acts import preset as preset_acts
from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import target as target_acts
from campaigns.acts.honour import award
from campaigns.models import (
    Application,
    BasisDocument,
    Campaign,
    Decision,
    Round,
    Sheet,
    StandardVersion,
    Target,
)
from campaigns.models.standard import PROPOSED
from campaigns.papers import evaluation as evaluation_papers
from campaigns.queries import progress
from campaigns.queries.application import proposals
from campaigns.rules import preset
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.campaign import CAMPAIGN
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.standard import STANDARD
from tests.campaigns.conftest import scan
from tests.campaigns.rounds import full_marks
from tests.personas import make_village
from township.files.storing import keep_composed

YEAR = 2025


@pytest.fixture
def village(township):
    return make_village(township, "万顺村", "J001")


@pytest.fixture(params=preset.names())
def campaign(request, township, village, office):
    """The preset loaded, everything filled in that it leaves open, and started."""
    campaign = preset_acts.load(preset.load(request.param), township, start=YEAR)
    names = {one.pk: f"清江{one.role}" for one in authority_acts.open_organs(campaign)}
    authority_acts.fill_in(campaign, names, by=office)
    file = keep_composed(scan().getvalue(), "通知.docx")
    BasisDocument.objects.create(
        campaign=campaign,
        title="创建通知",
        number="清文〔2025〕3号",
        dated=date(YEAR, 1, 6),
        issuers=[campaign.levels.get(rank=1).named_by.name],
        file=file,
        file_name="通知.docx",
    )
    if not any(one.kind == "government" for one in preset.load(request.param).organisations):
        BasisDocument.objects.create(
            campaign=campaign,
            title="同意开展创建活动的批复",
            number="批〔2025〕1号",
            dated=date(YEAR, 1, 2),
            issuers=["清江省委"],
            is_approval=True,
            file=file,
            file_name="批复.docx",
        )
    Decision.objects.create(
        campaign=campaign, body="清河镇党委", dated=date(YEAR, 1, 10), text="决定参加创建"
    )
    lowest = campaign.levels.get(rank=1)
    target = Target(
        campaign=campaign, village=village, level=lowest, due_year=YEAR, rationale="基础好"
    )
    target_acts.set_target(target, by=office)
    CAMPAIGN.perform("start", campaign, by=office)
    return Campaign.objects.get(pk=campaign.pk)


def evaluated(campaign, office, evaluator, village):
    """The round of the year, scored in full, announced and final."""
    row = Round(
        campaign=campaign,
        year=YEAR,
        self_due=date(YEAR, 12, 5),
        scoring_due=date(YEAR, 12, 15),
        aggregation=campaign.setting("aggregation"),
    )
    row = round_acts.open_round(row, by=office)
    round_acts.assign_teams(row, {(village.pk, evaluator.pk)}, by=office)
    row = ROUND.perform("start_self", row, by=office)
    row = ROUND.perform("start_scoring", row, by=office)
    sheet = Sheet.objects.of_evaluators().get(evaluation__round=row)
    sheet_acts.save_marks(sheet, full_marks(sheet), by=evaluator)
    SHEET.perform("submit", sheet, by=evaluator)
    row = ROUND.perform("review", row, by=office, on=date(YEAR, 12, 16))
    row = ROUND.perform("announce", row, by=office, on=date(YEAR, 12, 17), days=7)
    return ROUND.perform("finalise", row, by=office, on=date(YEAR, 12, 25))


def applied(campaign, office, leader, village):
    """The application for the lowest level, with the district."""
    (proposal,) = [
        one
        for one in proposals(campaign, YEAR, on=date(YEAR, 12, 26), village=village)
        if one.level.rank == 1
    ]
    assert proposal.eligibility.is_eligible, proposal.eligibility.reasons
    application = Application.objects.create(
        campaign=campaign,
        village=village,
        level=proposal.level,
        evaluation=proposal.evaluation,
        deeds="全年按标准创建。",
        village_opinion="同意申报。",
        office_opinion="符合标准。",
        document_number="清府函〔2025〕8号",
        created_by=office,
    )
    sent = APPLICATION.perform("submit", application, by=office, on=date(YEAR, 12, 26))
    return APPLICATION.perform("approve", sent, by=leader, opinion="同意。", on=date(YEAR, 12, 27))


@pytest.mark.django_db
def test_a_year_from_the_file_to_the_honour(campaign, village, office, leader, evaluator, district):
    for version in StandardVersion.objects.filter(standard__campaign=campaign):
        STANDARD.perform("issue", version, by=office)
    task = assignment_acts.compose(campaign, YEAR, by=office)
    assert assignment_acts.notice(task)["targets"][0]["village"] == "万顺村"
    type(task).objects.filter(pk=task.pk).update(number="清府发〔2025〕5号")
    ASSIGNMENT.perform("issue", task, by=office)

    asked = {fact.topic for fact in progress.gaps(campaign, YEAR)[village.pk]}
    assert ("自治章程" in asked) == ("charter" in campaign.texts_needed)
    assert "村规民约（居民公约）" in asked

    final = evaluated(campaign, office, evaluator, village)
    evaluation = final.evaluations.get()
    assert evaluation.points == 100 and campaign.levels.get(rank=1).name in evaluation.reached
    assert PROPOSED in evaluation_papers.evaluation_sheet(evaluation)["standard"]

    accepted = APPLICATION.perform(
        "accept",
        applied(campaign, office, leader, village),
        by=district,
        visited_on=date(YEAR, 12, 28),
        team="周验收",
        opinion="资料齐全。",
    )
    honour = award(
        accepted,
        by=office,
        awarded_on=date(YEAR, 12, 30),
        plaque_number="清2025-01",
        document_number="清文〔2025〕61号",
    )
    lowest = campaign.levels.get(rank=1)
    assert (honour.level_name, honour.issuer_name) == (lowest.name, lowest.named_by.name)
    assert honour.review_on.year == YEAR + campaign.setting("rereview_years")
    (standing,) = progress.standings(campaign)
    assert standing.label == "已达到"
