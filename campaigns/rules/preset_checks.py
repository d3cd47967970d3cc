"""Whether the tables of a preset agree with each other.

Serves the loader: codes are unique, what a row refers to exists, points add up to 100, deductions
measure something the system can count, no indicator counts births or contraception, and no organ is
named that a township must name itself. Each fault is a pair: the key in the file and a Chinese
sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archives.rules.requirements import Holding
from campaigns.rules.announcement import LEAST_DAYS, days_fault
from campaigns.rules.criteria import standard_faults
from campaigns.rules.organising import SINCE, OrganKind, Standing, standing
from campaigns.rules.preset_tables import Preset
from campaigns.rules.proposal import CHECKS
from campaigns.rules.scoring import ScoringMethod
from villages.rules.bodies import ASKABLE
from villages.rules.kinds import TextKind, Topic

Fault = tuple[str, str]
LEADING_BODIES = ("leading_group", "leading_office")

# Words a file may use where the software distinguishes cases.
CHOICES = {
    "bodies.code": LEADING_BODIES,
    "organisations.tier": ("township", "district", "city", "province", "nation"),
    "organisations.kind": tuple(OrganKind),
    "archive_categories.retention": ("Y", "D30", "D10"),
    "archive_categories.requirements.per": (
        "CAMPAIGN", "TERM", "YEAR", "QUARTER", "PUBLICITY", "TEXT", "EVENT",
    ),
    "archive_categories.requirements.text_kind": ("", *TextKind.values),
    "archive_categories.requirements.stage": ("", "draft", "consultation", "final"),
    "archive_categories.requirements.holds": ("", *Holding),
    "text_kinds.code": tuple(TextKind.values),
    "charter_topics.code": tuple(Topic.values),
    "settings.aggregation": tuple(ScoringMethod),
    "settings.reward_method": ("CUMULATIVE", "DIFFERENCE"),
}  # fmt: skip

_CODED = (
    "organisations", "levels", "bodies", "charter_topics", "text_kinds", "review_questions",
    "archive_categories", "issued_standards",
)  # fmt: skip


def faults(preset: Preset) -> Iterator[Fault]:
    """Every fault found, in the order of the file's tables."""
    yield from _choices(preset)
    for table in _CODED:
        yield from _repeated(table, "代码", (one.code for one in getattr(preset, table)))
    yield from _settings(preset)
    yield from _references(preset)
    yield from _bodies(preset)
    yield from _names(preset)
    yield from _organs(preset)
    yield from _ladder(preset)
    yield from _measures(preset)
    for standard in preset.standards:
        for fault in standard_faults(standard):
            yield "categories", fault


def _choices(preset: Preset) -> Iterator[Fault]:
    for path, allowed in CHOICES.items():
        for key, value in _reach(preset, path.split("."), ""):
            if value not in allowed:
                yield key, f"“{value}”不在可选值之内：{'、'.join(allowed)}。"


def _reach(holder: object, path: list[str], key: str) -> Iterator[tuple[str, object]]:
    if not path:
        yield key, holder
        return
    below = getattr(holder, path[0])
    name = f"{key}.{path[0]}" if key else path[0]
    if isinstance(below, tuple):
        for place, one in enumerate(below, 1):
            yield from _reach(one, path[1:], f"{name}[{place}]")
    else:
        yield from _reach(below, path[1:], name)


def _repeated(table: str, what: str, values: Iterable[object]) -> Iterator[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            yield table, f"{what}“{value}”重复出现{times}次。"


def _settings(preset: Preset) -> Iterator[Fault]:
    given = preset.settings
    if fault := days_fault(given.notice_days_min, LEAST_DAYS):
        yield "settings.notice_days_min", fault
    if given.notice_days < given.notice_days_min:
        yield "settings.notice_days", f"公示天数不能少于最少天数{given.notice_days_min}天。"
    for place, one in enumerate(preset.text_kinds, 1):
        if one.least < 1:
            yield f"text_kinds[{place}].least", "至少为1；不要求的文本不写。"
    if preset.campaign.years < 1:
        yield "campaign.years", "创建年限至少为1年。"


def _references(preset: Preset) -> Iterator[Fault]:
    levels, organisations, categories, standards = (
        {one.code for one in table}
        for table in (
            preset.levels, preset.organisations, preset.archive_categories,
            preset.issued_standards,
        )
    )  # fmt: skip
    wanted = [
        *(("basis.issuers", code, organisations) for code in preset.basis.issuers),
        *(("levels.named_by", one.named_by, organisations) for one in preset.levels),
        *(("levels.standard", one.standard, standards) for one in preset.levels),
        *(("levels.requires", one.requires, levels | {""}) for one in preset.levels),
        *((f"categories.indicators({indicator.code}).evidence", code, categories)
          for group in preset.categories for indicator in group.indicators
          for code in indicator.evidence),
    ]  # fmt: skip
    for key, code, known in wanted:
        if code not in known:
            yield key, f"“{code}”在本文件中没有定义。"


def _bodies(preset: Preset) -> Iterator[Fault]:
    yield from _repeated("village_bodies", "组织", preset.village_bodies)
    for code in preset.village_bodies:
        if code not in ASKABLE:
            yield "village_bodies", f"“{code}”不在可选值之内：{'、'.join(ASKABLE)}。"


def _names(preset: Preset) -> Iterator[Fault]:
    for place, one in enumerate(preset.organisations, 1):
        if one.name and one.tier != "nation":
            yield f"organisations[{place}].name", "只有全国唯一的机关写名称，其余只写角色。"
        if one.historical_name and not one.name:
            yield f"organisations[{place}].historical_name", "没有写现名，不能写曾用名。"


def _organs(preset: Preset) -> Iterator[Fault]:
    """Who orders and who names may do so as things are today."""
    ways = {one.code: standing(one.tier, one.kind, SINCE) for one in preset.organisations}
    roles = {one.code: one.role for one in preset.organisations}
    for one in preset.levels:
        if ways.get(one.named_by) is Standing.MAY_NOT:
            yield "levels.named_by", f"{roles[one.named_by]}不得命名{one.name}。"
    issuers = [ways[code] for code in preset.basis.issuers if code in ways]
    if issuers and all(way is Standing.MAY_NOT for way in issuers):
        yield "basis.issuers", "发文机关都不得开展创建示范活动。"


def _ladder(preset: Preset) -> Iterator[Fault]:
    yield from _repeated("levels", "等次", (one.rank for one in preset.levels))
    rank = {one.code: one.rank for one in preset.levels}
    for one in preset.levels:
        if one.requires and rank[one.requires] >= one.rank:
            yield "levels.requires", f"{one.name}所要求的级别应低于它自己。"


def _measures(preset: Preset) -> Iterator[Fault]:
    for one in (indicator for group in preset.categories for indicator in group.indicators):
        key = f"categories.indicators({one.code})"
        yield from _repeated(key, "扣分规则", (rule.key for rule in one.deductions))
        if one.auto and one.auto not in CHECKS:
            yield f"{key}.auto", f"系统没有名为“{one.auto}”的核对。"
        if one.auto and not one.deductions:
            yield f"{key}.deductions", "由系统核对的指标要写明扣分规则。"
        known = CHECKS.get(one.auto, {})
        for rule in one.deductions:
            if one.auto and rule.key not in known:
                can = "、".join(known)
                yield f"{key}.deductions", f"核对“{one.auto}”不含“{rule.key}”，可用：{can}。"
