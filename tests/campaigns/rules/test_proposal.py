"""What the system proposes from counted facts, with its reasoning, and where it keeps silent."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from campaigns.rules import preset
from campaigns.rules.proposal import CHECKS, VillageFacts, propose, propose_all

D = Decimal
STANDARD = preset.load("renkou-zizhi").standards[0]
PERFECT = VillageFacts(
    has_working_group=True,
    working_group_missing=0,
    has_selection_record=True,
    is_selection_posted=True,
    duties_written=3,
    five_haves=5,
    staff=2,
    dual_staff=2,
    has_charter=True,
    adoption_defects=0,
    topics_covered=5,
    consult_channels=2,
    unhandled_opinions=0,
    rules_adopted=3,
    rules_defective=0,
    has_covenant=True,
    has_agreement=True,
    is_reviewed=True,
    filing_delay_days=10,
    posting_days=15,
    quarters_published=4,
    postings_defective=0,
    queries_late=0,
    channels_used=5,
    contents_reached=5,
    awareness_percent=D(85),
    board_quarters=4,
    theme_activities=2,
    stages_present=12,
    records_unreconciled=0,
    record_kinds_missing=0,
    number_gaps=0,
    catalogues_missing=0,
    fixity_failures=0,
    late_filings=0,
    rectifications_overdue=0,
    satisfaction_percent=D("92.5"),
    self_evaluation_days_late=0,
)


def proposed(code, **changes):
    return propose(STANDARD.indicator(code), replace(PERFECT, **changes))


def test_a_perfect_village_is_proposed_full_points_wherever_the_system_can_know():
    found = propose_all(STANDARD, PERFECT)
    computable = {one.code: one.points for one in STANDARD.indicators if one.auto}
    assert {code: one.points for code, one in found.items()} == computable
    assert set(STANDARD.indicators) - {STANDARD.indicator(code) for code in computable} == {
        STANDARD.indicator("F2")
    }
    assert found["A4"].reason == "系统核对未发现扣分情形。"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("A1", {"working_group_missing": 2}, "2.0"),
        ("A1", {"has_working_group": False}, "0.0"),
        ("A2", {"is_selection_posted": False}, "3.0"),
        ("A2", {"has_selection_record": False}, "0.0"),
        ("A3", {"duties_written": 1}, "1.0"),
        ("A4", {"five_haves": 3}, "3.0"),
        ("A5", {"dual_staff": 1}, "1.0"),
        ("A5", {"staff": 5, "dual_staff": 1}, "1.0"),
        ("A5", {"dual_staff": 0}, "0.0"),
        ("B1", {"adoption_defects": 1}, "6.0"),
        ("B1", {"has_charter": False, "adoption_defects": None}, "0.0"),
        ("B2", {"topics_covered": 4}, "1.6"),
        ("B3", {"consult_channels": 1}, "3.0"),
        ("B3", {"consult_channels": 0}, "0.0"),
        ("B3", {"unhandled_opinions": 7}, "3.0"),
        ("B3", {"consult_channels": 1, "unhandled_opinions": 1}, "1.0"),
        ("B4", {"rules_adopted": 2}, "4.0"),
        ("B4", {"rules_adopted": 5, "rules_defective": 1}, "4.0"),
        ("B4", {"rules_adopted": 0}, "0.0"),
        ("B5", {"has_agreement": False}, "1.5"),
        ("B6", {"filing_delay_days": 11}, "2.0"),
        ("B6", {"filing_delay_days": 90, "posting_days": 14}, "1.0"),
        ("B6", {"is_reviewed": False, "filing_delay_days": 11, "posting_days": 0}, "0.0"),
        ("C1", {"quarters_published": 3}, "4.5"),
        ("C2", {"postings_defective": 3}, "0.5"),
        ("C3", {"queries_late": 1}, "1.0"),
        ("D1", {"channels_used": 4}, "4.0"),
        ("D1", {"channels_used": 6}, "5.0"),
        ("D2", {"contents_reached": 0}, "0.0"),
        ("D3", {"awareness_percent": D("84.9")}, "2.8"),
        ("D3", {"awareness_percent": D("80")}, "2.0"),
        ("D4", {"board_quarters": 3, "theme_activities": 1}, "2.0"),
        ("E1", {"stages_present": 7}, "3.5"),
        ("E2", {"records_unreconciled": 5}, "0.0"),
        ("E3", {"record_kinds_missing": 1}, "1.0"),
        ("E4", {"number_gaps": 1, "late_filings": 2, "fixity_failures": 1}, "2.0"),
        ("F1", {"rectifications_overdue": 1}, "3.0"),
        ("F3", {"satisfaction_percent": D("60")}, "0.0"),
        ("F4", {"self_evaluation_days_late": 1}, "1.0"),
        ("F4", {"self_evaluation_days_late": 8}, "0.0"),
    ],
)
def test_points_follow_the_facts(code, changes, expected):
    assert proposed(code, **changes).points == D(expected)


def test_the_reason_tells_each_deduction_with_its_figure():
    found = proposed("D4", board_quarters=2, theme_activities=1)
    assert found.reason == ("只有2个季度召开理事会，扣1.0分；只开展1次主题活动，扣0.5分。")
    assert proposed("D3", awareness_percent=D("83.5")).reason == ("知晓率83.5%，低于85%，扣0.4分。")


def test_what_is_missing_altogether_is_told_once():
    found = proposed("B3", consult_channels=0, unhandled_opinions=3)
    assert found.reason == "没有征求意见，扣5.0分。"


def test_unknown_facts_propose_nothing():
    assert propose_all(STANDARD, VillageFacts()) == {}
    assert proposed("D4", theme_activities=None) is None
    assert proposed("A5", staff=None) is None
    assert proposed("F2") is None


@pytest.mark.parametrize("name", [field.name for field in fields(VillageFacts)])
def test_every_fact_matters_to_some_proposal(name):
    lacking = set(propose_all(STANDARD, PERFECT)) - set(
        propose_all(STANDARD, replace(PERFECT, **{name: None}))
    )
    assert len(lacking) == 1


def test_every_check_is_used_by_the_shipped_standard():
    assert {one.auto for one in STANDARD.indicators} - {""} == set(CHECKS)
