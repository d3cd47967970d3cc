"""Between rows and rules: a version's rows as the `criteria.Standard` the scoring reads, and back.

Serves the plan's clause on handing down standards: what the district sends becomes rows, what is
scored comes from the rows of the version that was pinned.
"""

from collections.abc import Iterable
from decimal import Decimal

from campaigns.models import (
    Indicator,
    StandardCategory,
    StandardVersion,
    Threshold,
    Veto,
)
from campaigns.rules import criteria
from campaigns.rules.criteria import Deduction

ZERO = Decimal(0)


def definition(version: StandardVersion) -> criteria.Criteria:
    """The standard as rules see it. Pass a version from `StandardVersion.objects.with_parts()`."""
    by_category = {}
    for row in version.indicators.all():
        by_category.setdefault(row.category_id, []).append(indicator_rule(row))
    return criteria.Criteria(
        code=version.standard.code,
        name=version.standard.name,
        version=str(version.number),
        categories=tuple(
            criteria.CriteriaCategory(row.code, row.name, tuple(by_category.get(row.pk, ())))
            for row in version.categories.all()
        ),
        thresholds=tuple(
            criteria.ThresholdRule(row.level.code, row.level.name, row.total, row.category_percent)
            for row in version.thresholds.all()
        ),
        vetoes=tuple(
            criteria.VetoRule(row.code, row.name, row.rule) for row in version.vetoes.all()
        ),
    )


def citations(versions: Iterable[int]) -> dict[int, str]:
    """{version id: how a paper cites it}: its document, or that its points are a proposal."""
    rows = StandardVersion.objects.filter(pk__in=set(versions)).select_related("standard")
    return {row.pk: row.cited for row in rows.prefetch_related("documents")}


def indicator_rule(row: Indicator) -> criteria.IndicatorRule:
    """One indicator row as a rule."""
    return criteria.IndicatorRule(
        code=row.code,
        name=row.name,
        points=row.points,
        rule=row.rule,
        check=row.how_to_check,
        evidence=tuple(row.evidence),
        deductions=tuple(_deduction(kept) for kept in row.deductions),
        auto=row.auto,
        bonus_rule=row.bonus_rule,
        cap=row.cap,
    )


def _deduction(kept):
    return criteria.Deduction(
        key=kept["key"],
        label=kept["label"],
        step=Decimal(kept["step"]),
        per=Decimal(kept.get("per", "1")),
        start=Decimal(kept.get("start", "0")),
        below=kept.get("below", False),
        most=None if kept.get("most") is None else Decimal(kept["most"]),
    )


def kept_deduction(rule: Deduction) -> dict:
    """A deduction as JSON keeps it: decimals as text, so that none becomes a float."""
    return {
        "key": rule.key,
        "label": rule.label,
        "step": str(rule.step),
        "per": str(rule.per),
        "start": str(rule.start),
        "below": rule.below,
        "most": None if rule.most is None else str(rule.most),
    }


def write(version: StandardVersion, standard: criteria.Criteria) -> StandardVersion:
    """Make `standard` the content of a drafted version; call it in a transaction.

    Thresholds whose level the campaign does not have are left out.
    """
    version.thresholds.all().delete()
    version.vetoes.all().delete()
    version.categories.all().delete()
    categories = StandardCategory.objects.bulk_create(
        StandardCategory(version=version, code=category.code, name=category.name, order=place)
        for place, category in enumerate(standard.categories, 1)
    )
    Indicator.objects.bulk_create(
        indicator
        for row, category in zip(categories, standard.categories, strict=True)
        for indicator in _indicators(row, category.indicators)
    )
    Veto.objects.bulk_create(
        Veto(version=version, code=one.code, name=one.name, rule=one.rule, order=place)
        for place, one in enumerate(standard.vetoes, 1)
    )
    levels = {level.code: level for level in version.standard.campaign.levels.all()}
    Threshold.objects.bulk_create(
        Threshold(
            version=version,
            level=levels[one.level],
            total=one.total,
            category_percent=one.category_percent,
        )
        for one in standard.thresholds
        if one.level in levels
    )
    return version


def _indicators(category, indicators):
    return (
        Indicator(
            version=category.version,
            category=category,
            code=one.code,
            name=one.name,
            points=one.points,
            rule=one.rule,
            how_to_check=one.check,
            evidence=list(one.evidence),
            deductions=[kept_deduction(rule) for rule in one.deductions],
            auto=one.auto,
            bonus_rule=one.bonus_rule,
            cap=one.cap,
            order=category.order * 1000 + place,
        )
        for place, one in enumerate(indicators, 1)
    )


def copy_parts(source: StandardVersion, target: StandardVersion) -> StandardVersion:
    """Give a drafted version everything that another version of the standard has."""
    version = StandardVersion.objects.with_parts().get(pk=source.pk)
    return write(target, definition(version))
