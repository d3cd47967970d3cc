"""When a text may be put to the people, settled, adopted, filed and replaced."""

from django.db.models import Max, Q
from django.utils import timezone

from township.dates import cn_date
from township.today import day_faults
from township.workflow import Mendable, Transition, Workflow
from villages.acts import text as text_acts
from villages.models import Motion, Prereview, StageText, TextVersion
from villages.queries import text as text_queries
from villages.queries.prereview import current_of
from villages.rules.kinds import ClauseKind
from villages.rules.prereview import waits_for
from villages.workflows.prereview import PREREVIEW

Status = TextVersion.Status


def _may_consult(version, by, on=None, **given):
    yield from day_faults(on)
    if not version.clauses.filter(kind=ClauseKind.ARTICLE).exists():
        yield Mendable("还没有条款。请先把全文粘贴进来。", "villages:text_write", version.pk)
    yield from _unfounded(version)


def _unfounded(version):
    """制度 and 协议书 rest on a charter in force, where a campaign asks for charters; a charter
    that is cited is the one in force."""
    charter = version.based_on
    is_lacking = charter is None and version.text.needs_charter
    if is_lacking and text_queries.is_charter_asked(version):
        kind = version.text.get_kind_display()
        told = f"{kind}要依据现行有效的自治章程，请先让章程表决通过，再填依据。"
        yield Mendable(told, "villages:text_basis", version.pk)
    elif charter and charter.status == Status.SUPERSEDED:
        told = "所依据的章程已有新版，请先改为依据新版章程。"
        yield Mendable(told, "villages:text_basis", version.pk)


def _consult(version, by, on=None, **given):
    on = on or timezone.localdate()
    version.round += 1
    version.save(update_fields=["round"])
    text = text_queries.written(version)
    text_acts.fix_stage(version, StageText.Stage.DRAFT, version.draft or text, on)
    text_acts.fix_stage(version, StageText.Stage.CONSULTATION, text, on)


def _may_finalise(version, by, on=None, **given):
    least = version.village.township.setting("consultation_channels_min")
    rows = version.consultations.filter(round=version.round)
    used = rows.values("channel").distinct().count()
    last = rows.aggregate(last=Max("on"))["last"]
    yield from day_faults(on, after=last, what="最后一次征求意见")
    if used < least:
        told = f"征求意见要用{least}种以上方式，现在登记了{used}种。"
        yield Mendable(told, "villages:consultation_create", version.pk)
    yield from _unfounded(version)
    waiting = version.opinions.filter(round=version.round).unhandled().count()
    if waiting:
        yield f"还有{waiting}条意见没有处理。"
    if not version.clauses.filter(kind=ClauseKind.ARTICLE).exists():
        yield Mendable("文本里没有条款。", "villages:text_write", version.pk)
    yield from _waits_for_prereview(version, on)


def _waits_for_prereview(version, on):
    """The township is heard, and no longer than its days."""
    sent = current_of(version)
    if sent is None:
        return
    if waiting := waits_for(sent.sent, on or timezone.localdate()):
        yield Mendable(waiting, "villages:prereview", sent.pk)
    heard = max(day for day in (sent.sent_on, sent.given_on, sent.answered_on) if day)
    yield from day_faults(on, after=heard, what="提请审核")


def _finalise(version, by, on=None, **given):
    text = text_queries.written(version)
    text_acts.fix_stage(version, StageText.Stage.FINAL, text, on or timezone.localdate())
    _end_prereview("lapse", version, by)


def _end_prereview(act, version, by):
    """What still waits for an opinion waits no more."""
    for row in version.prereviews.filter(status=Prereview.Status.SENT):
        PREREVIEW.perform(act, row, by=by)


def _may_revert(version, by, **given):
    waiting = version.motions.open().select_related("meeting").first()
    if waiting:
        told = f"已列入{waiting.meeting}的议题。请先在会议里删去这个议题。"
        yield Mendable(told, "villages:meeting", waiting.meeting_id)


def _stop_prereview(version, by, **given):
    _end_prereview("stop", version, by)


def _may_withdraw(version, by, **given):
    yield from _may_revert(version, by)


def _passed(version):
    return version.motions.filter(status=Motion.Status.PASSED).select_related("meeting").first()


def _may_adopt(version, by, vote=None, **given):
    """`vote`: the motion that passed it, where that is in hand."""
    motion = vote or _passed(version)
    if motion is None:
        yield "还没有合法通过的表决。"
        return
    # Kept with the row in hand for `_adopt`, which is next.
    version.__dict__["replaced_in_hand"] = list(_replaced(version))
    for older in version.__dict__["replaced_in_hand"]:
        if older.adopted_on > motion.meeting.held_on:
            day = older.adopted_on
            yield f"第{older.number}版是{cn_date(day)}通过的，晚于本次会议。"


def _replaced(version):
    return TextVersion.objects.filter(
        text=version.text_id, status__in=TextVersion.IN_FORCE
    ).exclude(pk=version.pk)


