"""Whether the tables of a preset agree with each other.

Serves the loader: codes are unique, what a row refers to exists, points add up to 100, deductions
measure something the system can count, figures of a village are possible under the organic law
(代表 at least 4/5 and 妇女代表 at least 1/3 of the assembly, arts. 29–30), and no indicator counts
births or contraception. Each fault is a pair: the key in the file and a Chinese sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archives.rules.requirements import Holding
from campaigns.rules.announcement import LEAST_DAYS, days_fault
from campaigns.rules.criteria import standard_faults
from campaigns.rules.preset_tables import Preset
from campaigns.rules.proposal import CHECKS
from campaigns.rules.scoring import ScoringMethod
from villages.rules.kinds import TextKind
from villages.rules.statutes import POSTING_DAYS

Fault = tuple[str, str]
LEADING_BODIES = ("leading_group", "leading_office")

# Words a file may use where the software distinguishes cases.
CHOICES = {
    "villages.kind": ("village", "community"),
    "targets.commitment": ("firm", "stretch"),
    "rewards.payer": ("township", "district"),
    "bodies.code": LEADING_BODIES,
    "organisations.tier": ("township", "district", "city", "province", "nation"),
    "archive_categories.retention": ("Y", "D30", "D10"),
    "archive_categories.requirements.per": (
        "CAMPAIGN", "TERM", "YEAR", "QUARTER", "TEXT", "EVENT",
    ),
    "archive_categories.requirements.text_kind": ("", *TextKind.values),
    "archive_categories.requirements.stage": ("", "draft", "consultation", "final"),
    "archive_categories.requirements.holds": ("", *Holding),
    "text_kinds.code": tuple(TextKind.values),
    "settings.aggregation": tuple(ScoringMethod),
    "settings.reward_method": ("CUMULATIVE", "DIFFERENCE"),
}  # fmt: skip

_CODED = (
    "organisations", "villages", "levels", "bodies", "charter_topics", "text_kinds",
    "archive_categories", "issued_standards",
)  # fmt: skip


def faults(preset: Preset) -> Iterator[Fault]:
    """Every fault found, in the order of the file's tables."""
    yield from _choices(preset)
    for table in _CODED:
        yield from _repeated(table, "代码", (one.code for one in getattr(preset, table)))
    yield from _settings(preset)
    yield from _references(preset)
    yield from _villages(preset)
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
    if given.posting_days < POSTING_DAYS:
        yield "settings.posting_days", f"公开不得少于{POSTING_DAYS}天。"
    if given.notice_days < given.notice_days_min:
        yield "settings.notice_days", f"公示天数不能少于最少天数{given.notice_days_min}天。"
    for place, one in enumerate(preset.text_kinds, 1):
        if one.least < 1:
            yield f"text_kinds[{place}].least", "至少为1；不要求的文本不写。"
    if preset.campaign.years < 1:
        yield "campaign.years", "创建年限至少为1年。"


def _references(preset: Preset) -> Iterator[Fault]:
    villages, levels, organisations, categories, standards = (
        {one.code for one in table}
        for table in (
            preset.villages, preset.levels, preset.organisations, preset.archive_categories,
            preset.issued_standards,
        )
    )  # fmt: skip
    wanted = [
        *(("basis.issuers", code, organisations) for code in preset.basis.issuers),
        *(("levels.named_by", one.named_by, organisations) for one in preset.levels),
        *(("levels.standard", one.standard, standards) for one in preset.levels),
        *(("levels.requires", one.requires, levels | {""}) for one in preset.levels),
        *(("targets.village", one.village, villages) for one in preset.targets),
        *(("targets.level", one.level, levels) for one in preset.targets),
        *(("rewards.level", one.level, levels) for one in preset.rewards),
        *((f"categories.indicators({indicator.code}).evidence", code, categories)
          for group in preset.categories for indicator in group.indicators
          for code in indicator.evidence),
    ]  # fmt: skip
    for key, code, known in wanted:
        if code not in known:
            yield key, f"“{code}”在本文件中没有定义。"


def _villages(preset: Preset) -> Iterator[Fault]:
    yield from _repeated("villages", "名称", (one.name for one in preset.villages))
    yield from _repeated("villages", "全宗号", (one.fonds_code for one in preset.villages))
    for place, one in enumerate(preset.villages, 1):
        key = f"villages[{place}]"
        assembly = one.committee + one.representatives
        if len(one.fonds_code) != 4:
            yield f"{key}.fonds_code", f"{one.name}的全宗号应为4位。"
        if not 0 < one.adults <= one.population:
            yield f"{key}.adults", f"{one.name}的18周岁以上人数应大于0且不超过总人口。"
        if not 0 < one.groups <= one.households <= one.population:
            yield f"{key}.households", f"{one.name}的小组数、户数与人口数不相称。"
        if 5 * one.representatives < 4 * assembly:
            yield f"{key}.representatives", f"{one.name}的代表不足代表会议组成人员的五分之四。"
        if one.kind == "village" and 3 * one.women_representatives < assembly:
            yield (
                f"{key}.women_representatives",
                f"{one.name}的妇女代表不足代表会议组成人员的三分之一。",
            )


def _ladder(preset: Preset) -> Iterator[Fault]:
    yield from _repeated("levels", "等次", (one.rank for one in preset.levels))
    rank = {one.code: one.rank for one in preset.levels}
    for one in preset.levels:
        if one.requires and rank[one.requires] >= one.rank:
            yield "levels.requires", f"{one.name}所要求的级别应低于它自己。"
    pairs = [(one.village, one.level) for one in preset.targets]
    yield from _repeated("targets", "村与级别", pairs)
    for place, target in enumerate(preset.targets, 1):
        if not 1 <= target.due <= preset.campaign.years:
            yield f"targets[{place}].due", f"应为第1至第{preset.campaign.years}年。"
    yield from _repeated(
        "rewards", "级别与起始年", [(r.level, r.from_year) for r in preset.rewards]
    )
    for place, reward in enumerate(preset.rewards, 1):
        if reward.amount <= 0 or reward.amount != round(reward.amount, 2):
            yield f"rewards[{place}].amount", "奖励金额应大于0，最多两位小数。"
        if (reward.payer == "township") == bool(reward.payer_name):
            yield (
                f"rewards[{place}].payer_name",
                "区里支付的要写明单位；镇里支付的不写，以本镇机关的名义支付。",
            )


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
