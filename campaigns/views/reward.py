"""Pages of rewards: what is due, approved and paid; totals by year and payer; the rules."""

import django_filters
from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse_lazy

from campaigns.amounts import in_words
from campaigns.forms.honour import PayForm, RewardRuleForm
from campaigns.models import Payer, Reward, RewardRule
from campaigns.views.framing import OfCampaign
from campaigns.workflows.reward import REWARD
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    ReasonForm,
    UpdatePage,
)

CRUMB = ("奖励", reverse_lazy("campaigns:rewards"))


class RewardFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=Reward.Status.choices, label="状态")
    payer = django_filters.ChoiceFilter(choices=Payer.choices, label="由谁支付")

    class Meta:
        model = Reward
        fields = ["status", "payer"]


class RewardList(ListPage):
    permission = "reward.view"
    model = Reward
    select = ("honour__village", "honour__level")
    title = "奖励"
    template = "campaigns/reward/list.html"
    filterset_class = RewardFilter
    columns = (
        Column("村（居）", "honour__village__order"),
        Column("级别", "honour__level__rank"),
        Column("命名日期", "honour__awarded_on"),
        Column("金额", "amount"),
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
        return {
            "url": item.get_absolute_url(),
            "cells": [
                {"label": "村（居）", "value": item.honour.village.name},
                {"label": "级别", "value": item.honour.level_name},
                {"label": "命名日期", "value": item.honour.awarded_on},
                {"label": "金额", "value": f"{item.amount:.2f}元", "is_number": True},
                {"label": "由谁支付", "value": item.payer_name},
                {"label": "凭证号", "value": item.voucher_number},
                {"label": "状态", "value": item.get_status_display(), "tone": item.status_tone},
            ],
        }

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        totals = (
            self.get_queryset()
            .exclude(status=Reward.Status.REFUSED)
            .annotate(year=ExtractYear("honour__awarded_on"))
            .values("year", "payer", "status")
            .annotate(amount=Sum("amount"), count=Count("pk"))
            .order_by("-year", "payer", "status")
        )
        labels, payers = dict(Reward.Status.choices), dict(Payer.choices)
        context["totals"] = [
            row | {"status": labels[row["status"]], "payer": payers[row["payer"]]} for row in totals
        ]
        rules = RewardRule.objects.for_user(self.request.user, "campaign.view")
        context["rules"] = rules.select_related("level", "campaign")
        return context


class RewardDetail(DetailPage):
    permission = "reward.view"
    model = Reward
    select = ("honour__village", "honour__level", "approved_by")
    workflow = REWARD
    act_url = "campaigns:reward_act"
    crumbs = (CRUMB,)

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
        ]


class RewardAct(ActPage):
    permission = "reward.view"
    model = Reward
    select = ("honour__village", "honour__level")
    workflow = REWARD
    forms = {"pay": PayForm, "refuse": ReasonForm}

    def get_crumbs(self):
        return [CRUMB, (str(self.object), self.object.get_absolute_url())]


class RewardRuleCreate(OfCampaign, CreatePage):
    permission = "reward.edit"
    form_class = RewardRuleForm
    title = "新增奖励标准"

    def get_crumbs(self):
        return [CRUMB]


class RewardRuleUpdate(UpdatePage):
    permission = "reward.edit"
    model = RewardRule
    select = ("campaign", "level")
    form_class = RewardRuleForm
    crumbs = (CRUMB,)
