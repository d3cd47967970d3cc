"""Every paper of a 街道 is signed by its 办事处: there is no 街道人民政府."""

import json

import pytest
from django.conf import settings

from archives.models import Record
from campaigns.acts import assignment as assignment_acts
from campaigns.acts.honour import award
from campaigns.acts.submission import snapshot_of
from campaigns.models import Notice, Receipt, Rectification
from campaigns.papers import evaluation as evaluation_papers
from campaigns.papers import honour as honour_papers
from campaigns.papers import notice as notice_papers
from campaigns.papers import reward as reward_papers
from campaigns.papers import round as round_papers
from campaigns.views.receipt import receipt_sheet
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import *  # noqa: F403
from tests.personas import CONTACT
from township.users.models import Township
from villages.papers import letters
from villages.rules.kinds import FilingAuthority as Authority

NAME, OFFICE = "锦绣街道", "锦绣街道办事处"
SOURCES = [
    path
    for folder in ("villages", "archives", "campaigns", "township", "templates")
    for path in (settings.BASE_DIR / folder).rglob("*")
    if path.suffix in {".py", ".html", ".md"} and "migrations" not in path.parts
]
# The law's own words, what papers are told of the words a paper may use, and the one rule.
BUILT = ("}人民政府", "}办事处", "镇人民政府", "街道办事处")
QUOTES = {"kinds.py", "organs.py", "letters.py", "options.py", "filing.py", "directives.py"}


@pytest.fixture
def township(district_place):
    return Township.objects.create(
        district=district_place, name=NAME, code="jinxiu", settings=dict(CONTACT)
    )


@pytest.fixture
def honour(accepted, office):
    return award(
        accepted,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )


@pytest.fixture
def paid(honour, office, leader):
    reward = REWARD.perform("approve", honour.reward, by=leader)
    return REWARD.perform(
        "pay", reward, by=office, voucher_number="记-12", paid_on=TODAY(), received_by="张会计"
    )


def campaign_papers(paid, office):
    honour = paid.honour
    application, campaign = honour.application, honour.application.campaign
    evaluation, township = application.evaluation, campaign.township
    evaluation.round.refresh_from_db()
    day = TODAY()
    notice = Notice.objects.create(
        application=application, number=1, since=day, until=day, posted_by=office
    )
    demand = Rectification.objects.create(
        village=application.village,
        fact="缺照片",
        demand="补照片",
        due_on=day,
        made_on=day,
        status="open",
    )
    assignment = assignment_acts.compose(campaign, 2026, by=office)
    yield snapshot_of(application)
    yield evaluation_papers.evaluation_sheet(evaluation)
    yield round_papers.summary(evaluation.round, [evaluation])
    yield round_papers.announcement(evaluation.round, [evaluation])
    yield round_papers.rectification(demand)
    yield round_papers.site_visit(evaluation)
    yield honour_papers.commendation(township, campaign, 2026, [honour])
    yield notice_papers.notice(notice)
    yield reward_papers.reward_list(township, campaign, 2026, [paid], day)
    yield reward_papers.reward_receipt(paid)
    yield assignment_acts.notice(assignment)


def test_papers_of_the_campaign_are_signed_by_the_office_of_a_street(paid, office):
    for values in campaign_papers(paid, office):
        signers = {values.get("organ"), values.get("author")} - {None}
        assert signers == {OFFICE}
        words = json.dumps(values, ensure_ascii=False, default=str)
        assert f"{NAME}人民政府" not in words


def test_the_township_pays_by_the_name_of_its_organ(honour):
    assert honour.reward.payer_name == OFFICE


def test_records_name_the_office_as_who_is_responsible(paid):
    rows = Record.objects.filter(village=paid.honour.village, category__code="KPS")
    names = {row.responsible for row in rows} | {row.metadata["authority"] for row in rows}
    assert OFFICE in names
    assert not any(f"{NAME}人民政府" in name for name in names)


def test_the_list_of_receipts_is_signed_by_the_office(running, rf, office):
    request = rf.get("/")
    request.user = office
    none = Receipt.objects.none()
    answer = receipt_sheet(request, "任务", "", TODAY(), running.township, none)
    page = answer.content.decode()
    assert OFFICE in page and f"{NAME}人民政府" not in page


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        (Authority.STREET, OFFICE),
        (Authority.TOWNSHIP, OFFICE),
        (Authority.DISTRICT, "清江区人民政府"),
    ],
)
def test_letters_of_filing_name_the_authority(township, authority, name):
    assert letters.authority_name(township, authority) == name


def test_what_the_township_has_set_goes_before_its_name(paid, office):
    township = Township.objects.get(code="jinxiu")
    township.settings |= {"organ": "锦绣新区管理委员会"}
    township.save()
    evaluation = type(paid.honour.application.evaluation).objects.get()
    values = evaluation_papers.evaluation_sheet(evaluation)
    assert values["author"] == "锦绣新区管理委员会"


def test_nobody_else_puts_the_name_of_an_organ_together():
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        built = [words for words in BUILT if words in text]
        assert path.name in QUOTES or not built, f"{path} writes {built}"
