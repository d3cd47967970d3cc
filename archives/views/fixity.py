"""Pages of 四性检测: what was checked, with which result, and the check on demand."""

import django_filters
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from archives.acts import fixity
from archives.models import FixityRun, PartFile
from archives.views.handover import village_of
from township.access import needs
from township.crud import Column, DetailPage, ListPage, Page, Toned
from township.crud.trails import trail_of
from township.history.models import Chain
from township.papers import compose, send
from township.tasks.telling import again_at
from township.workflow import Refused
from villages.models import Village

# More files than this are checked in the background.
FILES_AT_ONCE = 20


class FixityFilter(django_filters.FilterSet):
    """Sealing a year leaves a check of each record: `scope` leaves those of whole years."""

    village = django_filters.ModelChoiceFilter(
        queryset=lambda request: Village.objects.for_user(request.user, "fixity.view"),
        label="村（社区）",
    )
    scope = django_filters.TypedChoiceFilter(
        field_name="record",
        lookup_expr="isnull",
        coerce="year".__eq__,
        choices=(("year", "整年"), ("record", "单件")),
        label="检测范围",
    )
    occasion = django_filters.ChoiceFilter(choices=FixityRun.Occasion.choices, label="环节")
    is_passed = django_filters.ChoiceFilter(
        choices=(("True", "通过"), ("False", "有问题")), label="结论"
    )

    class Meta:
        model = FixityRun
        fields = ["village", "scope", "occasion", "is_passed"]


class FixityList(ListPage):
    permission = "fixity.view"
    model = FixityRun
    filterset_class = FixityFilter
    select = ("village", "record", "by")
    title = "档案检测"
    columns = (
        Column("检测范围"),
        Column("环节", "occasion"),
        Column("时间", "checked_at"),
        Column("结论", "is_passed"),
    )
    empty = {
        "icon": "shield-check",
        "title": "还没有检测",
        "hint": "归档、移交时自动检测；也可以在“归档和移交”页里检测。",
    }

    def row_of(self, run):
        return run.get_absolute_url(), [
            str(run.record or f"{run.village}{run.year}年"),
            run.get_occasion_display(),
            run.checked_at,
            Toned(run.conclusion, run.tone),
        ]


class FixityPage(DetailPage):
    permission = "fixity.view"
    model = FixityRun
    select = ("village", "record", "by")
    template = "archives/fixity/detail.html"

    def get_fields(self):
        run = self.object
        return [
            ("检测范围", str(run.record or f"{run.village}{run.year}年度档案")),
            ("环节", run.get_occasion_display()),
            ("检测时间", run.checked_at),
            ("检测人", str(run.by or "系统定期检测")),
            ("件数", f"{run.records}件"),
            ("文件", f"{run.files}个，{run.size / 2**20:.1f} MB"),
        ]


def report(run):
    """The Paper 四性检测报告."""
    head = Chain.objects.filter(township=run.village.township_id).values_list("head", flat=True)
    values = {
        "scope": str(run.record or f"{run.village}{run.year}年度档案"),
        "occasion": run.get_occasion_display(),
        "checked_at": run.checked_at,
        "records_total": run.records,
        "files_total": run.files,
        "size": f"{run.size / 2**20:.1f} MB",
        "by": str(run.by or "系统定期检测"),
        "aspects": run.aspects,
        "findings": run.findings,
        "conclusion": run.conclusion,
        "head": head.first() or "",
        "author": str(run.village.township),
        "on": timezone.localtime(run.checked_at).date(),
    }
    return compose("integrity", values, township=run.village.township)


@needs("fixity.view")
@require_safe
def paper(request, pk):
    rows = FixityRun.objects.for_user(request.user, "fixity.view")
    run = get_object_or_404(rows.select_related("village__township", "record", "by"), pk=pk)
    return send(request, report(run), breadcrumbs=[*trail_of(run), ("报告", None)])


@needs("fixity.run")
@require_POST
def check(request, village, year):
    place = village_of(request, village, "fixity.run")
    records = fixity.of_year(place, year)
    if not records.exists():
        raise Refused(f"{place}{year}年没有已归档的档案，没有可以检测的。")
    files = PartFile.objects.filter(part__record__in=records)
    if files.count() > FILES_AT_ONCE:
        asked = fixity.ask_for_check(place, year, by=request.user)
        return HttpResponseRedirect(reverse("archives:fixity_wait", args=[asked]))
    run = fixity.run(place, year, occasion=fixity.Occasion.DEMAND, by=request.user)
    tell = messages.success if run.is_passed else messages.error
    tell(request, f"四性检测{run.conclusion}。")
    return HttpResponseRedirect(run.get_absolute_url())


class WaitingChecks(Page):
    """A check under way: the page asks again every two seconds until there is a result."""

    permission = "fixity.run"
    beside = FixityRun
    title = "正在检测"
    template = "archives/fixity/waiting.html"
    piece = "archives/fixity/_waiting.html"

    def get(self, request, *args, **kwargs):
        self.task = self.find_task()
        if self.task.status != TaskResultStatus.SUCCESSFUL:
            return super().get(request, *args, **kwargs)
        runs = FixityRun.objects.for_user(request.user, "fixity.view")
        url = get_object_or_404(runs, pk=self.task.return_value).get_absolute_url()
        return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)

    def find_task(self):
        try:
            found = fixity.check_year.get_result(str(self.kwargs["task"]))
        except (TaskResultDoesNotExist, TaskResultMismatch):
            raise Http404 from None
        village, self.year, *_ = found.args
        self.village = village_of(self.request, village, "fixity.run")
        return found

    def get_context_data(self, **context):
        files = PartFile.objects.filter(part__record__in=fixity.of_year(self.village, self.year))
        return super().get_context_data(
            village=self.village,
            year=self.year,
            files=files.count(),
            is_failed=self.task.status == TaskResultStatus.FAILED,
            is_running=self.task.status == TaskResultStatus.RUNNING,
            again_at=again_at(self.task),
            **context,
        )
