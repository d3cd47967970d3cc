"""The leading group, and the report of what is behind."""

from dataclasses import replace
from functools import cache, partial

from django.utils import timezone

from campaigns.forms.campaign import LeadingMemberForm
from campaigns.models import LeadingMember, Target
from campaigns.queries import progress
from campaigns.views.frame import OfCampaign
from township import asked
from township.access import opens
from township.crud import CreatePage, KeptPage, Page, UpdatePage
from villages.models import Village


class LeadingGroup(OfCampaign, Page):
    switch = "leading"
    permission = "campaign.view"
    title = "领导小组"
    template = "campaigns/leading/list.html"

    def get_context_data(self, **context):
        today = timezone.localdate()
        members = list(self.parent.members.all())
        former = [one for one in members if one.until and one.until < today]
        bodies = [
            {
                "name": label,
                "members": [one for one in members if one.body == body and one not in former],
                "former": [one for one in former if one.body == body],
            }
            for body, label in LeadingMember.Body.choices
        ]
        may_edit = self.request.user.may("campaign.edit") and not self.parent.is_closed
        return super().get_context_data(bodies=bodies, may_edit=may_edit, **context)


class LeadingCreate(OfCampaign, CreatePage):
    permission = "campaign.edit"
    form_class = LeadingMemberForm
    title = "添加成员"


class LeadingUpdate(UpdatePage):
    permission = "campaign.edit"
    model = LeadingMember
    select = ("campaign",)
    form_class = LeadingMemberForm


class GapReport(KeptPage, OfCampaign, Page):
    """What every village still owes in a year, worst first among those with a target."""

    switch = "gaps"
    permission = "target.view"
    template = "campaigns/gaps/report.html"

    @property
    def year(self):
        chosen = asked.year(self.request.GET.get("year")) or timezone.localdate().year
        return self.parent.nearest_year(chosen)

    def get_title(self):
        return f"{self.year}年差距报告"

    def get_context_data(self, **context):
        campaign, user, year = self.parent, self.request.user, self.year
        villages = Village.objects.for_user(user, self.permission).in_use()
        villages = villages.filter(township=campaign.township_id)
        targets = Target.objects.for_user(user, self.permission).filter(campaign=campaign)
        gaps, is_open = progress.gaps(campaign, year), cache(partial(opens, user))
        due = {}
        for standing in progress.standings(campaign, targets.in_force()):
            if standing.target.due_year <= year and not standing.reached:
                due.setdefault(standing.target.village_id, []).append(_shown(standing))
        rows = [
            {
                "village": village,
                "standings": due.get(village.pk, []),
                "gaps": [
                    gap if not gap.url or is_open(gap.url) else replace(gap, url="")
                    for gap in gaps.get(village.pk, [])
                ],
            }
            for village in villages
        ]
        rows.sort(key=lambda row: (not row["standings"], -len(row["gaps"])))
        return super().get_context_data(
            rows=rows, year=year, years=campaign.years, stats=_figures(rows), **context
        )


def _shown(standing):
    target = standing.target
    return {
        "text": f"{target.due_year}年{target.level_name}·{standing.label}",
        "tone": standing.tone,
        "url": target.get_absolute_url(),
    }


def _figures(rows):
    behind = [row for row in rows if row["gaps"]]
    return [
        {"label": "村（社区）", "value": len(rows), "unit": "个"},
        {
            "label": "有目标尚未达到",
            "value": sum(bool(row["standings"]) for row in rows),
            "unit": "个",
        },
        {
            "label": "查到差距",
            "value": len(behind),
            "unit": "个",
            "tone": "warn" if behind else "good",
        },
        {"label": "差距合计", "value": sum(len(row["gaps"]) for row in rows), "unit": "项"},
    ]
