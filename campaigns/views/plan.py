"""Pages of the plan in versions."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.acts import plan as plan_acts
from campaigns.forms.plan import IssueForm, PlanForm
from campaigns.models import PlanVersion, Receipt
from campaigns.views.frame import OfCampaign, file_answer
from campaigns.views.receipt import receipt_sheet, receipts_context
from campaigns.workflows.plan import PLAN
from township.access import needs
from township.crud import (
    ActPage,
    Column,
    DetailPage,
    FormPage,
    ListPage,
    Toned,
    UpdatePage,
    UserForm,
)


class PlanList(OfCampaign, ListPage):
    switch = "plans"
    permission = "campaign.view"
    model = PlanVersion
    title = "活动方案"
    create_label = "拟订方案"
    columns = (Column("方案"), Column("状态"), Column("下发日期"), Column("修订原因"))
    empty = {
        "icon": "journal-text",
        "title": "还没有活动方案",
        "hint": "镇里拟好下发后，由各村（社区）签收。",
    }

    def row_of(self, item):
        status = Toned(item.get_status_display(), item.status_tone)
        return item.get_absolute_url(), [item, status, item.issued_on, item.reason]

    def get_create_url(self):
        if self.parent.is_closed or not self.request.user.may("campaign.edit"):
            return None
        if any(row.status == row.Status.DRAFT for row in self.object_list):
            return None
        return reverse("campaigns:plan_create", args=[self.parent.pk])


class PlanCreate(OfCampaign, FormPage):
    """A new version, filled with the text of the last one."""

    makes_new = True
    permission = "campaign.edit"
    form_class = UserForm
    title = "拟订新版方案"
    beside = PlanVersion
    submit_label = "拟订"
    success_message = "方案已建立，请写好内容，再下发。"

    @property
    def intro(self):
        if self.parent.plans.exists():
            return "新版以上一版的内容为底稿，改好后再下发。"
        return "先建一份空白的方案，下一步写正文或者上传文件，写好后再下发。"

    def carry_out(self, form):
        row = plan_acts.draft(self.parent, by=self.request.user)
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
