"""Every closed fact of a village files itself, in the transaction of the act that closes it.

Serves the plan's task four: 每一步都要留存归档. The source of a record ("meeting:12") names its
fact; whatever happens to the fact later is added to the same record.
"""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from archives.acts import returning
from archives.acts import words as words_acts
from archives.acts.record import add_part, file_fact, record_of, titled
from archives.models import Record
from archives.papers import facts as facts_papers
from archives.papers import leaves
from archives.papers.leaves import Kind
from archives.workflows.record import withdraw_filed
from township.workflow import on
from villages.acts import activity, autonomy, commendation, haves, organisation, publicity
from villages.acts import posting as posting_acts
from villages.acts import query as query_acts
from villages.acts.prior_adoption import PAPERS_ADDED
from villages.models import (
    Activity,
    Autonomy,
    Filing,
    Meeting,
    Posting,
    PriorAdoption,
    StageText,
    Tally,
    TextVersion,
)
from villages.rules.bodies import BodyKind
from villages.rules.kinds import TextKind
from villages.workflows import filing, meeting, motion, posting, query, text

# The names listened to below are announced by these.
__all__ = [
    "activity",
    "autonomy",
    "commendation",
    "filing",
    "haves",
    "meeting",
    "motion",
    "organisation",
    "posting",
    "publicity",
    "query",
    "query_acts",
    "returning",
    "text",
]

TEXT_CATEGORIES = {
    TextKind.CHARTER: "ZCH",
    TextKind.RULE: "ZDU",
    TextKind.COVENANT: "GYU",
    TextKind.AGREEMENT: "XYS",
}
# What an activity answers among the things the category asks of the association.
ASKED = {Activity.Kind.BOARD: "board", Activity.Kind.THEME: "theme"}
NONE = "无"
UNKNOWN = "没有查到"


@on("meeting.close")
def file_meeting(meeting, by, given):
    returning.file_of_meeting(
        meeting,
        by,
        parts=leaves.of_meeting(meeting),
        metadata={
            "kind": meeting.get_kind_display(),
            "total": f"{meeting.total}{meeting.unit}",
            "excluded": str(meeting.excluded),
            "present": f"{meeting.present}{meeting.unit}",
            "women": str(meeting.women_present) if meeting.women_present is not None else NONE,
            "chair": meeting.chair,
            "recorder": meeting.recorder,
        },
    )


@on("correction.carry_out")
def file_corrected(correction, by, given):
    """What was filed of the fact is filed anew; the former papers stay as older versions."""
    row = given["row"]
    if isinstance(row, Meeting):
        file_meeting(row, by, given)
        for voted in row.motions.closed().select_related("meeting__village__township"):
            file_vote(voted, by, given)
    elif isinstance(row, Tally):
        file_vote(row.motion, by, given)
    elif isinstance(row, Posting):
        file_posting(row, by, given)
    elif isinstance(row, Filing):
        file_decision(row, by, given)
    elif isinstance(row, PriorAdoption):
        file_past_text(TextVersion.objects.get(pk=row.text_version_id), by, given)
    elif isinstance(row, Record):
        words_acts.refresh(row)


@on("motion.close")
def file_vote(motion, by, given):
    prefetch_related_objects([motion], "tallies")
    names = [tally.entered_name for tally in motion.tallies.all()]
    returning.file_of_vote(
        motion,
        by,
        parts=leaves.of_vote(motion),
        metadata={
            "method": motion.get_method_display(),
            "tally": motion.get_status_display(),
            "tellers": "、".join(filter(None, [*names, motion.supervisor])) or NONE,
        },
    )


def _file_text(version, by, parts, *, on, number="", vote=None):
    charter, asks_charter = version.based_on, version.text.may_cite_charter
    vote = vote or version.motions.passed().select_related("meeting").first()
    channels = version.consultations.filter(round=version.round).count()
    metadata = {
        "version": f"第{version.number}版",
        "stage": version.get_status_display(),
        "charter_version": (str(charter) if charter else NONE) if asks_charter else "",
        "consultation": f"{channels}次" if channels else "",
        "vote": str(vote.meeting) if vote else "",
        "filing_number": number,
    }
    _as_text(version, by, parts, metadata, on=on, number=number)


