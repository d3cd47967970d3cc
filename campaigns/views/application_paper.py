"""An application on paper: form, letter, evaluation sheet, and the whole dossier."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from campaigns.acts.submission import plain, snapshot_of
from campaigns.models import Application, Submission
from campaigns.papers import application as application_papers
from campaigns.papers import bundle as bundle_papers
from campaigns.papers import volume as volume_papers
from campaigns.views.frame import is_district
from township.access import needs
from township.crud.trails import trail_of
from township.document_number import serial
from township.files.answering import keeps_original
from township.papers import compose, send
from township.workflow import Refused

NAMES = {"application": "申报表", "cover_letter": "申报文书", "evaluation_sheet": "考评表"}


def reached(request, pk):
    rows = Application.objects.for_user(request.user, "application.view")
    return get_object_or_404(
        rows.select_related(
            "village__township",
            "campaign",
            "level__named_by",
            "evaluation__round",
            "evaluation__village__township",
            "evaluation__standard_version__standard",
        ),
        pk=pk,
    )


def content_for(application, user):
    """The newest frozen submission where it is the district's turn or it has decided; else the
    application as it stands."""
    submission = application.submissions.first()
    if submission and (application.is_sent or is_district(user, application.village.township)):
        return submission.snapshot
    return plain(snapshot_of(application))


@needs("application.view")
@require_safe
def application_paper(request, pk, paper):
    """申报表, 函 or 请示, 考评表, as page, Word and PDF."""
    if paper not in NAMES:
        raise Http404
    application = reached(request, pk)
    content = content_for(application, request.user)
    township = application.village.township
    values = {
        "application": lambda: application_papers.application_form(
            content,
            serial(application.evaluation.round.year, application.pk),
            link=application_papers.link_to(application),
        ),
        "cover_letter": lambda: application_papers.cover_letter(content, township),
        "evaluation_sheet": lambda: application_papers.evaluation_sheet(content),
    }[paper]()
    crumbs = [*trail_of(application), (NAMES[paper], None)]
    return send(request, compose(paper, values, township=township), breadcrumbs=crumbs)


def submission_of(request, pk):
    application = reached(request, pk)
    rows = Submission.objects.filter(application=application)
    submission = rows.first()
    if submission is None:
        raise Refused("还没有报区，卷宗在领导审批同意时生成。")
    submission.application = application
    return submission


@needs("application.view")
@require_safe
def volume(request, pk):
    """The dossier as one PDF."""
    submission = submission_of(request, pk)
    answer = HttpResponse(volume_papers.volume(submission), content_type="application/pdf")
    name = f"{application_papers.volume_name(submission.snapshot)}.pdf"
    answer["Content-Disposition"] = content_disposition_header(request.GET.get("show") != "1", name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("application.view")
@require_safe
def package(request, pk):
    """The dossier as a ZIP, streamed."""
    submission = submission_of(request, pk)
    is_for_keeper = keeps_original(request.user, submission.application)
    bag = bundle_papers.package(submission, is_for_keeper=is_for_keeper)
    answer = StreamingHttpResponse(iter(bag), content_type="application/zip")
    answer["Content-Length"] = len(bag)
    answer["Content-Disposition"] = content_disposition_header(True, bag.filename)
    return answer
