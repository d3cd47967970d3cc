"""Standards and their parts: bounds, and frozen once issued."""

from decimal import Decimal

import pytest

from campaigns.models import Indicator, Standard, StandardVersion, Threshold, Veto
from campaigns.workflows.standard import STANDARD
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.standards import *  # noqa: F403
from tests.campaigns.standards import exported, upload


def test_issued_versions_are_frozen_everywhere(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    page = upload(signed_in, version, exported(signed_in, version))
    assert page.status_code in (200, 409)
    for change in (
        lambda: Indicator.objects.filter(version=version).update(points=1),
        lambda: Threshold.objects.filter(version=version).delete(),
        lambda: Threshold.objects.create(
            version=version, level=version.standard.campaign.levels.first(), total=10
        ),
        lambda: Veto.objects.filter(version=version).update(rule="改"),
        lambda: StandardVersion.objects.filter(pk=version.pk).update(note="改"),
    ):
        with refused(FROZEN):
            change()


def test_codes_and_numbers_stand_once(version):
    campaign = version.standard.campaign
    for twice in (
        lambda: Standard.objects.create(campaign=campaign, code="ADVANCED", name="又一个"),
        lambda: StandardVersion.objects.create(standard=version.standard, number=1),
        lambda: Veto.objects.create(version=version, code="V1", name="x", rule="y", order=9),
        lambda: version.categories.create(code="A", name="又一类", order=9),
    ):
        with refused():
            twice()


@pytest.mark.parametrize(
    ("points", "cap", "stands"),
    [("0", None, False), ("0.1", None, True), ("4", "3.9", False), ("4", "4", True)],
)
def test_an_indicator_has_points_and_no_cap_below_them(version, points, cap, stands):
    rows = Indicator.objects.filter(version=version, code="A1")
    given = {"points": Decimal(points), "cap": cap and Decimal(cap)}
    if stands:
        assert rows.update(**given)
        assert rows.get().top == Decimal(cap or points)
    else:
        with refused("indicator_points"):
            rows.update(**given)


def test_with_a_cap_more_may_be_given():
    assert Indicator(points=Decimal(4), cap=Decimal("4.5")).top == Decimal("4.5")


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"total": 0}, False),
        ({"total": 100}, True),
        ({"total": Decimal("100.1")}, False),
        ({"category_percent": Decimal("-0.1")}, False),
        ({"category_percent": 0}, True),
        ({"category_percent": 100}, True),
        ({"category_percent": Decimal("100.1")}, False),
    ],
)
def test_a_threshold_is_a_share_of_a_hundred(version, change, stands):
    rows = Threshold.objects.filter(version=version)
    if stands:
        assert rows.update(**change)
    else:
        with refused("threshold_bounds"):
            rows.update(**change)


def test_the_version_in_force_is_the_newest_issued(version):
    standard = version.standard
    for number, status in ((2, "issued"), (3, "draft")):
        StandardVersion.objects.create(standard=standard, number=number, status=status)
    rows = StandardVersion.objects.filter(standard=standard)
    assert [row.number for row in rows.in_force()] == [2]
    StandardVersion.objects.filter(pk=version.pk).update(status="issued")
    assert [row.number for row in rows.in_force()] == [2, 1]
    assert rows.in_force().first().is_issued


def test_parts_come_in_six_queries_for_any_number(drafted, django_assert_num_queries):
    assert drafted.standards.count() > 1
    with django_assert_num_queries(6):
        for row in StandardVersion.objects.with_parts():
            assert row.standard.name and row.indicators.all()[0].name
            assert row.categories.all() and row.vetoes.all()
            assert row.thresholds.all()[0].level.name
