"""A standard's workbook: export, import with a preview of what would change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from campaigns.acts import standard as standard_acts
from campaigns.forms.standard import ImportForm, StandardConfirmForm
from campaigns.models import StandardVersion
from campaigns.queries.standard import definition
from campaigns.sheets.standard import write_book
from township.access import needs
from township.crud import FormPage, Within
from township.crud.preview import file_of, token_of
from township.files.workbooks import WorkbookRefused
from township.papers.delivery import MEDIA_TYPES


class OnStandardVersion(Within):
    """A form about a drafted version."""

    permission = "standard.edit"
    within = StandardVersion
    within_kwarg = "pk"
    within_select = ("standard__campaign__township",)


class VersionImport(OnStandardVersion, FormPage):
    form_class = ImportForm
    title = "导入标准表格"
    template = "campaigns/standard/import.html"
    submit_label = "上传并核对"
    success_message = ""
    intro = "上传后先看改动，确认了才写入。"

    def carry_out(self, form):
        token = token_of(self.parent, form.cleaned_data["upload"])
        url = reverse("campaigns:standard_preview", args=[self.parent.pk])
        return f"{url}?file={token}"


class VersionPreview(OnStandardVersion, FormPage):
    """What the uploaded workbook would change; confirming writes it."""

    form_class = StandardConfirmForm
    title = "核对导入内容"
    template = "campaigns/standard/preview.html"
    submit_label = "确认导入"
    success_message = ""

    @property
    def upload(self):
        return file_of(self.parent, self.request.GET.get("file", ""))

    def get_context_data(self, **context):
        try:
            found = standard_acts.preview(self.parent, self.upload)
        except WorkbookRefused as refused:
            return super().get_context_data(refused=refused.sentence, **context)
        return super().get_context_data(
            found=found,
            faults=found.reading.faults,
            differences=found.differences,
            again_url=reverse("campaigns:standard_import", args=[self.parent.pk]),
            **context,
        )

    def carry_out(self, form):
        changed = standard_acts.write(self.parent, self.upload, by=self.request.user)
        told = f"已导入，改动{changed}处。" if changed else "表格与现有内容相同，没有改动。"
        messages.success(self.request, told)
        return self.parent.get_absolute_url()


@needs("standard.view")
@require_safe
def export(request, pk):
    """The version as a workbook."""
    rows = StandardVersion.objects.for_user(request.user, "standard.view").with_parts()
    version = get_object_or_404(rows, pk=pk)
    levels = dict(version.standard.levels.order_by("rank").values_list("code", "name"))
    book = write_book(definition(version), levels, version.proposed)
    answer = HttpResponse(book, content_type=MEDIA_TYPES["xlsx"])
    answer["Content-Disposition"] = content_disposition_header(True, f"{version}.xlsx")
    return answer
