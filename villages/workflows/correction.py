"""What of meetings, counts and postings can be put right after it is final, and what follows.

A vote is judged again from the corrected figures under the law of the meeting's day; what was
done upon the former verdict is listed for people to decide, not undone.
"""

from django.db.models import Q
from django.utils import timezone

from township.access.policy import Role
from township.corrections import Correctable, declare
from township.dates import cn_date
from township.document_number import year_faults
from township.today import after_today
from villages.acts.meeting import faults
from villages.acts.prior_adoption import day_faults
from villages.models import (
    Filing,
    Meeting,
    Motion,
    Opinion,
    Posting,
    PriorAdoption,
    Tally,
    TextVersion,
    Village,
)
from villages.queries.meeting import figures_unasked
from villages.queries.prior_adoption import after_begin, count_faults, judge_prior
from villages.queries.verdict import attendance_problems
from villages.rules.kinds import Rating
from villages.workflows.motion import MOTION
from villages.workflows.posting import against_early
from villages.workflows.text import TEXT

BALLOTS = "逐人记名的表决不能改票。表决有误的，重新召开会议表决。"
CALLED = "到会是按花名册逐人登记的，人数不能单独更正。"
COUNTS = ("total", "present", "women_present", "reps", "women_reps", "women_reps_present")


def _against_meeting(meeting, by):
    before = Meeting.objects.get(pk=meeting.pk)
    yield from faults(meeting).values()
    if meeting.held_at > timezone.now():
        yield "会议时间不能在现在之后。"
    if meeting.has_attendance:
        yield from attendance_problems(meeting)
    yield from _against_day(meeting)
    is_recounted = any(getattr(meeting, name) != getattr(before, name) for name in COUNTS)
    if is_recounted and meeting.attendances.exists():
        yield CALLED


def _counts_of(meeting):
    """The votes counted in it: whoever corrects who came corrects what they voted."""
    tallies = Tally.objects.filter(motion__meeting=meeting, side=Tally.Side.FIRST)
    for tally in tallies.exclude(motion__status=Motion.Status.OPEN).select_related("motion"):
        names = TALLY_CORRECTION.fields if tally.motion.is_secret else ("yes", "no", "abstain")
        yield tally, str(tally.motion), names


def _passed_texts(meeting):
    """Texts that this meeting adopted; they bear its day."""
    passed = meeting.motions.filter(status=Motion.Status.PASSED)
    rows = TextVersion.objects.filter(motions__in=passed).exclude(adopted_on=None)
    return rows.select_related("text", "filing")


def _against_day(meeting):
    """The day it was adopted lies between the version before and what followed upon it."""
    day = meeting.held_on
    for version in _passed_texts(meeting):
        filing = getattr(version, "filing", None)
        if filing and filing.submitted_on and filing.submitted_on < day:
            told = f"《{version.text}》{cn_date(filing.submitted_on)}已报备案"
            yield f"{told}，会议不能晚于这一天。"
        if version.superseded_on and version.superseded_on < day:
            told = f"《{version.text}》{cn_date(version.superseded_on)}已被新版替代"
            yield f"{told}，会议不能晚于这一天。"
        for older in version.text.versions.filter(number__lt=version.number):
            if older.adopted_on and older.adopted_on > day:
                told = f"《{version.text}》的上一版是{cn_date(older.adopted_on)}通过的"
                yield f"{told}，会议不能早于这一天。"


def _follow_day(meeting):
    """What counts from the day of the meeting goes with it."""
    day = meeting.held_on
    for version in _passed_texts(meeting).exclude(adopted_on=day):
        was, version.adopted_on = version.adopted_on, day
        version.save(update_fields=["adopted_on"])
        replaced = version.text.versions.filter(number__lt=version.number, superseded_on=was)
        replaced.update(superseded_on=day)
        filing = getattr(version, "filing", None)
        if filing is not None:
            filing.due_on += day - was
            filing.save(update_fields=["due_on"])
        told = f"《{version.text}》的通过日期随之改为{cn_date(day)}。"
        yield told, version.get_absolute_url()


