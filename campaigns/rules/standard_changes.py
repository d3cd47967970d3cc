"""What changes between two standards, said so that an office can check it before importing.

Pure: two `criteria.Standard` in, rows out.
"""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.rules.criteria import Criteria

LABELS = {
    "name": "名称",
    "points": "分值",
    "rule": "评分办法",
    "check": "考评方式",
    "evidence": "佐证档案",
    "auto": "系统核对",
    "bonus_rule": "加分办法",
    "cap": "加分后上限",
    "deductions": "扣分规则",
    "category": "类别",
    "total": "达标总分",
    "category_percent": "每类最低百分比",
}
ADDED, REMOVED, CHANGED, MOVED = "新增", "删去", "修改", "次序"


@dataclass(frozen=True)
class Difference:
    """One line of a preview: `kind` 新增/删去/修改/次序, what it is about, old and new as text."""

    kind: str
    what: str
    field: str = ""
    old: str = ""
    new: str = ""


def differences(old: Criteria, new: Criteria) -> list[Difference]:
    """Every difference between two standards, in the order of the new one."""
    found = list(_compared("指标", _indicators(old), _indicators(new)))
    found += _compared("一票否决", _by_code(old.vetoes, "code"), _by_code(new.vetoes, "code"))
    found += _compared(
        "达标分数", _by_code(old.thresholds, "level"), _by_code(new.thresholds, "level")
    )
    order = [one.code for one in old.indicators], [one.code for one in new.indicators]
    if not found and order[0] != order[1]:
        found.append(Difference(MOVED, "指标", "", "、".join(order[0]), "、".join(order[1])))
    return found


def unchanged(old: Criteria, new: Criteria) -> set[str]:
    """Codes of the indicators that say the same in both, so that a mark on them stands."""
    before, after = _indicators(old), _indicators(new)
    return {code for code, values in after.items() if before.get(code) == values}


def _indicators(standard):
    return {
        one.code: {"category": category.name} | _values(one)
        for category in standard.categories
        for one in category.indicators
    }


def _by_code(rows, key):
    return {getattr(row, key): _values(row) for row in rows}


def _values(row):
    return {name: getattr(row, name) for name in LABELS if hasattr(row, name)}


def _compared(what, old, new):
    for code, values in new.items():
        title = f"{what}{code} {values.get('name', '')}".strip()
        if code not in old:
            yield Difference(ADDED, title, "", "", _told(values.get("points", "")))
            continue
        for name, value in values.items():
            if value != old[code][name]:
                yield Difference(CHANGED, title, LABELS[name], _told(old[code][name]), _told(value))
    for code, values in old.items():
        if code not in new:
            yield Difference(REMOVED, f"{what}{code} {values.get('name', '')}".strip())


def _told(value):
    if isinstance(value, tuple):
        return "、".join(_told(part) for part in value) or "无"
    if hasattr(value, "label"):
        return f"{value.label}（每次扣{value.step:f}分）"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "无" if value in (None, "") else str(value)
