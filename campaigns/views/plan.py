"""Pages of the plan in versions, and of receipts for everything that is handed down."""

import django_filters
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from campaigns.acts import receipt as receipt_acts
from campaigns.forms.plan import IssueForm, PlanForm, SignForm, SignManyForm
from campaigns.models import Campaign, PlanVersion, Receipt
from campaigns.views.frame import CampaignFilter, OfCampaign, file_answer, villages_of
from campaigns.workflows.plan import PLAN
from campaigns.workflows.receipt import RECEIPT
from township.access import needs
from township.crud import (
    ActPage,
    Column,
    DetailPage,
    FormPage,
    KeptPage,
    ListPage,
    Page,
    UpdatePage,
    UserForm,
)
from township.papers import compose, send
from township.workflow import Refused
from villages.options import organ_of


def receipts_context(request, **subject):
    """Receipts of a handed-down thing that the user may see, for `receipt/_table.html`."""
    if not request.user.may("receipt.view"):
        return {}
    rows = Receipt.objects.for_user(request.user, "receipt.view").filter(**subject)
    receipts = list(rows.select_related("village"))
    signed = sum(receipt.status == Receipt.Status.SIGNED for receipt in receipts)
    return {"receipts": receipts, "signed": signed}


def receipt_sheet(request, title, number, issued_on, township, rows):
    """The printed list of receipts."""
    receipts = list(rows.select_related("village"))
    values = {
        "title": title,
        "number": number,
        "organ": organ_of(township),
        "issued_on": issued_on,
        "receipts": [
            {
                "village": receipt.village.name,
                "is_signed": bool(receipt.signed_at),
                "signer": receipt.name,
                "signed_at": receipt.signed_at,
            }
            for receipt in receipts
        ],
        "signed": sum(bool(receipt.signed_at) for receipt in receipts),
        "total": len(receipts),
        "link": settings.SITE_URL + reverse("campaigns:receipts"),
        "on": issued_on,
        "author": organ_of(township),
    }
    return send(request, compose("plan_receipt", values, township))


class PlanList(OfCampaign, Page):
    switch = "plans"
    permission = "campaign.view"
    title = "活动方案"
    template = "campaigns/plan/list.html"

    def get_context_data(self, **context):
        plans = PlanVersion.objects.for_user(self.request.user, self.permission)
        may_edit = self.request.user.may("campaign.edit") and not self.parent.is_closed
        rows = list(plans.filter(campaign=self.parent))
        return super().get_context_data(
            plans=rows,
            may_add=may_edit and not any(row.status == row.Status.DRAFT for row in rows),
            **context,
        )


class PlanCreate(OfCampaign, FormPage):
    """A new version, filled with the text of the last one."""

    makes_new = True
    permission = "campaign.edit"
    form_class = UserForm
    title = "拟订新版方案"
    beside = PlanVersion
    intro = "新版以上一版的内容为底稿，改好后再下发。"
    submit_label = "拟订新版"
    success_message = "新版已建立，请修改内容。"

    def carry_out(self, form):
        row = receipt_acts.new_plan(self.parent, by=self.request.user)
        return reverse("campaigns:plan_edit", args=[row.pk])


