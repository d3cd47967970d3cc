"""Old archives with their catalogue: send, look at line by line, take in, see what was left."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator

from archives.acts import intake
from archives.acts import take_in as take_in_acts
from archives.forms.take_in import TakeInForm
from archives.models import Record, TakeIn
from archives.queries.take_in import counts_of, renamed_files
from township.crud import DetailPage, FormPage, UserForm, Within
from township.files.names import told_of_hidden
from villages.models import Village

LINES_A_PAGE = 100


class TakeInCreate(Within, FormPage):
    makes_new = True
    permission = "record.take_in"
    within = Village
    within_select = ("township",)
    beside = Record
    form_class = TakeInForm
    title = "批量收入旧档"
    submit_label = "上传并核对"
    intro = "先只核对，逐行告诉您哪些对得上，确认以后才收。收进来的档案注明是补录的。"
    success_message = ""
    template = "archives/take_in/form.html"
    request_limit = intake.MOST_SENT + settings.FILES_REQUEST

    def carry_out(self, form):
        told = form.cleaned_data
        made = take_in_acts.prepare(
            self.parent, told["package"], told["catalogue"], by=self.request.user
        )
        if renamed := renamed_files(made):
            messages.info(self.request, told_of_hidden(renamed))
        return made.get_absolute_url()

    def get_context_data(self, **context):
        earlier = TakeIn.objects.for_user(self.request.user, self.permission)
        return super().get_context_data(earlier=earlier.filter(village=self.parent), **context)


class TakeInPage(DetailPage):
    """What every line has come to; while it runs, the page asks again."""

    permission = "record.take_in"
    model = TakeIn
    select = ("village__township", "made_by")
    template = "archives/take_in/detail.html"
    piece = "archives/take_in/_progress.html"

    def get_context_data(self, **context):
        take_in = self.object
        rows = take_in.lines.select_related("record")
        if take_in.finished_at or self.request.GET.get("only") == "refused":
            rows = rows.refused()
        page = Paginator(rows, LINES_A_PAGE).get_page(self.request.GET.get("page"))
        counts = counts_of(take_in)
        return super().get_context_data(
            counts=counts,
            lines=page.object_list,
            page_obj=page,
            is_stopped=bool(take_in.started_at)
            and not take_in.finished_at
            and not take_in.is_running,
            **context,
        )


class TakeInStart(Within, FormPage):
    """Begin, or go on after a break."""

    permission = "record.take_in"
    within = TakeIn
    within_kwarg = "pk"
    within_select = ("village__township",)
    form_class = UserForm
    title = "开始收入"
    submit_label = "开始收入"
    success_message = "已经开始，可以离开本页，会继续收。"

    def carry_out(self, form):
        take_in_acts.start(self.parent, by=self.request.user)
        return self.parent.get_absolute_url()