def _as_text(version, by, parts, metadata, *, on, number, later=""):
    file_fact(
        version.village,
        TEXT_CATEGORIES[version.text.kind],
        source=f"text:{version.pk}",
        title=titled(version.village, str(version)),
        on=on,
        by=by,
        parts=parts,
        metadata={key: value for key, value in metadata.items() if value},
        document_number=number,
        later=later,
    )


def _stages(version, *names):
    return version.stages.filter(round=version.round, stage__in=names)


@on("text.consult")
def file_draft(version, by, given):
    rows = _stages(version, StageText.Stage.DRAFT, StageText.Stage.CONSULTATION)
    parts = [leaves.stage(row) for row in rows]
    _file_text(version, by, parts, on=max(row.fixed_on for row in rows))


@on("text.finalise")
def file_final(version, by, given):
    row = _stages(version, StageText.Stage.FINAL).get()
    _file_text(version, by, leaves.of_final(row), on=row.fixed_on)


@on("text.adopt")
def date_text(version, by, given):
    _file_text(version, by, [], on=version.adopted_on, vote=given.get("vote"))


@on("text.enter_past", PAPERS_ADDED)
def file_past_text(version, by, given):
    """One 件 with what proves it and its words, under the day of its adoption."""
    prior = version.entered_later
    parts = list(leaves.of_prior(prior))
    if given.get("has_papers", True):
        parts += facts_papers.attached(prior)
    metadata = {
        "version": f"第{version.number}版",
        "stage": "补录",
        "charter_version": str(version.based_on or NONE) if version.text.may_cite_charter else "",
        "consultation": UNKNOWN,
        "vote": prior.adopted_by,
        "filing_number": prior.receipt_no or UNKNOWN,
    }
    number, later = prior.receipt_no, prior.entry_note
    _as_text(version, by, parts, metadata, on=prior.on, number=number, later=later)


@on("text.withdraw")
def withdraw_text(version, by, given):
    withdraw_filed("text", version.pk, by=by, reason="文本不再办理，已撤回")


@on("filing.accept", "filing.order_correction", "filing.sign_order_correction")
def file_decision(row, by, given):
    if not row.is_decided:
        return
    version = row.text_version
    _file_text(version, by, leaves.of_filing(row), on=version.adopted_on, number=row.receipt_no)


@on("posting.post", posting_acts.CHANGED, "posting.take_down")
def file_posting(row, by, given):
    file_fact(
        row.village,
        "GKG",
        source=f"posting:{row.pk}",
        title=titled(row.village, f"公示：{row.title}"),
        on=row.posted_on,
        by=by,
        parts=leaves.of_posting(row),
        metadata={
            "posted_on": row.posted_on.isoformat(),
            "taken_down_on": row.taken_down_on.isoformat() if row.taken_down_on else "",
        },
    )


@on("query.record", "query.answer")
def file_query(row, by, given):
    file_fact(
        row.village,
        "GKG",
        source=f"query:{row.pk}",
        title=titled(row.village, f"{row.village.words.openness}询问：{row}"),
        on=row.asked_on,
        by=by,
        parts=[facts_papers.query(row)],
        requirement="query",
    )


@on("organisation.elect")
def file_selection(row, by, given):
    is_group = row.body.kind == BodyKind.WORKING_GROUP
    elected = [one for one in row.candidates.select_related("person") if one.is_elected]
    names = "、".join(one.person.name for one in elected) or NONE
    until = row.term_until.isoformat() if row.term_until else "一届"
    file_fact(
        row.village,
        "LDZ" if is_group else "TXZ",
        source=f"selection:{row.pk}",
        title=titled(row.village, str(row)),
        on=row.held_on,
        by=by,
        parts=[facts_papers.selection(row), *facts_papers.attached(row)],
        metadata={"term": until, "roles": names}
        if is_group
        else {
            "body": row.body.name,
            "candidates": str(row.candidates.count()),
            "method": row.get_way_display(),
            "attendance": f"{row.present}/{row.total}",
            "result": f"当选：{names}",
            "posting": row.posting.posted_on.isoformat() if row.posting else "",
        },
    )


