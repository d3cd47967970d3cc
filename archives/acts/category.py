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
    "GYU": ("自治公约", "Y", False),
    "XYS": ("协议书范本", "D30", False),
    "HYJ": ("会议记录", "Y", False),
    "BJL": ("表决记录", "Y", False),
    "XHH": ("协会活动记录", "D30", False),
    "BZC": ("表彰惩处记录", "D30", True),
    "XCH": ("宣传资料", "D10", False),
    "LDZ": ("领导小组和工作小组", "D30", False),
    "GKG": ("村务公开", "D30", False),
    "KPS": ("考评、申报、验收、命名和奖励", "Y", False),
}


def category_of(village: Village, code: str) -> Category:
    """The category `code` of the village's township; made from the defaults when it is missing.

    Raises Refused for a code that the plan does not know.
    """
    category = Category.objects.filter(township=village.township_id, code=code).first()
    if category:
        return category
    if code not in DEFAULTS:
        raise Refused(f"本镇的档案类别里没有{code}，请办公室先在“档案类别”里补上。")
    name, retention, is_restricted = DEFAULTS[code]
    return Category.objects.create(
        township=village.township,
        code=code,
        name=name,
        retention=retention,
        is_restricted=is_restricted,
        order=list(DEFAULTS).index(code) + 1,
    )


def load_categories(township: Township, categories: Sequence[Any]) -> list[Category]:
    """Create what is missing; what the township has edited stays. Returns the categories.

    `categories` are rows with code, name, retention, is_restricted, metadata (key, name) and
    requirements (key, name, per, count, text_kind, stage, holds), as presets hold them.
    """
    kept = {one.code: one for one in Category.objects.filter(township=township)}
    made, renewed = [], []
    for order, row in enumerate(categories, 1):
        category = kept.get(row.code)
        if category is None:
            category = kept[row.code] = Category(township=township, code=row.code)
            made.append(category)
        elif category.is_default:
            renewed.append(category)
        else:
            continue
        for name, value in _fields(row, order).items():
            setattr(category, name, value)
    Category.objects.bulk_create(made)
    Category.objects.bulk_update(renewed, RENEWED)
    loaded = [kept[row.code] for row in categories]
    _load_requirements(zip(loaded, categories, strict=True))
    return loaded


RENEWED = ("name", "retention", "is_restricted", "metadata", "order")


def _fields(row, order):
    metadata = [{"key": field.key, "name": field.name} for field in row.metadata]
    values = (row.name, row.retention, row.is_restricted, metadata, order)
    return dict(zip(RENEWED, values, strict=True))


def _load_requirements(pairs):
    """Add the requirements that a category does not have yet; `pairs` are (category, row)."""
    pairs = list(pairs)
    there = set(
        Requirement.objects.filter(category__in=[category for category, _ in pairs]).values_list(
            "category", "key"
        )
    )
    Requirement.objects.bulk_create(
        Requirement(
            category=category,
            key=need.key,
            name=need.name,
            per=need.per,
            count=need.count,
            text_kind=need.text_kind,
            stage=need.stage,
            holds=need.holds,
        )
        for category, row in pairs
        for need in row.requirements
        if (category.pk, need.key) not in there
    )
