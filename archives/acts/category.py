"""A township's categories: from its preset, and the plan's own twelve where none was loaded yet.

Serves the plan's task four; retention follows the village archives' practice (dossier §4) and is
marked as a default until the township has confirmed or changed it.
"""

from collections.abc import Sequence
from typing import Any

from archives.models import Category, Requirement
from township.users.models import Township
from township.workflow import Refused
from villages.models import Village

# code: (name, retention, restricted). A fact must find its category before any campaign begins.
DEFAULTS = {
    "TXZ": ("推选自治组织记录", "Y", False),
    "ZCH": ("自治章程", "Y", False),
    "ZDU": ("自治制度", "Y", False),
    "GYU": ("村规民约（居民公约）", "Y", False),
    "XYS": ("协议书范本", "D30", False),
    "HYJ": ("会议记录", "Y", False),
    "BJL": ("表决记录", "Y", False),
    "XHH": ("协会活动记录", "D30", False),
    "BZC": ("表彰惩处记录", "D30", True),
    "XCH": ("宣传资料", "D10", False),
    "LDZ": ("领导小组和工作小组", "D30", False),
    "GKG": ("村（居）务公开", "D30", False),
    "KPS": ("考评、申报、验收、命名和奖励", "Y", False),
}


def categories_of(places: Sequence[tuple[Village, str]]) -> list[Category]:
    """The category of each (village, code) in the village's township; made from the defaults when
    it is missing.

    Raises Refused for a code that the plan does not know.
    """
    if not places:
        return []
    rows = Category.objects.filter(
        township__in={village.township_id for village, _ in places},
        code__in={code for _, code in places},
    )
    known = {(row.township_id, row.code): row for row in rows}
    wanted = {(village.township_id, code): village.township for village, code in places}
    # In one order, or two first facts would wait for each other.
    for key in sorted(wanted.keys() - known.keys()):
        known[key] = _made(wanted[key], key[1])
    return [known[village.township_id, code] for village, code in places]


def _made(township, code):
    if code not in DEFAULTS:
        raise Refused(f"本镇的档案类别里没有{code}，请办公室先在“档案类别”里补上。")
    name, retention, is_restricted = DEFAULTS[code]
    given = {"name": name, "retention": retention, "is_restricted": is_restricted}
    given["order"] = list(DEFAULTS).index(code) + 1
    # Another first fact may have made it a moment ago.
    return Category.objects.get_or_create(township=township, code=code, defaults=given)[0]


def load_categories(
    township: Township, categories: Sequence[Any], *, asked_by: str = ""
) -> list[Category]:
    """Create what is missing; what the township or another preset uses stays. Returns them.

    `asked_by` is the preset that asks; what several ask for is one requirement, told of each.

    `categories` are rows with code, name, retention, is_restricted, metadata (key, name) and
    requirements (key, name, per, count, text_kind, stage, holds), as presets hold them.
    """
    rows = Category.objects.filter(township=township)
    kept = {one.code: one for one in rows}
    used = set(rows.filter(requirements__isnull=False).values_list("code", flat=True))
    made, renewed = [], []
    for order, row in enumerate(categories, len(used) + 1):
        category = kept.get(row.code)
        if category is None:
            category = kept[row.code] = Category(township=township, code=row.code)
            made.append(category)
        elif category.is_default and row.code not in used:
            renewed.append(category)
        else:
            continue
        for name, value in _fields(row, order).items():
            setattr(category, name, value)
    Category.objects.bulk_create(made)
    Category.objects.bulk_update(renewed, RENEWED)
    loaded = [kept[row.code] for row in categories]
    _load_requirements(list(zip(loaded, categories, strict=True)), asked_by)
    return loaded


RENEWED = ("name", "retention", "is_restricted", "metadata", "order")


def _fields(row, order):
    metadata = [{"key": field.key, "name": field.name} for field in row.metadata]
    values = (row.name, row.retention, row.is_restricted, metadata, order)
    return dict(zip(RENEWED, values, strict=True))


def _load_requirements(pairs, asked_by):
    """Add what is not asked yet, and to what is, who asks; `pairs` are (category, row)."""
    askers = [asked_by] if asked_by else []
    there = {
        (one.category_id, one.key): one
        for one in Requirement.objects.filter(category__in=[category for category, _ in pairs])
    }
    made, told = [], []
    for category, row in pairs:
        for need in row.requirements:
            one = there.get((category.pk, need.key))
            if one is None:
                made.append(_requirement(category, need, askers))
            elif one.asked_by and asked_by and asked_by not in one.asked_by:
                one.asked_by.append(asked_by)
                told.append(one)
    Requirement.objects.bulk_create(made)
    Requirement.objects.bulk_update(told, ["asked_by"])


def _requirement(category, need, askers):
    return Requirement(
        category=category,
        key=need.key,
        name=need.name,
        per=need.per,
        count=need.count,
        text_kind=need.text_kind,
        stage=need.stage,
        holds=need.holds,
        asked_by=askers,
    )
