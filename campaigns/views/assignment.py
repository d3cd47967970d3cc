"""Pages of the yearly assignment: composed from targets, printed, handed down, signed for."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.acts import assignment as assignment_acts
from campaigns.forms.assignment import AssignmentForm, AssignmentRowForm, NewAssignmentForm
from campaigns.forms.plan import IssueForm
from campaigns.models import Assignment, AssignmentRow, Receipt
from campaigns.queries import burden as burden_queries
from campaigns.views.frame import OfCampaign
from campaigns.views.receipt import receipt_sheet, receipts_context
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.correction import ASSIGNMENT_CORRECTION
from township.access import needs
from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Column,
    DetailPage,
    FormPage,
    ListPage,
    ReasonForm,
    SignOffForm,
    Toned,
    UpdatePage,
    UserForm,
    Within,
)
from township.crud.trails import trail_of
from township.papers import send
from township.papers.issued import printed


class AssignmentList(OfCampaign, ListPage):
    switch = "assignments"
    permission = "assignment.view"
    model = Assignment
    title = "年度任务"
    create_label = "拟订年度任务"
    columns = (Column("年度"), Column("状态"), Column("文号"), Column("下达日期"))
    empty = {
        "icon": "clipboard-check",
        "title": "还没有年度任务",
        "hint": "镇里每年按目标把任务下达到村。",
    }

    def row_of(self, item):
        status = Toned(item.get_status_display(), item.status_tone)
        return item.get_absolute_url(), [item, status, item.number, item.issued_on]

    def get_create_url(self):
        if self.parent.is_closed or not self.request.user.may("assignment.edit"):
            return None
        taken = {row.year for row in self.object_list}
        if taken.issuperset(self.parent.years):
            return None
        return reverse("campaigns:assignment_create", args=[self.parent.pk])


class AssignmentCreate(OfCampaign, FormPage):
    makes_new = True
    switch = "assignment_create"
    permission = "assignment.edit"
    beside = Assignment
    form_class = NewAssignmentForm
    title = "拟订年度任务"
    intro = "系统按目标生成每个村的任务：当年要完成的、过期没完成的，其余的村也参加创建和考评。"
    submit_label = "按目标生成"
    success_message = "任务已按目标生成，请核对后填写文号再下达。"

    def get_form_kwargs(self):
        taken = set(self.parent.assignments.values_list("year", flat=True))
        years = [year for year in self.parent.years if year not in taken]
        this_year = timezone.localdate().year
        initial = {"year": this_year} if this_year in years else {}
        return super().get_form_kwargs() | {"years": years, "initial": initial}

    def carry_out(self, form):
        year = form.cleaned_data["year"]
        return assignment_acts.compose(self.parent, year, by=self.request.user).get_absolute_url()


class AssignmentDetail(Corrected, DetailPage):
    correctable = ASSIGNMENT_CORRECTION
    permission = "assignment.view"
    model = Assignment
    select = ("campaign__township",)
    workflow = ASSIGNMENT
    act_url = "campaigns:assignment_act"
    template = "campaigns/assignment/detail.html"

    @property
    def may_edit(self):
        return self.request.user.may("assignment.edit") and self.object.is_draft

    def get_edit_url(self):
        if self.may_edit:
            return reverse("campaigns:assignment_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        return super().get_context_data(
            rows=self.object.rows.select_related("village", "level", "target"),
            may_edit=self.may_edit,
            sheet_url=reverse("campaigns:assignment_receipts", args=[self.object.pk]),
            **receipts_context(self.request, assignment=self.object),
            **context,
        )


class AssignmentCorrect(CorrectPage):
    correctable = ASSIGNMENT_CORRECTION


class AssignmentUpdate(UpdatePage):
    permission = "assignment.edit"
    model = Assignment
    select = ("campaign",)
    form_class = AssignmentForm

    def may_edit(self, row):
        yield from assignment_acts.against_change(row)


class AssignmentRowUpdate(UpdatePage):
    permission = "assignment.edit"
    model = AssignmentRow
    select = ("assignment__campaign", "village")
    form_class = AssignmentRowForm

    def may_edit(self, row):
        yield from assignment_acts.against_change(row.assignment)


class Recompose(Within, FormPage):
    permission = "assignment.edit"
    within = Assignment
    within_kwarg = "pk"
    within_select = ("campaign",)
    form_class = UserForm
    title = "按目标重新生成条目"
    intro = "现有条目会换成按目标重新生成的，手工改过的文字不保留。"
    submit_label = "重新生成"
    success_message = "条目已重新生成。"

    def carry_out(self, form):
        assignment_acts.recompose(self.parent, by=self.request.user)
        return self.parent.get_absolute_url()


class AssignmentAct(ActPage):
    permission = "assignment.view"
    model = Assignment
    workflow = ASSIGNMENT
    select = ("campaign",)
    forms = {"issue": IssueForm, "sign_issue": SignOffForm, "return_issue": ReasonForm}

    def get_drafted(self):
        if self.kwargs["act"] not in ("issue", "sign_issue"):
            return []
        url = reverse("campaigns:assignment_paper", args=[self.object.pk])
        return [{"label": "任务通知", "url": url}]

    def get_consequences(self):
        told = super().get_consequences()
        if self.kwargs["act"] not in ("issue", "sign_issue"):
            return told
        return [
            "下达后每个村多1份要签收的文件。",
            *burden_queries.costs_of(self.object.campaign),
            *told,
        ]


@needs("assignment.view")
@require_safe
def assignment_paper(request, pk):
    """The notice, for reading, printing and as a file."""
    rows = Assignment.objects.for_user(request.user, "assignment.view")
    assignment = get_object_or_404(rows.select_related("campaign__township"), pk=pk)
    paper = printed(
        "assignment",
        assignment,
        assignment_acts.notice,
        assignment.campaign.township,
        is_out=bool(assignment.issued_on),
    )
    return send(request, paper, breadcrumbs=[*trail_of(assignment), ("通知", None)])


@needs("receipt.view")
@require_safe
def assignment_receipts(request, pk):
    receipts = Receipt.objects.for_user(request.user, "receipt.view").filter(assignment=pk)
    rows = Assignment.objects.filter(pk__in=receipts.values("assignment"))
    row = get_object_or_404(rows.select_related("campaign__township"), pk=pk)
    township = row.campaign.township
    return receipt_sheet(request, str(row), row.number, row.issued_on, township, receipts)
