"""A level gets another name or condition from a day on; one that nobody uses is taken out again.

What was applied for, named and printed before that day keeps what was said then (`Level.as_of`).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from campaigns.models import Level
from township.dates import cn_date
from township.document_number import year_faults
from township.history.chain import record, remove_row
from township.today import after_today
from township.users.models import User
from township.workflow import Refused


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
    level.thresholds.all().delete()
    remove_row("campaign.edit", level, by, f"删除级别：{level}")


@transaction.atomic
def change(
    level: Level,
    *,
    name: str,
    community_name: str,
    requires: Level | None,
    on: date,
    document_number: str,
    reason: str,
    by: User,
) -> Level:
    """Let a level of a running campaign be called or ask otherwise from `on` on.

    Raises Refused with every reason against it.
    """
    row = Level.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=level.pk)
    before = {"name": row.name, "community_name": row.community_name, "requires": row.requires_id}
    after = {
        "name": name,
        "community_name": community_name,
        "requires": requires.pk if requires else None,
    }
    if faults := list(_against_change(row, before, after, requires, on, document_number)):
        raise Refused(faults)
    last_day = on - timedelta(days=1)
    row.former = [*row.former, {"until": last_day.isoformat()} | before]
    told = _told(row, name, community_name, requires)
    row.name, row.community_name, row.requires = name, community_name, requires
    row.save(update_fields=["former", "name", "community_name", "requires"])
    summary = f"级别{before['name']}从{cn_date(on)}起变更（{document_number}；原因：{reason}）"
    record("campaign.edit", row, by, summary, told)
    return row


def _against_change(row, before, after, requires, on, document_number):
    if row.campaign.is_draft:
        yield "活动还没有启动，直接修改级别就可以。"
    if row.campaign.is_closed:
        yield "活动已经结束，级别不再变更。"
    if before == after:
        yield "名称和须先取得的级别都没有变。"
    if requires and (requires.campaign_id != row.campaign_id or requires.rank >= row.rank):
        yield "须先取得的级别要比这一级低。"
    yield from after_today(on, "起用日期")
    if any(on.isoformat() <= one["until"] for one in row.former):
        yield "起用日期不能早于上一次变更。"
    yield from year_faults(document_number, on.replace(year=on.year - 1, day=1), on)


def _told(row, name, community_name, requires):
    pairs = {
        "名称": [row.name, name],
        "社区称": [row.community_name, community_name],
        "须先取得": [str(row.requires or "没有"), str(requires or "没有")],
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