def _adopt(version, by, vote=None, **given):
    final = text_queries.final_text(version)
    version.adopted_on = (vote or _passed(version)).meeting.held_on
    version.sha256 = final.sha256
    version.save(update_fields=["adopted_on", "sha256"])
    for older in version.__dict__.pop("replaced_in_hand"):
        TEXT.perform("supersede", older, by=by, on=version.adopted_on)


def _supersede(version, by, on=None, **given):
    version.superseded_on = on
    version.save(update_fields=["superseded_on"])


def _is_replaced(version, by, on=None, **given):
    if on is None:
        yield "有新版本通过时，系统会自动替代。"


def vote_fell(version):
    """Was it put to the vote here, and did no vote pass it (any more)?"""
    return TextVersion.objects.of_fallen_vote().filter(pk=version.pk).exists()


def _may_lapse(version, by, **given):
    if not vote_fell(version):
        yield "表决通过仍然成立，文本照常施行。"


def _vote_stands(user):
    return ~Q(pk__in=TextVersion.objects.of_fallen_vote())


def _by_filing(status, sentence):
    """Guard: the township's decision on the filing has been taken."""

    def guard(version, by, **given):
        filing = getattr(version, "filing", None)
        if filing is None or filing.status != status:
            yield sentence

    return guard


def _may_enter_past(version, by, **given):
    """Only what was entered as in force already; a draft goes its own way."""
    prior = version.entered_later
    if prior is None:
        yield "这是在系统里起草的文本，要征求意见、表决。"


def _enter_past(version, by, sha256="", **given):
    version.adopted_on, version.sha256 = version.entered_later.on, sha256
    version.save(update_fields=["adopted_on", "sha256"])


def _was_filed(version, by, **given):
    prior = version.entered_later
    if prior is None or prior.filed_on is None:
        yield "补录时没有填备案日期。"


TEXT = Workflow(
    TextVersion,
    "text",
    [
        Transition(
            "consult",
            "开始征求意见",
            (Status.DRAFT,),
            Status.CONSULTING,
            "text.edit",
            guard=_may_consult,
            effect=_consult,
            confirm="草稿和征求意见稿会各留一份，以后不能改动；征求意见期间仍可逐条修改。",
        ),
        Transition(
            "finalise",
            "定稿，准备表决",
            (Status.CONSULTING,),
            Status.FINAL,
            "text.edit",
            guard=_may_finalise,
            effect=_finalise,
            confirm="定稿后文字不能再改，交会议表决的就是这一稿。",
        ),
        Transition(
            "adopt",
            "表决通过",
            (Status.FINAL,),
            Status.ADOPTED,
            "text.edit",
            guard=_may_adopt,
            effect=_adopt,
        ),
        Transition(
            "revert",
            "退回草稿",
            (Status.CONSULTING, Status.FINAL),
            Status.DRAFT,
            "text.edit",
            guard=_may_revert,
            effect=_stop_prereview,
            style="secondary",
            confirm="退回后可以重新修改；修改好要再征求一次意见才能表决。",
        ),
        Transition(
            "withdraw",
            "撤回文本",
            (Status.DRAFT, Status.CONSULTING),
            Status.WITHDRAWN,
            "text.edit",
            guard=_may_withdraw,
            effect=_stop_prereview,
            style="outline-danger",
            confirm="撤回后这一版不能再办理，文字留存备查。",
        ),
        Transition(
            "lapse",
            "停止施行（表决更正后没有通过）",
            (Status.ADOPTED, Status.FILED, Status.CORRECTING),
            Status.WITHDRAWN,
            "filing.review",
            guard=_may_lapse,
            not_by=_vote_stands,
            style="outline-danger",
            confirm="停止后这一版不再是现行文本，文字和表决记录留存；要重新表决的，另立新版本。",
        ),
        Transition(
            "file",
            "予以备案",
            (Status.ADOPTED,),
            Status.FILED,
            "filing.carry_out",
            guard=_by_filing("filed", "还没有备案编号。"),
        ),
        Transition(
            "order_correction",
            "责令改正",
            (Status.ADOPTED,),
            Status.CORRECTING,
            "filing.carry_out",
            guard=_by_filing("correcting", "镇里没有责令改正。"),
        ),
        Transition(
            "enter_past",
            "补录既有文本",
            (Status.DRAFT,),
            Status.ADOPTED,
            "text.enter_past",
            guard=_may_enter_past,
            effect=_enter_past,
        ),
        Transition(
            "enter_filed",
            "补录备案",
            (Status.ADOPTED,),
            Status.FILED,
            "text.enter_past",
            guard=_was_filed,
        ),
        Transition(
            "supersede",
            "由新版替代",
            TextVersion.IN_FORCE,
            Status.SUPERSEDED,
            "text.edit",
            guard=_is_replaced,
            effect=_supersede,
        ),
    ],
    brings=("text__village__township", "based_on__text", "prior"),
)
