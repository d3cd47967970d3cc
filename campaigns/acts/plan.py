"""The plan of a campaign, one version after the other."""

from campaigns.acts.next_version import next_number
from campaigns.models import Campaign, PlanVersion
from township.history.chain import record
from township.users.models import User


def draft(campaign: Campaign, *, by: User) -> PlanVersion:
    """A drafted version of the plan, beginning with the text of the last one."""
    rows = list(campaign.plans.all())
    last = rows[0] if rows else None
    row = PlanVersion.objects.create(
        campaign=campaign,
        number=next_number(rows),
        title=last.title if last else f"{campaign.name}方案",
        text=last.text if last else "",
    )
    record("plan.create", row, by, f"拟订方案：{row}")
    return row
