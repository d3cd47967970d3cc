"""工作一览: a campaign's year on one page, to be read at a meeting, on its screen or on paper."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.queries.overview import Overview, overview
from campaigns.rules.outlook import CLOSING_DAYS, Outlook
from campaigns.sheets.overview import parts
from campaigns.views.frame import campaign_tabs
from township import asked
from township.crud import Page, exporting
from township.crud.stats import Stat

LATE_SHOWN = 12


class OverviewPage(Page):
    """Of the campaign and year of the address, else of the current ones."""

    permission = "overview.view"
    title = "工作一览"
    template = "campaigns/overview/page.html"

    def get(self, request, *args, **kwargs):
        if request.GET.get("format") != "xlsx":
            return super().get(request, *args, **kwargs)
        campaigns = self.campaigns()
        if not campaigns:
            return super().get(request, *args, **kwargs)
        shown = self.shown(campaigns)
        conditions = [f"创建活动：{shown.campaign.called}", f"年度：{shown.told.year}年"]
        title = f"{shown.told.year}年工作一览"
        return exporting.answer(title, parts(shown.told), conditions, request.user)

    def campaigns(self):
        rows = Campaign.objects.for_user(self.request.user, self.permission).current()
        return list(rows.select_related("township"))

    def shown(self, campaigns):
        chosen = asked.number(self.request.GET.get("campaign"))
        campaign = next((row for row in campaigns if row.pk == chosen), campaigns[0])
        today = timezone.localdate()
        year = campaign.nearest_year(asked.year(self.request.GET.get("year")) or today.year)
        return Shown(campaign, overview(campaign, self.request.user, year, today))

    def get_context_data(self, **context):
        campaigns = self.campaigns()
        if campaigns:
            shown = self.shown(campaigns)
            context |= {
                "campaign": shown.campaign,
                "told": shown.told,
                "today": timezone.localdate(),
                "stats": figures(shown, self.request.user),
                "campaign_tabs": campaign_tabs(campaigns, shown.campaign, address_of),
                "years": shown.campaign.years[::-1],
                "closing_days": CLOSING_DAYS,
                "address_before": f"campaign={shown.campaign.pk}&",
                "late_shown": shown.told.late[:LATE_SHOWN],
                "late_more": len(shown.told.late) - LATE_SHOWN,
            }
        return super().get_context_data(**context)


def address_of(campaign):
    return f"{reverse('campaigns:overview')}?campaign={campaign.pk}"


@dataclass(frozen=True)
class Shown:
    campaign: Campaign
    told: Overview


def figures(shown, user):
    told = shown.told
    reached, risk = told.count(Outlook.REACHED), told.count(Outlook.AT_RISK, Outlook.MISSED)
    owing, late = bool(told.amount_due), len(told.late)
    return [
        Stat("有目标的村（社区）", told.aimed, "个", url="#villages"),
        Stat("目标已达到", reached, "个", tone="good", url="#villages"),
        Stat("有风险或逾期未达", risk, "个", tone="bad" if risk else "good", url="#villages"),
        Stat("备案、整改逾期", late, "件", tone="bad" if late else "good", url="#late"),
        Stat(
            "奖励待办",
            told.amount_due,
            "元",
            tone="warn" if owing else "neutral",
            url=reverse("campaigns:rewards") if user.may("reward.view") else "",
        ),
    ]
