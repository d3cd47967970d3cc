"""How many days results and applications of a campaign are posted."""

from campaigns.models import Campaign
from campaigns.rules.announcement import LEAST_DAYS


def least_days(campaign: Campaign) -> int:
    """What the campaign and its township ask at least; never below the rule's."""
    asked = (campaign.setting("notice_days_min"), campaign.township.setting("notice_days_min"))
    return max(*asked, LEAST_DAYS)


def usual_days(campaign: Campaign) -> int:
    """What an announcement is given unless somebody says otherwise."""
    return max(campaign.setting("notice_days"), least_days(campaign))
