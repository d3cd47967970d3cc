"""One village goes the whole way, from the campaign's basis document to the reward that is paid."""

from dataclasses import dataclass

import pytest

from tests.browser import founding, texts, year_end
from tests.browser.conftest import Clock
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Company:
    """Everybody of the journey at an own browser, and the time. A session ends after half an hour,
    so whoever comes back another day signs in again."""

    clock: Clock
    office: Visitor
    cadre: Visitor
    evaluator: Visitor
    leader: Visitor
    district: Visitor


@pytest.fixture
def company(visitor, clock, village, office, leader, cadre, evaluator, district):
    roles = ("office", "cadre", "evaluator", "leader", "district")
    return Company(clock, *(visitor(role) for role in roles))


def campaign_is_founded(company):
    at_office = company.office.sign_in("office")
    founding.found_campaign(at_office)
    founding.record_decision(at_office)
    founding.set_target(at_office, "万顺村", "先进村", 2026)
    founding.start(at_office)
    founding.set_reward(at_office, "区级先进村", "200")


def papers_are_handed_down(company):
    company.clock.go(2026, 3, 3)
    at_office = company.office.sign_in("office")
    founding.issue_standards(at_office)
    founding.issue_assignment(at_office)
    founding.sign_receipts(company.cadre.sign_in("cadre-wanshun"))


def charter_is_drafted(company):
    company.clock.go(2026, 3, 4)
    cadre = company.cadre.sign_in("cadre-wanshun")
    texts.enter_figures(cadre)
    texts.paste_charter(cadre)
    texts.open_consultation(cadre)


def people_are_asked(company):
    company.clock.go(2026, 3, 13)
    cadre = company.cadre.sign_in("cadre-wanshun")
    cadre.menu("章程、制度和公约").press(texts.TITLE)
    texts.consult(cadre)
    texts.call_meeting(cadre)


def people_vote(company):
    company.clock.go(2026, 3, 30)
    cadre = company.cadre.sign_in("cadre-wanshun")
    cadre.menu("会议和表决").look("meetings").press("万顺村村民会议")
    texts.hold_meeting(cadre)
    texts.read_verdict(cadre)
    texts.find_in_archive(cadre)
    texts.submit(cadre)


def charter_is_filed_and_posted(company):
    company.clock.go(2026, 4, 8)
    texts.review(company.office.sign_in("office"))
    texts.post(company.cadre.sign_in("cadre-wanshun"))


def village_uploads_and_judges_itself(company):
    company.clock.go(2026, 11, 10)
    cadre = company.cadre.sign_in("cadre-wanshun")
    year_end.upload_record(cadre)
    year_end.open_round(company.office.sign_in("office"))
    year_end.evaluate_oneself(cadre)


def evaluator_scores(company):
    company.clock.go(2026, 11, 20)
    office = company.office.sign_in("office")
    year_end.start_scoring(office)
    year_end.score(company.evaluator.sign_in("evaluator1"))
    year_end.settle(office)
    year_end.announce(office)


def application_goes_to_the_district(company):
    """The leader returns it once."""
    company.clock.go(2026, 12, 8)
    office, leader = company.office.sign_in("office"), company.leader
    year_end.finalise(office)
    year_end.see_who_may_apply(office)
    year_end.apply(office)
    year_end.return_it(leader.sign_in("leader"))
    year_end.correct(office)
    year_end.approve(leader)


def honour_and_reward_follow(company):
    company.clock.go(2026, 12, 28)
    year_end.accept(company.district.sign_in("district"))
    office = company.office.sign_in("office")
    year_end.honour(office)
    year_end.approve_reward(company.leader.sign_in("leader"))
    year_end.pay_reward(office)


CHAPTERS = (
    campaign_is_founded,
    papers_are_handed_down,
    charter_is_drafted,
    people_are_asked,
    people_vote,
    charter_is_filed_and_posted,
    village_uploads_and_judges_itself,
    evaluator_scores,
    application_goes_to_the_district,
    honour_and_reward_follow,
)


def test_journey(company):
    for chapter in CHAPTERS:
        chapter(company)
