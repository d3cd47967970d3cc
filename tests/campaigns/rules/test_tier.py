"""On which tier an organ stands, by its name."""

import pytest

from campaigns.rules.tier import is_asked_by_request, kind_of, tier_of


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("国家卫生健康委员会", "nation"),
        ("全国爱国卫生运动委员会", "nation"),
        ("司法部", "nation"),
        ("四川省司法厅", "province"),
        ("广西壮族自治区司法厅", "province"),
        ("清江市卫生健康委员会", "city"),
        ("清江市江南区卫生健康委员会", "district"),
        ("江南区青山镇人民政府", "township"),
        ("临河县委宣传部", "district"),
        ("精神文明建设办公室", "district"),
    ],
)
def test_the_smallest_place_in_the_name_counts(name, tier):
    assert tier_of(name) == tier


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("government", "清江区人民政府 江南区政府 国务院办公厅 中共清江区委、清江区人民政府"),
        ("party", "中共清江区委 清江市委 中共清江区委办公室 中共中央 中共清江县委员会"),
        ("mass", "清江区计划生育协会 省妇女联合会 清江市总工会 共青团清江区委"),
        ("department", "清江区卫生健康委员会 清江区卫健委 中共清江区委宣传部 司法部 市教委"),
    ],
)
def test_the_name_tells_the_kind(kind, names):
    assert {kind_of(name) for name in names.split()} == {kind}


@pytest.mark.parametrize(
    ("name", "is_request"),
    [("清江区人民政府", True), ("中共清江区委", True), ("清江区卫生健康委员会", False)],
)
def test_who_leads_the_township_is_asked_and_a_department_is_written_to(name, is_request):
    assert is_asked_by_request(name) is is_request
