"""Site visits: what the counts of a village's visits in a round come to.

Serves the plan's house visits: awareness and satisfaction as shares of anonymous answers, of all
visits of a round together.
"""

from django.db import transaction

from campaigns.models import SiteVisit
from campaigns.queries.interest import against_judging
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused


@transaction.atomic
def enter(visit: SiteVisit, *, by: User) -> SiteVisit:
    """Save a visit's counts while the village is being evaluated."""
    if not visit.evaluation.is_under_way or visit.evaluation.round.is_final:
        raise Refused("考评已经定稿，不能再录入走访。")
    if faults := list(against_judging(visit.evaluation.village, by)):
        raise Refused(faults)
    visit.entered_by = by
    visit.save()
    record("site_visit.enter", visit, by, f"录入走访：{visit}，受访{visit.respondents}人")
    return visit