class PlanDetail(DetailPage):
    permission = "campaign.view"
    model = PlanVersion
    select = ("campaign__township",)
    workflow = PLAN
    act_url = "campaigns:plan_act"
    template = "campaigns/plan/detail.html"

    def get_edit_url(self):
        if self.request.user.may("campaign.edit") and not self.object.issued_on:
            return reverse("campaigns:plan_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        wordings = self.object.campaign.wordings.all()
        return super().get_context_data(
            wordings=[one for one in wordings if one.then in self.object.text],
            **receipts_context(self.request, plan=self.object),
            sheet_url=reverse("campaigns:plan_receipts", args=[self.object.pk]),
            **context,
        )


class PlanUpdate(UpdatePage):
    permission = "campaign.edit"
    model = PlanVersion
    select = ("campaign",)
    form_class = PlanForm

    def may_edit(self, row):
        if row.issued_on:
            yield "方案已经下发，修订请另起新版。"


class PlanAct(ActPage):
    permission = "campaign.view"
    model = PlanVersion
    workflow = PLAN
    forms = {"issue": IssueForm}


@needs("campaign.view")
@require_safe
def plan_file(request, pk):
    rows = PlanVersion.objects.for_user(request.user, "campaign.view").select_related("file")
    return file_answer(request, get_object_or_404(rows.exclude(file=None), pk=pk))


@needs("receipt.view")
@require_safe
def plan_receipts(request, pk):
    receipts = Receipt.objects.for_user(request.user, "receipt.view").filter(plan=pk)
    rows = PlanVersion.objects.filter(pk__in=receipts.values("plan"))
    plan = get_object_or_404(rows.select_related("campaign__township"), pk=pk)
    township = plan.campaign.township
    return receipt_sheet(request, str(plan), "", plan.issued_on, township, receipts)


class ReceiptFilter(CampaignFilter):
    village = django_filters.ModelChoiceFilter(
        queryset=villages_of("receipt.view"), label="村（社区）"
    )
    status = django_filters.ChoiceFilter(choices=Receipt.Status.choices, label="状态")

    def in_campaign(self, rows, name, value):
        return rows.of_campaign(value)

    class Meta:
        model = Receipt
        fields = ["village", "status"]


class ReceiptList(KeptPage, ListPage):
    """What was handed down, and whether it was signed for; the waiting first."""

    permission = "receipt.view"
    template = "campaigns/receipt/list.html"
    beside = Campaign
    model = Receipt
    title = "签收"
    filterset_class = ReceiptFilter
    columns = (
        Column("文件"),
        Column("村（社区）", "village__order"),
        Column("下发时间", "sent_at"),
        Column("状态", "status"),
        Column("签收人", "name"),
    )
    empty = {
        "icon": "pen",
        "title": "还没有需要签收的文件",
        "hint": "镇里下发方案、标准、年度任务后，会出现在这里。",
    }

    def get_queryset(self):
        return super().get_queryset().with_subject().order_by("status", "-sent_at", "pk")

    def get_context_data(self, **context):
        may_sign = self.request.user.may("receipt.sign")
        return super().get_context_data(may_sign=may_sign, **context)

    def row_of(self, item):
        return {
            "url": item.get_absolute_url(),
            "cells": [
                {"label": "文件", "value": str(item.subject)},
                {"label": "村（社区）", "value": item.village.name},
                {"label": "下发时间", "value": item.sent_at},
                {"label": "状态", "value": item.get_status_display(), "tone": item.status_tone},
                {"label": "签收人", "value": item.name},
            ],
        }


class ReceiptSignMany(FormPage):
    """签收 of several at once."""

    permission = "receipt.sign"
    title = "一次签收多份"
    crumbs = (("签收", reverse_lazy("campaigns:receipts")),)
    form_class = SignManyForm
    template = "campaigns/receipt/sign.html"
    success_message = ""

    def get_context_data(self, **context):
        rows = Receipt.objects.for_user(self.request.user, self.permission).pending()
        chosen = self.request.POST.getlist("receipts")
        return super().get_context_data(waiting=rows.with_subject(), chosen=chosen, **context)

    def carry_out(self, form):
        told = form.cleaned_data
        signed, refused = receipt_acts.sign_all(
            told["receipts"], by=self.request.user, signer=told["signer"]
        )
        if not signed:
            raise Refused([f"“{row.subject}”{why}，没有再签。" for row, why in refused])
        messages.success(self.request, f"已签收{len(signed)}份。")
        for row, why in refused:
            messages.warning(self.request, f"“{row.subject}”{why}，没有再签。")
        return reverse("campaigns:receipts")


class ReceiptDetail(DetailPage):
    permission = "receipt.view"
    model = Receipt
    workflow = RECEIPT
    act_url = "campaigns:receipt_act"
    template = "campaigns/receipt/detail.html"

    def get_queryset(self):
        return super().get_queryset().with_subject()

    def get_fields(self):
        receipt = self.object
        return [
            ("村（社区）", receipt.village),
            ("文件", str(receipt.subject)),
            ("下发时间", receipt.sent_at),
            ("签收人", receipt.name),
            ("签收时间", receipt.signed_at),
        ]


class ReceiptAct(ActPage):
    permission = "receipt.view"
    model = Receipt
    workflow = RECEIPT
    forms = {"sign": SignForm}

    def get_queryset(self):
        return super().get_queryset().with_subject()
