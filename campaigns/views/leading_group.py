"""The leading group, and the report of what is behind."""

from dataclasses import replace
from functools import cache, partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.forms.campaign import LeadingMemberForm
from campaigns.models import Campaign, LeadingMember, Target
from campaigns.queries import progress
from campaigns.views.frame import OfCampaign
from township import asked
from township.access import needs, opens
from township.crud import CreatePage, KeptPage, Page, UpdatePage, exporting
from township.crud.stats import Stat
from villages.models import Village
from villages.queries.organisation import network

GAP_COLUMNS = ("村（社区）", "目标", "事项", "差什么", "已有", "应有")


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
        villages = Village.objects.for_user(self.request.user, "organisation.view").in_use()
        reached = network(villages.filter(township=self.parent.township_id), today)
        return super().get_context_data(
            bodies=bodies, may_edit=may_edit, network=reached, **context
        )


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
        campaign, year = self.parent, self.year
        rows = _gap_rows(self.request.user, campaign, year)
        address = reverse("campaigns:gaps_export", args=[campaign.pk])
        return super().get_context_data(
            rows=rows,
            year=year,
            years=campaign.years[::-1],
            stats=_figures(rows),
            export_url=f"{address}?year={year}",
            **context,
        )


@needs("target.view")
@require_safe
def gaps_export(request, campaign):
    """The report as a workbook: a line for each gap, and one for a village without any."""
    campaigns = Campaign.objects.for_user(request.user, "campaign.view")
    campaign = get_object_or_404(campaigns.select_related("township"), pk=campaign)
    year = campaign.nearest_year(asked.year(request.GET.get("year")) or timezone.localdate().year)
    lines = [
        [str(row["village"]), "、".join(one["text"] for one in row["standings"]), *told]
        for row in _gap_rows(request.user, campaign, year)
        for told in [[gap.topic, gap.sentence, gap.done, gap.need] for gap in row["gaps"]]
        or [["没有查到差距", "", "", ""]]
    ]
    sheet = exporting.SheetPart("差距", GAP_COLUMNS, lines)
    conditions = [f"创建活动：{campaign}", f"年度：{year}年"]
    return exporting.answer(f"{year}年差距报告", [sheet], conditions, request.user)


def _gap_rows(user, campaign, year):
    """What each village owes, as far as `user` may know; the worst of those with a target first."""
    villages = Village.objects.for_user(user, "target.view").in_use()
    villages = villages.filter(township=campaign.township_id)
    targets = Target.objects.for_user(user, "target.view").filter(campaign=campaign)
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
    return sorted(rows, key=lambda row: (not row["standings"], -len(row["gaps"])))


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
        Stat("村（社区）", len(rows), "个"),
        Stat("有目标尚未达到", sum(bool(row["standings"]) for row in rows), "个"),
        Stat("查到差距", len(behind), "个", tone="warn" if behind else "good"),
        Stat("差距合计", sum(len(row["gaps"]) for row in rows), "项"),
    ]
