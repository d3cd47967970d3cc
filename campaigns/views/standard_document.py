"""Pages of the official paper behind a standard: registering it, reading it."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.acts import standard_document as standard_document_acts
from campaigns.forms.standard import StandardDocumentForm
from campaigns.models import StandardDocument, StandardVersion
from campaigns.views.frame import file_answer
from township.access import needs
from township.crud import CreatePage, Within


class StandardDocumentCreate(Within, CreatePage):
    permission = "standard.edit"
    within = StandardVersion
    within_kwarg = "pk"
    within_field = "version"
    within_select = ("standard__campaign",)
    form_class = StandardDocumentForm
    title = "登记标准文件"
    submit_label = "登记"
    success_message = "标准文件已登记。"
    intro = "登记上级下发的标准。先核对指标、分值、达标分数和文件一致，不一致的先导入表格改好。"

    def save(self, form):
        return standard_document_acts.register(form.document(), by=self.request.user)


@needs("standard.view")
@require_safe
def standard_document_file(request, pk):
    """The scan, through the scope of its version."""
    rows = StandardDocument.objects.for_user(request.user, "standard.view")
    return file_answer(request, get_object_or_404(rows.select_related("file"), pk=pk))
