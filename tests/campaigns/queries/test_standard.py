"""Rows of a standard become rules and rules become rows, without loss."""

from dataclasses import replace
from decimal import Decimal

import pytest

from campaigns.models import Indicator, StandardVersion, Threshold
from campaigns.queries.standard import copy_parts, definition, kept_deduction, write
from campaigns.rules.criteria import Deduction, ThresholdRule
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import PLAN

ADVANCED = next(one for one in PLAN.standards if one.code == "ADVANCED")


@pytest.fixture
def draft(campaign):
    """An empty version of the standard for ADVANCED, which the campaign has two levels for."""
    standard = campaign.standards.get(code="ADVANCED")
    return StandardVersion.objects.create(standard=standard, number=2)


def read(version):
    return definition(StandardVersion.objects.with_parts().get(pk=version.pk))


def asked(standard):
    return standard.categories, standard.vetoes


def test_what_was_written_is_read_back(draft):
    write(draft, ADVANCED)
    told = read(draft)
    assert asked(told) == asked(ADVANCED)
    assert (told.code, told.name, told.version) == ("ADVANCED", "区级先进村标准", "2")


def test_thresholds_of_levels_the_campaign_lacks_are_left_out(draft):
    write(draft, ADVANCED)
    assert [one.level for one in ADVANCED.thresholds] == ["ADVANCED", "MODEL_CITY", "MODEL_NATION"]
    assert [row.level.code for row in Threshold.objects.filter(version=draft)] == ["ADVANCED"]
    (kept,) = read(draft).thresholds
    first = ADVANCED.thresholds[0]
    assert kept == ThresholdRule("ADVANCED", "区级先进村", first.total, first.category_percent)


def test_writing_again_replaces_everything(draft):
    write(draft, ADVANCED)
    first = ADVANCED.categories[0]
    alone = replace(ADVANCED, categories=(first,), vetoes=(), thresholds=())
    write(draft, alone)
    told = read(draft)
    assert asked(told) == ((first,), ()) and told.thresholds == ()
    assert Indicator.objects.filter(version=draft).count() == len(first.indicators)


def test_indicators_keep_their_order_across_categories(draft):
    turned = replace(ADVANCED, categories=tuple(reversed(ADVANCED.categories)))
    write(draft, turned)
    codes = [one.code for one in turned.indicators]
    assert list(draft.indicators.values_list("code", flat=True)) == codes


def test_places_count_from_one_with_room_for_a_thousand_indicators_a_category(draft):
    write(draft, ADVANCED)
    for rows, count in ((draft.categories, 6), (draft.vetoes, len(ADVANCED.vetoes))):
        assert list(rows.values_list("order", flat=True)) == list(range(1, count + 1))
    orders = dict(draft.indicators.values_list("code", "order"))
    assert (orders["A1"], orders["A2"], orders["B1"]) == (1001, 1002, 2001)


def test_a_new_version_begins_with_everything_of_the_last(draft, campaign):
    issued = draft.standard.versions.get(number=1)
    copy_parts(issued, draft)
    assert asked(read(draft)) == asked(read(issued))
    assert read(draft).thresholds == read(issued).thresholds
    assert Indicator.objects.filter(version=issued).count() == draft.indicators.count()


@pytest.mark.parametrize(
    "rule",
    [
        Deduction("k", "缺{n}项", Decimal("0.5")),
        Deduction(
            "k", "少{n}天", Decimal(1), per=Decimal(7), start=Decimal(15), below=True,
            most=Decimal("2.5"),
        ),
        Deduction("k", "多{n}天", Decimal(1), most=Decimal(0)),
    ],
)  # fmt: skip
def test_deductions_survive_being_kept_as_text(draft, rule):
    kept = kept_deduction(rule)
    assert not any(isinstance(value, float | Decimal) for value in kept.values())
    first = ADVANCED.categories[0]
    row = replace(first.indicators[0], deductions=(rule,))
    write(draft, replace(ADVANCED, categories=(replace(first, indicators=(row,)),)))
    (told,) = read(draft).indicators
    assert told.deductions == (rule,)


def test_a_deduction_kept_in_its_shortest_form_has_the_usual_values(draft):
    write(draft, ADVANCED)
    Indicator.objects.filter(version=draft, code="A1").update(
        deductions=[{"key": "k", "label": "缺{n}项", "step": "0.5"}]
    )
    assert read(draft).indicator("A1").deductions == (Deduction("k", "缺{n}项", Decimal("0.5")),)
