"""Offline scoring: an evaluator's workbook out and in; all workbooks for the office."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from campaigns.acts import workbook as workbook_acts
from campaigns.acts import workbook_batch as workbook_batch_acts
from campaigns.forms.workbook import WorkbookConfirmForm, WorkbookForm
from campaigns.models import Round, Sheet, WorkbookBatch
from campaigns.sheets import workbook as workbook_sheets
from campaigns.sheets.workbook_reader import read_book
from township.access import needs
from township.crud import FormPage, UserForm, Within
from township.crud.preview import file_of, token_of
from township.crud.trails import above
from township.files.workbooks import WorkbookRefused
from township.papers.delivery import MEDIA_TYPES
from township.workflow import Refused


def round_of(user, pk, permission="round.view"):
    rows = Round.objects.for_user(user, permission).select_related("campaign__township")
    return get_object_or_404(rows, pk=pk)


@needs("sheet.score")
@require_safe
def workbook(request, pk):
    """The reader's own workbook of a round."""
    round = round_of(request.user, pk)
    sheets = workbook_sheets.sheets_of(round, request.user)
    if not sheets:
        raise Refused("这次考评没有分给您的村，没有可以下载的评分表。")
    content = workbook_sheets.write_book(round, request.user, sheets)
    answer = HttpResponse(content, content_type=MEDIA_TYPES["xlsx"])
    name = f"{round}离线评分表-{request.user}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


class OnRound(Within, FormPage):
    permission = "sheet.score"
    within_permission = "round.view"
    within = Round
    within_kwarg = "pk"
    within_select = ("campaign__township",)

    def get_crumbs(self):
        """From the sheets, not the round: that is the evaluators' way."""
        return above(Sheet())


class WorkbookImport(OnRound):
    form_class = WorkbookForm
    template = "campaigns/sheet/import.html"
    submit_label = "上传并核对"
    success_message = ""

    def get_title(self):
        return f"导入{self.parent}离线评分表"

    def carry_out(self, form):
        token = token_of(self.parent, form.cleaned_data["upload"])
        url = reverse("campaigns:workbook_preview", args=[self.parent.pk])
        return f"{url}?file={token}"


class WorkbookPreview(OnRound):
    """What the workbook would change, its faults by cell, its conflicts side by side."""

    form_class = WorkbookConfirmForm
    template = "campaigns/sheet/import_preview.html"
    title = "核对离线评分表"
    submit_label = "确认导入"
    success_message = ""

    @property
    def upload(self):
        return file_of(self.parent, self.request.GET.get("file", ""))

    def get_context_data(self, **context):
        again = reverse("campaigns:workbook_import", args=[self.parent.pk])
        try:
            file, name = self.upload
            reading = read_book(file.path, self.parent, self.request.user)
        except WorkbookRefused as refused:
            return super().get_context_data(refused=refused.sentence, again_url=again, **context)
        return super().get_context_data(
            reading=reading,
            faults=reading.faults[:100],
            more=max(len(reading.faults) - 100, 0),
            name=name,
            again_url=again,
            **context,
        )

    def carry_out(self, form):
        take = self.request.POST.getlist("take")
        try:
            changed = workbook_acts.write(self.parent, self.upload, by=self.request.user, take=take)
        except WorkbookRefused as refused:
            raise Refused(refused.sentence) from refused
        told = f"已导入，更新{changed}项得分。" if changed else "表格与网上的评分相同，没有改动。"
        messages.success(self.request, told)
        return reverse("campaigns:sheets")


class Workbooks(Within, FormPage):
    """All evaluators' workbooks, made in the background."""

    permission = "round.edit"
    within = Round
    within_kwarg = "pk"
    within_select = ("campaign__township",)
    form_class = UserForm
    template = "campaigns/round/workbooks.html"
    submit_label = "生成全部评分表"
    success_message = "已开始生成，完成后可以下载。"

    def get_title(self):
        return f"{self.parent}离线评分表"

    def get_context_data(self, **context):
        return super().get_context_data(
            round=self.parent,
            batch=self.parent.batches.first(),
            evaluators=workbook_batch_acts.evaluators_of(self.parent),
            **context,
        )

    def carry_out(self, form):
        running = self.parent.batches.first()
        if running and running.is_running:
            raise Refused("正在生成，请等这一次完成。")
        if not workbook_batch_acts.evaluators_of(self.parent).exists():
            raise Refused("还没有分配考评员。")
        return workbook_batch_acts.ask_for_workbooks(
            self.parent, by=self.request.user
        ).get_absolute_url()


@needs("round.edit")
@require_safe
def batch_progress(request, pk):
    """How far the making is, for htmx to ask every two seconds."""
    rows = WorkbookBatch.objects.for_user(request.user, "round.edit")
    batch = get_object_or_404(rows, pk=pk)
    return render(request, "campaigns/round/_batch.html", {"batch": batch})


@needs("round.edit")
@require_safe
def batch_file(request, pk):
    """The ZIP with all workbooks."""
    rows = WorkbookBatch.objects.for_user(request.user, "round.edit").select_related("round")
    batch = get_object_or_404(rows, pk=pk)
    if not batch.is_done:
        raise Refused("还没有全部生成，请稍后再下载。")
    answer = FileResponse(workbook_batch_acts.bundle(batch), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, f"{batch}.zip")
    return answer
