"""How many days a township posts results and applications."""

from campaigns.rules.announcement import LEAST_DAYS
from township.users.models import Township


def least_days(township: Township) -> int:
    """What the township, or the preset of its campaign, asks at least; never below the rule's."""
    return max(township.setting("notice_days_min"), LEAST_DAYS)


def usual_days(township: Township) -> int:
    """What an announcement is given unless somebody says otherwise."""
    return max(township.setting("notice_days"), least_days(township))
