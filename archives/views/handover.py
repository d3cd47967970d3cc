"""A village's year: sealing it, its catalogue, labels and list, the package, handing it over."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from archives.acts import seal as seal_acts
from archives.models import FixityRun, Record
from archives.models.category import Retention
from archives.papers import handover
from archives.papers import package as package_papers
from archives.queries.completeness import years_of
from township.access import needs
from township.crud import Page, Within
from township.crud.stats import Stat
from township.crud.trails import above
from township.history.chain import record as write_history
from township.papers import send
from villages.models import Village


def village_of(request, pk, permission):
    rows = Village.objects.for_user(request.user, permission)
    return get_object_or_404(rows.select_related("township__district"), pk=pk)


def page_of(village, year):
    return reverse("archives:handover", args=[village.pk, year])


@needs("package.view")
@require_safe
def current(request, village):
    """The year that is running."""
    place = village_of(request, village, "package.view")
    return HttpResponseRedirect(page_of(place, timezone.localdate().year))


class Handover(Within, Page):
    permission = "package.view"
    beside = Record
    within = Village
    template = "archives/handover/detail.html"

    def get_title(self):
        return f"{self.parent}{self.kwargs['year']}年归档和移交"

    def get_context_data(self, **context):
        village, year, user = self.parent, self.kwargs["year"], self.request.user
        records = Record.objects.for_user(user, "record.view").filter(village=village, year=year)
        rows = records.order_by().values_list("status").annotate(number=Count("pk"))
        count = dict(rows)
        ready = records.sealed().order_by().values_list("retention", flat=True).distinct()
        years = sorted({*years_of(village.township, [village]), year})[::-1]
        return super().get_context_data(
            tabs=[
                {"label": f"{one}年", "url": page_of(village, one), "is_active": one == year}
                for one in years
            ],
            stats=[
                Stat(label, count.get(status, 0), "件") for status, label in Record.Status.choices
            ],
            open_count=count.get(Record.Status.OPEN, 0),
            sealed_count=count.get(Record.Status.SEALED, 0),
            retentions=[
                (code, Retention(code).label) for code in Retention.values if code in ready
            ],
            runs=FixityRun.objects.filter(village=village, year=year, record=None)[:5],
            may_seal=user.may("record.seal"),
            may_give=user.may("record.hand_over"),
            may_package=user.may("package.make"),
            may_check=user.may("fixity.run"),
            **context,
        )


@needs("record.seal")
@require_POST
def seal(request, village, year):
    place = village_of(request, village, "record.seal")
    outcome = seal_acts.seal_year(place, year, by=request.user)
    if outcome.done:
        messages.success(request, f"已归档{outcome.done}件，编定了档号。")
    for record, reasons in outcome.refused[:10]:
        messages.warning(request, f"“{record}”没有归档：{''.join(reasons)}")
    if more := outcome.refused[10:]:
        messages.warning(request, f"还有{len(more)}件没有归档，补齐后再按一次。")
    if not outcome.done and not outcome.refused:
        messages.info(request, "没有需要归档的材料。")
    return HttpResponseRedirect(page_of(place, year))


@needs("record.hand_over")
@require_POST
def give(request, village, year):
    place = village_of(request, village, "record.hand_over")
    number = seal_acts.hand_over_year(place, year, by=request.user)
    messages.success(request, f"已移交{number}件。")
    return HttpResponseRedirect(page_of(place, year))


@needs("package.make")
@require_POST
def package(request, village, year):
    """The package as a stream: memory stays flat, the size is known beforehand. Taking it out is
    written into the history, so it is asked for with POST."""
    place = village_of(request, village, "package.make")
    seal_acts.set_papers(place, year)
    bag = package_papers.package(place, year, request.user)
    with transaction.atomic():
        told = f"下载移交包：{place}{year}年，{len(bag.members)}个文件"
        write_history("package.make", place, request.user, told)
    answer = StreamingHttpResponse(iter(bag), content_type="application/zip")
    answer["Content-Length"] = str(len(bag))
    answer["Content-Disposition"] = content_disposition_header(True, bag.filename)
    return answer


@needs("package.view")
@require_safe
def paper(request, village, year, name):
    """目录-Y, 清单 or 盒签 as page, PDF, Word or Excel."""
    place = village_of(request, village, "package.view")
    seal_acts.set_papers(place, year)
    records = handover.sealed_records(place, year, request.user)
    here = (f"{year}年归档和移交", page_of(place, year))
    crumbs = [*above(Record(village=place)), here, ("文书", None)]
    if name == "list":
        run = FixityRun.objects.filter(village=place, year=year, record=None).first()
        conclusion = f"四性检测{run.conclusion}" if run else ""
        made = handover.handover_list(place, year, records, check_result=conclusion)
    elif name == "labels":
        made = handover.box_labels(place, year, records)
    elif name.removeprefix("catalogue-") in Retention.values:
        made = handover.catalogue(place, year, records, name.removeprefix("catalogue-"))
    else:
        raise Http404
    stem = f"{place}{year}年{made.title}"
    return send(request, made, filename=stem, breadcrumbs=crumbs)
