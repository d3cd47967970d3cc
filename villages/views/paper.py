"""Papers: every one as a page, for Word and as PDF, with the code that leads back to its page."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from township.access import is_within_reach, needs
from township.crud.trails import trail_of
from township.papers import compose, send
from township.papers.issued import printed
from villages.models import (
    Deliberation,
    Filing,
    Meeting,
    Motion,
    Posting,
    Prereview,
    Recall,
    TextVersion,
    Village,
)
from villages.papers import letters
from villages.papers import meeting as meeting_papers
from villages.papers import organisation as organisation_papers

MEETING = {
    "notice": ("会议通知", "meeting_notice", meeting_papers.notice),
    "sign-in": ("签到册", "sign_in", meeting_papers.sign_in),
    "ballots": ("表决票", "ballot", meeting_papers.ballots),
    "tally-1": ("计票单（第一份）", "tally_form", lambda m: meeting_papers.tally_form(m, 1)),
    "tally-2": ("计票单（第二份）", "tally_form", lambda m: meeting_papers.tally_form(m, 2)),
    "minutes": ("会议记录", "minutes", meeting_papers.minutes),
}
FILING = {
    "letter": ("备案报告", "filing_letter", letters.filing_letter),
    "review": ("审查表", "review_sheet", letters.review_sheet),
    "receipt": ("备案回执", "filing_receipt", letters.filing_receipt),
    "order": ("责令改正通知书", "correction_order", letters.correction_order),
}


def papers_of_meeting(meeting, motions):
    """[{"label", "url"}] for the side of a meeting's page: what is of use at this moment."""
    wanted = ["notice", "sign-in"] if meeting.status == Meeting.Status.PLANNED else ["sign-in"]
    if any(motion.is_secret for motion in motions):
        wanted += ["ballots", "tally-1", "tally-2"]
    if meeting.has_attendance:
        wanted.append("minutes")
    links = [
        {
            "label": MEETING[name][0],
            "url": reverse("villages:meeting_paper", args=[meeting.pk, name]),
        }
        for name in wanted
    ]
    for motion in motions:
        if motion.is_closed:
            url = reverse("villages:vote_record", args=[motion.pk])
            links.append({"label": f"表决记录：{motion}", "url": url})
    return links


def may_draft(filing, user):
    """Who drafts and who signs sees a decision before it is out; the village does not."""
    return any(is_within_reach(filing, user, one) for one in ("filing.review", "filing.sign"))


def papers_of_filing(filing, user):
    if filing.ended_unsent:
        return []
    wanted = ["letter"] if filing.status == Filing.Status.TO_SUBMIT else ["letter", "review"]
    if filing.status == Filing.Status.FILED:
        wanted.append("receipt")
    is_drafted = filing.status == Filing.Status.TO_SIGN and may_draft(filing, user)
    if filing.status == Filing.Status.CORRECTING or is_drafted:
        wanted.append("order")
    return [
        {
            "label": FILING[name][0],
            "url": reverse("villages:filing_paper", args=[filing.pk, name]),
        }
        for name in wanted
    ]


def papers_of_prereview(row):
    """The township's opinion, once it is given."""
    if row.status != Prereview.Status.GIVEN:
        return []
    url = reverse("villages:prereview_paper", args=[row.pk])
    return [{"label": "审核意见", "url": url}]


def _sent(request, name, context, village, row):
    paper = compose(name, context, township=village.township)
    return _shown(request, paper, row)


def _shown(request, paper, row):
    return send(request, paper, breadcrumbs=[*trail_of(row), ("文书", None)])


@require_safe
@needs("meeting.view")
def meeting_paper(request, pk, name):
    rows = Meeting.objects.for_user(request.user, "meeting.view")
    meeting = get_object_or_404(rows.select_related("village__township"), pk=pk)
    if name not in MEETING:
        raise Http404
    _, template, context = MEETING[name]
    return _sent(request, template, context(meeting), meeting.village, meeting)


@require_safe
@needs("meeting.view")
def vote_record(request, pk):
    rows = Motion.objects.for_user(request.user, "meeting.view")
    motion = get_object_or_404(
        rows.select_related("meeting__village__township", "text_version__text"), pk=pk
    )
    return _sent(request, "vote_record", meeting_papers.vote_record(motion), motion.village, motion)


@require_safe
@needs("meeting.view")
def deliberation_paper(request, pk):
    rows = Deliberation.objects.for_user(request.user, "meeting.view")
    row = get_object_or_404(rows.select_related("village__township"), pk=pk)
    return _sent(request, "fact_sheet", meeting_papers.deliberation(row), row.village, row)


@require_safe
@needs("meeting.view")
def recall_paper(request, pk):
    rows = Recall.objects.for_user(request.user, "meeting.view")
    row = get_object_or_404(rows.select_related("village__township", "term__person"), pk=pk)
    return _sent(request, "fact_sheet", meeting_papers.recall(row), row.village, row)


@require_safe
@needs("text.view")
def text_paper(request, pk):
    version = _version(request, pk)
    return _sent(request, "text", letters.text(version), version.village, version)


@require_safe
@needs("text.view")
def consultation_paper(request, pk):
    version = _version(request, pk)
    return _sent(request, "consultation", letters.consultation(version), version.village, version)


def _version(request, pk):
    rows = TextVersion.objects.for_user(request.user, "text.view")
    return get_object_or_404(
        rows.select_related("text__village__township", "based_on__text"), pk=pk
    )


@require_safe
@needs("filing.view")
def filing_paper(request, pk, name):
    rows = Filing.objects.for_user(request.user, "filing.view")
    filing = get_object_or_404(
        rows.select_related("text_version__text__village__township", "township", "decided_by"),
        pk=pk,
    )
    offered = {link["url"] for link in papers_of_filing(filing, request.user)}
    if name not in FILING or request.path not in offered:
        raise Http404
    _, template, values_of = FILING[name]
    is_out = filing.is_decided if name == "order" else filing.status != Filing.Status.TO_SUBMIT
    paper = printed(template, filing, values_of, filing.township, is_out=is_out)
    return _shown(request, paper, filing)


@require_safe
@needs("text.view")
def prereview_paper(request, pk):
    rows = Prereview.objects.for_user(request.user, "text.view")
    rows = rows.filter(status=Prereview.Status.GIVEN)
    row = get_object_or_404(rows.select_related("text_version__text__village__township"), pk=pk)
    township = row.village.township
    paper = printed("prereview_opinion", row, letters.prereview_opinion, township)
    return _shown(request, paper, row)


@require_safe
@needs("organisation.view")
def organisation_paper(request, village):
    rows = Village.objects.for_user(request.user, "organisation.view")
    row = get_object_or_404(rows.select_related("township"), pk=village)
    values = organisation_papers.bodies_sheet(row, timezone.localdate())
    return _sent(request, "fact_sheet", values, row, row)


@require_safe
@needs("posting.view")
def posting_paper(request, pk):
    rows = Posting.objects.for_user(request.user, "posting.view")
    row = get_object_or_404(rows.select_related("village__township", "text_version__text"), pk=pk)
    return _shown(
        request, printed("public_notice", row, letters.posting, row.village.township), row
    )
