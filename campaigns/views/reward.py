"""Pages of rewards: what is due, approved and paid; totals by year and payer; the rules."""

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.forms.honour import GetBackForm, PayForm, RewardRuleForm
from campaigns.models import Campaign, Payer, Reward, RewardRule
from campaigns.papers import reward as reward_papers
from campaigns.queries import reward as reward_queries
from campaigns.rules.amounts import in_words
from campaigns.views.frame import CampaignFilter, OfCampaign
from campaigns.workflows.correction import REWARD_CORRECTION
from campaigns.workflows.reward import REWARD
from township.access import needs
from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Bulk,
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    ManyPage,
    ReasonForm,
    Toned,
    UpdatePage,
)
from township.crud.exporting import SheetPart
from township.crud.filters import YearFilter
from township.crud.trails import above, trail_of
from township.papers import compose, send
from township.workflow import Refused


class RewardFilter(CampaignFilter):
    campaign_path = "honour__level__campaign"
    status = django_filters.ChoiceFilter(
        choices=Reward.Status.choices, label="状态", empty_label="全部状态"
    )
    payer = django_filters.ChoiceFilter(
        choices=Payer.choices, label="由谁支付", empty_label="镇和区"
    )
    year = YearFilter("honour__awarded_on", "year", label="命名年份")

    class Meta:
        model = Reward
        fields = ["status", "payer"]


class RewardList(ListPage):
    permission = "reward.view"
    model = Reward
    select = ("honour__village", "honour__level")
    title = "奖励"
    template = "campaigns/reward/list.html"
    bulk = (Bulk.of(REWARD["approve"], "campaigns:rewards_approve"),)
    filterset_class = RewardFilter
    columns = (
        Column("村（居）", "honour__village__order"),
        Column("级别", "honour__level__rank"),
        Column("命名日期", "honour__awarded_on"),
        Column("金额", "amount", is_number=True),
        Column("由谁支付", "payer"),
        Column("凭证号", "voucher_number"),
        Column("状态", "status"),
    )
    empty = {
        "icon": "cash-coin",
        "title": "还没有奖励",
        "hint": "登记荣誉后，按奖励标准自动列为应发。",
    }

    def row_of(self, item):
        return item.get_absolute_url(), [
            item.honour.village.name,
            item.honour.level_name,
            item.honour.awarded_on,
            f"{item.amount:.2f}元",
            item.payer_name,
            item.voucher_number,
            Toned(item.get_status_display(), item.status_tone),
        ]

    def exported_heads(self):
        return reward_queries.HEADS

    def exported_rows(self, items):
        return map(reward_queries.cells_of, items)

    def exported_beside(self):
        rows = map(reward_queries.cells_of_total, reward_queries.totals(self.object_list))
        return [SheetPart("按年度和支付方合计", reward_queries.TOTAL_HEADS, rows)]

    def get_context_data(self, **context):
        user, rows = self.request.user, self.get_queryset()
        rules = RewardRule.objects.for_user(user, "campaign.view")
        may_edit = user.may("reward.edit")
        campaign = None
        if may_edit:
            campaign = Campaign.objects.for_user(user, "reward.edit").current().first()
        found = rows.values_list("honour__level__campaign", "honour__awarded_on__year").order_by()
        lists = [
            {"year": year, "url": reverse("campaigns:reward_list_paper", args=[pk, year])}
            for pk, year in sorted(set(found), key=lambda one: -one[1])
        ]
        return super().get_context_data(
            totals=reward_queries.totals(rows),
            rules=rules.select_related("level", "campaign"),
            may_edit=may_edit,
            rule_url=campaign and reverse("campaigns:reward_rule_create", args=[campaign.pk]),
            lists=lists if may_edit else [],
            **context,
        )


class RewardDetail(Corrected, DetailPage):
    permission = "reward.view"
    correctable = REWARD_CORRECTION
    model = Reward
    select = ("honour__village", "honour__level", "approved_by")
    workflow = REWARD
    act_url = "campaigns:reward_act"
    template = "campaigns/reward/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("村（居）", row.honour.village),
            ("荣誉", row.honour.level_name),
            ("命名日期", row.honour.awarded_on),
            ("金额", f"{row.amount:.2f}元"),
            ("大写", in_words(row.amount)),
            ("支付单位", row.payer_name),
            ("依据", row.reason),
            ("审批人", row.approved_by),
            ("凭证号", row.voucher_number),
            ("发放日期", row.paid_on),
            ("领款人", row.received_by),
            *self._taken_back(),
        ]

    def _taken_back(self):
        row = self.object
        if not row.stopped_because:
            return []
        told = [("停发、追回的原因", row.stopped_because)]
        if row.returned_on:
            told += [("追回凭证号", row.return_voucher), ("追回日期", row.returned_on)]
        return told


class RewardCorrect(CorrectPage):
    correctable = REWARD_CORRECTION


class RewardAct(ActPage):
    permission = "reward.view"
    model = Reward
    select = ("honour__village", "honour__level")
    workflow = REWARD
    forms = {"pay": PayForm, "refuse": ReasonForm, "get_back": GetBackForm}


class RewardsApprove(ManyPage):
    """同意发放 of several at once."""

    permission = "reward.approve"
    title = "一次同意发放多笔"
    crumbs = (("奖励", reverse_lazy("campaigns:rewards")),)
    model = Reward
    select = ("honour__village__township", "honour__level")
    workflow = REWARD
    act = "approve"
    back = "campaigns:rewards"

    def told_of(self, row):
        return [
            ("命名日期", row.honour.awarded_on),
            ("金额", f"{row.amount:.2f}元"),
            ("由谁支付", row.payer_name),
        ]


class RewardRuleCreate(OfCampaign, CreatePage):
    switch = "reward_rule_create"
    permission = "reward.edit"
    form_class = RewardRuleForm
    title = "新增奖励标准"

    def may_switch_to(self, rows):
        return rows.exclude(status=Campaign.Status.CLOSED)


class RewardRuleUpdate(UpdatePage):
    permission = "reward.edit"
    model = RewardRule
    select = ("campaign", "level")
    form_class = RewardRuleForm


@needs("reward.edit")
@require_safe
def reward_list_paper(request, campaign, year):
    """奖励发放清单 of what was named in a year."""
    own = Campaign.objects.for_user(request.user, "reward.edit").select_related("township")
    campaign = get_object_or_404(own, pk=campaign)
    rows = Reward.objects.for_user(request.user, "reward.edit")
    rewards = reward_queries.of_year(rows, campaign, year)
    if not rewards:
        raise Refused(f"{year}年没有奖励，没有可以打印的清单。")
    values = reward_papers.reward_list(
        campaign.township, campaign, year, rewards, timezone.localdate()
    )
    paper = compose("reward_list", values, township=campaign.township)
    return send(request, paper, breadcrumbs=[*above(Reward()), ("奖励发放清单", None)])


@needs("reward.view")
@require_safe
def receipt(request, pk):
    """领款签收单, to be signed when the money is handed over."""
    rows = Reward.objects.for_user(request.user, "reward.view")
    rows = rows.select_related("honour__village__township", "honour__level")
    reward = get_object_or_404(rows, pk=pk)
    if not reward.has_receipt:
        raise Refused("奖励审批同意以后，才能打印领款签收单。")
    township = reward.honour.village.township
    paper = compose("reward_receipt", reward_papers.reward_receipt(reward), township=township)
    return send(request, paper, breadcrumbs=[*trail_of(reward), ("领款签收单", None)])
