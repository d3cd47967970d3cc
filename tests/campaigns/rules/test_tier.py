"""On which tier an organ stands, by its name."""

import pytest

from campaigns.rules.tier import tier_of


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
