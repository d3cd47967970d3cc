"""A township's categories: from its preset, and the plan's own twelve where none was loaded yet.

Serves the plan's task four; retention follows the village archives' practice (dossier §4) and is
marked as a default until the township has confirmed or changed it.
"""

from archives.models import Category, Requirement
from township.workflow import Refused

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


def category_of(village, code):
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


def load_categories(township, categories):
    """Create what is missing; what the township has edited stays. Returns the categories.

    `categories` are rows with code, name, retention, is_restricted, metadata (key, name) and
    requirements (key, name, per, count, text_kind, stage), as presets hold them.
    """
    return [_load(township, row, order) for order, row in enumerate(categories, 1)]


def _load(township, row, order):
    fields = {
        "name": row.name,
        "retention": row.retention,
        "is_restricted": row.is_restricted,
        "metadata": [{"key": field.key, "name": field.name} for field in row.metadata],
        "order": order,
    }
    category, is_new = Category.objects.get_or_create(
        township=township, code=row.code, defaults=fields
    )
    if not is_new and category.is_default:
        for name, value in fields.items():
            setattr(category, name, value)
        category.save(update_fields=list(fields))
    for need in row.requirements:
        Requirement.objects.get_or_create(
            category=category,
            key=need.key,
            defaults={
                "name": need.name,
                "per": need.per,
                "count": need.count,
                "text_kind": need.text_kind,
                "stage": need.stage,
            },
        )
    return category
