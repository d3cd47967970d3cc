"""Pages of standards: versions, the whole table, export, import with preview, receipts."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from archives.models import Category
from campaigns.acts import standard as standard_acts
from campaigns.acts.standard import against_change
from campaigns.forms.plan import IssueForm
from campaigns.forms.standard import (
    IndicatorForm,
    PassMarksForm,
    StandardForm,
    VersionForm,
)
from campaigns.models import Indicator, Receipt, Standard, StandardVersion
from campaigns.queries import burden as burden_queries
from campaigns.views.frame import OfCampaign
from campaigns.views.receipt import receipt_sheet, receipts_context
from campaigns.workflows.standard import STANDARD, faults_of
from township.access import needs
from township.crud import (
    ActPage,
    CreatePage,
    DetailPage,
    FormPage,
    Page,
    ReasonForm,
    SignOffForm,
    UpdatePage,
    UserForm,
    Within,
)
from township.history.chain import record


class StandardList(OfCampaign, Page):
    switch = "standards"
    permission = "standard.view"
    title = "标准"
    template = "campaigns/standard/list.html"

    def get_context_data(self, **context):
        rows = Standard.objects.for_user(self.request.user, self.permission)
        standards = rows.filter(campaign=self.parent).prefetch_related("versions", "levels")
        may_edit = self.request.user.may("standard.edit") and not self.parent.is_closed
        return super().get_context_data(standards=standards, may_edit=may_edit, **context)


class StandardCreate(OfCampaign, CreatePage):
    permission = "standard.edit"
    form_class = StandardForm
    title = "新建标准"

    def save(self, form):
        form.instance.code = f"S{self.parent.standards.count() + 1}"
        with transaction.atomic():
            row = super().save(form)
            standard_acts.draft(row, by=self.request.user)
        return row


class StandardDetail(DetailPage):
    permission = "standard.view"
    model = Standard
    select = ("campaign",)
    template = "campaigns/standard/detail.html"

    def get_context_data(self, **context):
        versions = list(self.object.versions.all())
        may_edit = self.request.user.may("standard.edit")
        may_edit = may_edit and not self.object.campaign.is_closed
        return super().get_context_data(
            versions=versions,
            levels=self.object.levels.all(),
            may_add=may_edit and all(version.is_issued for version in versions),
            **context,
        )


class VersionCreate(Within, FormPage):
    permission = "standard.edit"
    within = Standard
    within_kwarg = "pk"
    within_select = ("campaign",)
    form_class = UserForm
    title = "另起新版"
    intro = "新版以上一版为底稿；上一版的考评不受影响。"
    submit_label = "另起新版"
    success_message = "新版已建立，请导入修订后的表格。"

    def carry_out(self, form):
        row = standard_acts.draft(self.parent, by=self.request.user)
        return row.get_absolute_url()


class VersionDetail(DetailPage):
    """The whole standard as a table, by category."""

    permission = "standard.view"
    model = StandardVersion
    workflow = STANDARD
    act_url = "campaigns:standard_act"
    template = "campaigns/standard/version.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("standard__campaign__township")
        return rows.prefetch_related(
            "categories__indicators", "vetoes", "thresholds__level", "documents"
        )

    def get_context_data(self, **context):
        version = self.object
        may_attach = self.request.user.may("standard.edit")
        may_edit = may_attach and version.is_draft
        categories = version.categories.all()
        indicators = [one for part in categories for one in part.indicators.all()]
        self._name_evidence(indicators)
        return super().get_context_data(
            categories=categories,
            points=sum(one.points for one in indicators),
            may_edit=may_edit,
            may_attach=may_attach,
            document=version.document,
            earlier=version.documents.all()[1:],
            faults=faults_of(version) if may_edit else (),
            sheet_url=reverse("campaigns:standard_receipts", args=[version.pk]),
            **receipts_context(self.request, standard_version=version),
            **context,
        )

    def _name_evidence(self, indicators):
        """Archive categories by name: their codes say nothing to a reader."""
        township = self.object.standard.campaign.township_id
        names = dict(Category.objects.filter(township=township).values_list("code", "name"))
        for one in indicators:
            one.evidence_names = [names.get(code, code) for code in one.evidence]


class VersionUpdate(UpdatePage):
    permission = "standard.edit"
    model = StandardVersion
    select = ("standard__campaign",)
    form_class = VersionForm

    def may_edit(self, row):
        yield from against_change(row)


class VersionAct(ActPage):
    permission = "standard.view"
    model = StandardVersion
    select = ("standard__campaign",)
    workflow = STANDARD
    forms = {"issue": IssueForm, "sign_issue": SignOffForm, "return_issue": ReasonForm}

    def get_consequences(self):
        told = super().get_consequences()
        if self.kwargs["act"] == "issue":
            told = [burden_queries.cost_of(self.object).sentence, *told]
        if not self.object.proposed:
            return told
        return [
            f"{self.object.proposed}。下发前请照上级文件核对，并先登记标准文件；"
            "没有登记的，页面和文书上都注明是自拟的。",
            *told,
        ]


class PassMarks(Within, FormPage):
    """What each level asks of a drafted version."""

    permission = "standard.edit"
    within = StandardVersion
    within_kwarg = "pk"
    within_select = ("standard__campaign",)
    form_class = PassMarksForm
    title = "达标分数"
    success_message = "达标分数已保存。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"version": self.parent}

    def carry_out(self, form):
        standard_acts.set_pass_marks(self.parent, form.marks, by=self.request.user)
        return self.parent.get_absolute_url()


class IndicatorUpdate(UpdatePage):
    permission = "standard.edit"
    model = Indicator
    select = ("version__standard__campaign",)
    form_class = IndicatorForm

    def may_edit(self, row):
        yield from against_change(row.version)

    def save(self, form):
        row = form.save()
        told = f"修改指标：{row}"
        record("standard.edit", row.version, self.request.user, told)
        return row

    def get_success_url(self):
        return self.object.version.get_absolute_url()


@needs("receipt.view")
@require_safe
def standard_receipts(request, pk):
    receipts = Receipt.objects.for_user(request.user, "receipt.view").filter(standard_version=pk)
    rows = StandardVersion.objects.filter(pk__in=receipts.values("standard_version"))
    row = get_object_or_404(rows.select_related("standard__campaign__township"), pk=pk)
    township = row.standard.campaign.township
    return receipt_sheet(request, row.cited, "", row.issued_on, township, receipts)
