"""Which campaign and which of its levels a row of the workbook means."""

from campaigns.models import Campaign
from township.setup.columns import CellRefused
from township.shorttext import even

LEVEL, CAMPAIGN = "级别", "活动"


def campaigns_of(township):
    rows = Campaign.objects.filter(township=township).prefetch_related("levels")
    return list(rows.select_related("township"))


def level_names(campaigns):
    """Names for the drop-down: of villages and of communities."""
    levels = [level for campaign in campaigns for level in campaign.levels.all()]
    names = [name for one in levels for name in (one.name, one.community_name) if name]
    return list(dict.fromkeys(names))


def campaign_called(part, name, level=""):
    """The campaign of a part's row; its name may be left out where there is only one, or only one
    with a level of this name."""
    if not part.campaigns:
        raise CellRefused(part.main, f"还没有创建活动。请先新建活动、设好级别，再填{part.name}。")
    fitting = [one for one in part.campaigns if not name or even(one.name) == even(name)]
    if len(fitting) > 1:
        fitting = [one for one in fitting if _level_of(one, level)]
    if len(fitting) != 1:
        known = "、".join(one.name for one in part.campaigns)
        raise CellRefused(CAMPAIGN, f"请写明是哪个活动的：{known}。")
    return fitting[0]


def level_called(campaign, name, village, title=LEVEL):
    """The level of a campaign, by the name that villages or communities bear."""
    if level := _level_of(campaign, name):
        return level
    known = "、".join(level.name_for(village) for level in campaign.levels.all())
    raise CellRefused(title, f"{campaign}没有“{name[:20]}”这个级别，有：{known or '还没有设'}。")


def _level_of(campaign, name):
    """The level that bears the name, None where none does."""
    for level in campaign.levels.all():
        if name and even(name) in {even(level.name), even(level.community_name)}:
            return level
    return None