@on("haves.check")
def file_haves(check, by, given):
    parts = facts_papers.haves(check)
    _file_association(
        check,
        by,
        "haves",
        title=f"{check.village}{check.year}年协会五有自查",
        day=check.checked_on,
        parts=parts,
        facts=("协会五有自查", check.village.words.here, ""),
    )


@on("activity.record")
def file_activity(row, by, given):
    _file_association(
        row,
        by,
        "activity",
        title=titled(row.village, str(row)),
        day=row.on,
        parts=[facts_papers.activity(row), *facts_papers.attached(row)],
        facts=("、".join(row.themes_shown) or row.title, row.place, str(row.headcount)),
        requirement=ASKED.get(row.kind, "other"),
    )


def _file_association(row, by, noun, *, title, day, parts, facts, requirement="other"):
    theme, place, headcount = facts
    photos = sum(part.kind == Kind.PHOTO for part in parts)
    file_fact(
        row.village,
        "XHH",
        source=f"{noun}:{row.pk}",
        title=title,
        on=day,
        by=by,
        parts=parts,
        requirement=requirement,
        metadata={
            "date": day.isoformat(),
            "theme": theme,
            "place": place,
            "headcount": headcount or NONE,
            "photos": str(photos),
        },
    )


@on("publicity.record")
def file_publicity(row, by, given):
    file_fact(
        row.village,
        "XCH",
        source=f"publicity:{row.pk}",
        title=titled(row.village, str(row)),
        on=row.on,
        by=by,
        parts=[facts_papers.publicity(row), *facts_papers.attached(row)],
        metadata={
            "channel": row.get_channel_display(),
            "contents": "、".join(row.contents_shown),
            "groups": "、".join(group.name for group in row.groups.all()) or NONE,
            "slogan": row.slogan or NONE,
        },
    )


@on("commendation.record")
def file_commendation(row, by, given):
    file_fact(
        row.village,
        "BZC",
        source=f"commendation:{row.pk}",
        title=titled(row.village, str(row)),
        on=row.on,
        by=by,
        parts=[facts_papers.commendation(row), *facts_papers.attached(row)],
        metadata={
            "basis_clause": row.basis_clause,
            "notice": row.notice or NONE,
            "remedy": row.remedy or NONE,
        },
    )


@on("autonomy.record")
def file_autonomy(row, by, given):
    """Agreements with households stand with the agreement's text; other forms beside the work of
    the association."""
    is_agreement = row.form == Autonomy.Form.AGREEMENT
    signed = sum(one.signed for one in row.signed_counts.all())
    parts = [facts_papers.autonomy(row), *facts_papers.attached(row)]
    record = row.text_version and record_of("text", row.text_version_id)
    if is_agreement and record and record.status != Record.Status.WITHDRAWN:
        _join(record, parts, by, f"autonomy:{row.pk}", {"signed_count": f"{signed}户"})
        return
    _file_association(
        row,
        by,
        "autonomy",
        title=f"{row.village}自治形式：{row}",
        day=min(row.since, timezone.localdate()),
        parts=parts,
        facts=(
            row.get_form_display(),
            row.village.words.here,
            f"{signed}户签订" if is_agreement else "",
        ),
    )


def _join(record, parts, by, prefix, metadata):
    reason = "办理中产生的新材料" if record.is_sealed else ""
    for part in parts:
        add_part(record, part.under(prefix), by=by, reason=reason)
    if record.is_open:
        record.metadata = record.metadata | metadata
        record.save(update_fields=["metadata"])


@on("record.seal", "record.withdraw", "record.restore")
def index_record(record, by, given):
    """The search knows a record's number and whether it was withdrawn."""
    words_acts.refresh(record)