def _follow_meeting(meeting, by):
    yield from _follow_day(meeting)
    for tally in Tally.objects.filter(motion__meeting=meeting, side=Tally.Side.FIRST):
        _agree_both_sides(tally)
    for motion in meeting.motions.closed().select_related("text_version__text"):
        yield from _judged_again(motion, by)


def _against_tally(tally, by):
    if tally.motion.is_roll_call:
        yield BALLOTS


def _follow_tally(tally, by):
    _agree_both_sides(tally)
    yield from _judged_again(tally.motion, by)


def _agree_both_sides(tally):
    """Both sides of a secret count agreed and stay in agreement."""
    counts = {name: getattr(tally, name) for name in TALLY_CORRECTION.fields}
    other = Tally.objects.filter(motion=tally.motion_id).exclude(pk=tally.pk)
    other.filter(~Q(**counts)).update(**counts)


def _judged_again(motion, by):
    """The verdict anew; yields what it was, what it is, and what rests upon it."""
    before, told = motion.get_status_display(), motion.verdict
    motion = MOTION.perform("judge_again", motion, by=by)
    after = motion.get_status_display()
    if before != after:
        yield (
            f"“{motion}”重新认定：由“{before}”变为“{after}”。下面依据原来结果办的，请逐项处理。",
            motion.get_absolute_url(),
        )
        yield from _resting_upon(motion)
    elif motion.verdict != told:
        yield f"“{motion}”按更正后的数字重新认定，结果仍是“{after}”。", motion.get_absolute_url()


def _resting_upon(motion):
    if motion.recall:
        told = f"{motion.recall}登记为“{motion.recall.get_status_display()}”，任职按实际情况核对。"
        yield told, motion.recall.get_absolute_url()
    for row in motion.appraisals.filter(rating=Rating.INCOMPETENT):
        yield f"{row}，任职按实际情况核对。", row.term.get_absolute_url()
    version = motion.text_version
    if version is not None:
        told = f"《{version.text}》现在是“{version.get_status_display()}”。"
        yield told, version.get_absolute_url()
        filing = getattr(version, "filing", None)
        if filing is not None:
            yield f"备案：{filing.get_status_display()}。", filing.get_absolute_url()
        for posting in version.postings.all():
            yield f"公示“{posting}”：{posting.get_status_display()}。", posting.get_absolute_url()
    for posting in motion.meeting.postings.filter(text_version=None):
        yield f"公示“{posting}”：{posting.get_status_display()}。", posting.get_absolute_url()


def _against_posting(posting, by):
    yield from after_today(posting.posted_on, "张贴日期")
    yield from after_today(posting.taken_down_on, "撤下日期")
    yield from against_early(posting, posting.taken_down_on, posting.early_reason)


MEETING_CORRECTION = declare(
    Correctable(
        Meeting,
        (
            "held_at",
            "place",
            "chair",
            "recorder",
            "noticed_on",
            *COUNTS,
            "total_note",
            "excluded",
            "guests",
            "summary",
        ),
        "meeting.correct",
        "villages:meeting_correct",
        second=Role.OFFICE,
        is_final=lambda meeting: meeting.is_closed,
        against=_against_meeting,
        follow=_follow_meeting,
        beside=_counts_of,
        unasked=figures_unasked,
        select=("village__township",),
    )
)
TALLY_CORRECTION = declare(
    Correctable(
        Tally,
        ("issued", "returned", "yes", "no", "abstain", "invalid"),
        "meeting.correct",
        "villages:tally_correct",
        second=Role.OFFICE,
        is_final=lambda tally: tally.motion.is_closed,
        against=_against_tally,
        follow=_follow_tally,
        select=("motion__meeting__village__township", "motion__text_version__text"),
    )
)
POSTING_CORRECTION = declare(
    Correctable(
        Posting,
        ("title", "posted_on", "until", "place", "taken_down_on", "early_reason"),
        "posting.correct",
        "villages:posting_correct",
        is_final=lambda posting: posting.is_taken_down,
        against=_against_posting,
        past=("posted_on", "taken_down_on"),
        select=("village__township",),
        file=("photo", "张贴照片"),
    )
)


