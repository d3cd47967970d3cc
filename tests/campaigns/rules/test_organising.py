"""创建示范活动管理办法（试行）第四条: who may hold a campaign and name by it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.organising import (
    SINCE,
    Ordered,
    Organ,
    OrganKind,
    Standing,
    against_naming,
    against_organisers,
    of_document,
    standing,
)

LAST = SINCE - timedelta(days=1)
TIERS = ("township", "district", "city", "province", "nation")
MAY, APPROVED, NOT = Standing.MAY, Standing.WITH_APPROVAL, Standing.MAY_NOT
ORGANS = st.builds(
    Organ, st.just("某机关"), st.sampled_from(TIERS), st.sampled_from(list(OrganKind))
)
DAYS = st.dates(date(2010, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("tier", "kind", "way"),
    [
        ("district", "party", MAY),
        ("district", "government", MAY),
        ("district", "department", NOT),
        ("district", "mass", NOT),
        ("city", "government", MAY),
        ("city", "department", NOT),
        ("city", "mass", NOT),
        ("province", "party", MAY),
        ("province", "department", APPROVED),
        ("province", "mass", APPROVED),
        ("nation", "department", APPROVED),
        ("township", "party", NOT),
        ("township", "government", NOT),
    ],
)
def test_who_may_since_april_2022(tier, kind, way):
    assert standing(tier, kind, SINCE) is way
    assert standing(tier, kind, None) is way
    before = NOT if tier == "township" else MAY
    assert standing(tier, kind, LAST) is before


def document(*organs, on=SINCE):
    return Ordered("通知", on, tuple(organs))


DISTRICT = Organ("清江区人民政府", "district", OrganKind.GOVERNMENT)
HEALTH = Organ("清江区卫健委", "district", OrganKind.DEPARTMENT)
ASSOCIATION = Organ("清江区计生协会", "district", OrganKind.MASS)
PROVINCE = Organ("清江省司法厅", "province", OrganKind.DEPARTMENT)
OWN = Organ("清河镇人民政府", "township", OrganKind.GOVERNMENT)


def test_departments_and_mass_organisations_of_a_district_are_no_organisers():
    (told,) = against_organisers([document(HEALTH, ASSOCIATION)], is_approved=True)
    assert "由清江区卫健委、清江区计生协会发文" in told and "第四条" in told
    assert list(against_organisers([document(HEALTH, on=LAST)], is_approved=False)) == []


def test_they_may_follow_one_that_may():
    assert list(against_organisers([document(HEALTH, DISTRICT)], is_approved=False)) == []
    both = [document(HEALTH), document(DISTRICT)]
    assert list(against_organisers(both, is_approved=False)) == []


def test_an_organ_of_the_province_brings_its_approval():
    (told,) = against_organisers([document(PROVINCE, HEALTH)], is_approved=False)
    assert told.startswith("清江省司法厅开展创建示范活动须经批准") and "卫健委" not in told
    assert list(against_organisers([document(PROVINCE)], is_approved=True)) == []


def test_a_document_of_the_township_alone_is_told_elsewhere():
    assert list(against_organisers([document(OWN)], is_approved=False)) == []
    assert of_document(document(OWN)) is NOT and of_document(document()) is NOT


@pytest.mark.parametrize(
    ("organ", "on", "is_approved", "told"),
    [
        (DISTRICT, SINCE, False, ""),
        (HEALTH, LAST, False, ""),
        (HEALTH, SINCE, True, "2022年4月起不得命名"),
        (ASSOCIATION, None, True, "2022年4月起不得命名"),
        (PROVINCE, SINCE, False, "请先登记批准文件"),
        (PROVINCE, SINCE, True, ""),
        (OWN, LAST, True, "是镇里的机关，不能命名"),
    ],
)
def test_who_may_name(organ, on, is_approved, told):
    fault = against_naming(organ, on, is_approved=is_approved)
    assert (told in fault) if told else fault == ""


@given(ORGANS, DAYS, st.booleans())
def test_naming_and_ordering_agree(organ, day, is_approved):
    may = not against_naming(organ, day, is_approved=is_approved)
    orders = list(against_organisers([document(organ, on=day)], is_approved=is_approved)) == []
    assert may == (orders and organ.tier != "township")


@given(st.lists(ORGANS, min_size=1, max_size=4), DAYS)
def test_a_further_organ_never_makes_it_worse(organs, day):
    ways = [of_document(document(*organs[:n], on=day)).value for n in range(1, len(organs) + 1)]
    assert ways == sorted(ways)
