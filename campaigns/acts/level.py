"""A level that nobody uses is taken out again."""

from collections.abc import Iterator

from django.db import transaction

from campaigns.models import Level
from township.history.chain import record
from township.users.models import User


def against_removal(level: Level) -> Iterator[str]:
    """Why the level has to stay."""
    if not level.campaign.is_draft:
        yield "活动已经启动，级别不能删除。"
    if level.targets.exists():
        yield f"已经有村以{level}为目标，先删除或者调整目标。"
    for other in Level.objects.filter(requires=level):
        yield f"申报{other}须先取得{level}，先改{other}。"
    if level.thresholds.exclude(version__issued_on=None).exists():
        yield f"已经下发的标准规定了{level}的达标分数。"
    if level.reward_rules.exists():
        yield f"奖励标准里有{level}，先改奖励标准。"


@transaction.atomic
def remove(level: Level, *, by: User) -> None:
    """Delete the level with the pass marks that drafted standards set for it."""
    record("campaign.edit", level, by, f"删除级别：{level}")
    level.thresholds.all().delete()
    level.delete()