def _against_village(village, by):
    if any(one["name"] == village.name for one in village.former):
        yield "这是它用过的名称，请按更名登记。"


VILLAGE_CORRECTION = declare(
    Correctable(
        Village,
        ("name",),
        "village.correct",
        "villages:village_correct",
        against=_against_village,
        select=("township",),
    )
)
OPINION_CORRECTION = declare(
    Correctable(
        Opinion,
        ("channel", "on", "group", "content", "handling", "reply"),
        "text.correct",
        "villages:opinion_correct",
        is_final=lambda opinion: opinion.text_version.is_decided,
        past=("on",),
        select=("text_version__text__village__township",),
    )
)


def _unasked_of_filing(filing):
    return ("order_no", "correct_by") if filing.receipt_no else ("receipt_no",)


def _against_filing(filing, by):
    yield from after_today(filing.decided_on, "审查日期")
    if filing.decided_on < filing.submitted_on:
        yield "审查日期早于报送日期，请检查。"
    if filing.correct_by and filing.correct_by <= filing.decided_on:
        yield f"改正期限（{cn_date(filing.correct_by)}）要在发出日期以后。"
    yield from year_faults(filing.order_no, filing.decided_on)


def _follow_filing(filing, by):
    paper = "备案回执" if filing.receipt_no else "责令改正通知书"
    told = f"{paper}按更正后的内容重新出具，请打印发给{filing.village}，原来的收回。"
    yield told, filing.get_absolute_url()


FILING_CORRECTION = declare(
    Correctable(
        Filing,
        ("receipt_no", "order_no", "decided_on", "correct_by", "opinion"),
        "filing.review",
        "villages:filing_correct",
        second=Role.LEADER,
        is_final=lambda filing: filing.is_decided,
        against=_against_filing,
        follow=_follow_filing,
        past=("decided_on",),
        unasked=_unasked_of_filing,
        select=("township", "text_version__text__village__township"),
    )
)


def _against_prior(prior, by):
    before = PriorAdoption.objects.get(pk=prior.pk)
    version = prior.text_version
    yield from day_faults(prior)
    yield from count_faults(prior)
    yield from after_begin(version.text.village.township, prior.on)
    if before.filed_on and not prior.filed_on:
        yield "备案日期不能删去。"
    if version.superseded_on and prior.on > version.superseded_on:
        yield "通过日期不能晚于被新版替代的日期。"


def _follow_prior(prior, by):
    """The day of the text follows; what was judged is judged anew."""
    version, told = prior.text_version, prior.verdict
    TextVersion.objects.filter(pk=version.pk).update(adopted_on=prior.on)
    prior.question, prior.verdict = judge_prior(prior)
    prior.save(update_fields=["question", "verdict"])
    if prior.filed_on and version.status == TextVersion.Status.ADOPTED:
        TEXT.perform("enter_filed", version, by=by)
    if prior.verdict != told:
        judged = prior.judged
        outcome = judged.sentence if judged else "人数不全，系统没有判断"
        yield f"按更正后的内容重新认定：{outcome}。", version.get_absolute_url()


PRIOR_CORRECTION = declare(
    Correctable(
        PriorAdoption,
        (
            *("on", "effective_on", "meeting_kind", "meeting_title", "method", "mode"),
            *(
                "total",
                "present",
                "yes",
                "no",
                "abstain",
                "invalid",
                "filed_on",
                "receipt_no",
                "proof",
            ),
        ),
        "text.enter_past",
        "villages:prior_correct",
        second=Role.OFFICE,
        against=_against_prior,
        follow=_follow_prior,
        past=("on", "effective_on", "filed_on"),
        select=("text_version__text__village__township",),
    )
)
