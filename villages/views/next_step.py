"""Where a text and a meeting stand, and the one lawful next step, with a sentence why."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from township.dates import cn_date, cn_date_in, days_told
from villages.models import Filing, Posting, TextVersion
from villages.queries.posting import least_days
from villages.queries.prereview import current_of, lacking
from villages.queries.prior_adoption import has_papers
from villages.queries.roll import entitled
from villages.queries.text import may_revise
from villages.rules.competence import SUPREME
from villages.rules.kinds import TextKind
from villages.rules.minutes import says_something
from villages.rules.prereview import waits_for
from villages.views.frame import may_in
from villages.views.vote_outcome import Next, after_vote, body_for, last_vote, vote_told
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.text import TEXT, vote_fell

Status = TextVersion.Status
LABELS = ("草稿", "征求意见", "定稿", "表决", "备案", "公示")
AT = {
    Status.DRAFT: 0,
    Status.CONSULTING: 1,
    Status.FINAL: 3,
    Status.ADOPTED: 4,
    Status.CORRECTING: 4,
    Status.FILED: 5,
    Status.SUPERSEDED: 6,
}


def steps(version, postings):
    """Steps for components/stepper.html; none where the way lay before the system."""
    if version.entered_later:
        return []
    at = AT.get(version.status, 0)
    if version.status == Status.FILED and postings:
        at = 6
    dates = _dates(version, postings)
    return [
        {
            "label": label,
            "state": "done" if n < at else "current" if n == at else "todo",
            "hint": "责令改正"
            if n == 4 and version.status == Status.CORRECTING
            else _short(dates.get(n)),
        }
        for n, label in enumerate(LABELS)
    ]


def _short(day):
    """A day that fits under a step; the year only when it is not this one."""
    return "" if day is None else cn_date_in(day, timezone.localdate().year)


def _dates(version, postings):
    kept = {"draft": 0, "consultation": 1, "final": 2}
    found = {
        kept[stage.stage]: stage.fixed_on
        for stage in version.stages.all()
        if stage.round == version.round and _is_reached(version, kept[stage.stage])
    }
    found[3] = version.adopted_on
    filing = getattr(version, "filing", None)
    found[4] = filing and (filing.decided_on or filing.submitted_on)
    found[5] = postings[0].posted_on if postings else None
    return found


def _is_reached(version, step):
    return step <= AT.get(version.status, 0)


def next_of_text(version, user, workflow):
    """The next step of a text for this user."""
    if version.entered_later and version.status in TextVersion.IN_FORCE:
        return _of_prior(version.entered_later)
    if version.status in (Status.ADOPTED, Status.CORRECTING, Status.FILED):
        return _next_after_vote(version, user)
    is_writer = may_in(user, "text.edit", version.village)
    if version.status == Status.WITHDRAWN and is_writer and may_revise(version):
        url = reverse("villages:text_revise", args=[version.pk])
        return Next("这一版已撤回。还要办的，可以重新起草。", "重新起草", url)
    if version.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        return Next(f"这一版{version.get_status_display()}，只供查阅。", tone="neutral")
    if not is_writer:
        return Next(
            f"现在是“{version.get_status_display()}”，由{version.village}办理。", tone="neutral"
        )
    if version.status == Status.DRAFT:
        return _next_of_draft(version, user, workflow)
    if version.status == Status.CONSULTING:
        return _next_of_consultation(version, user, workflow)
    return _next_of_final(version)


def _of_prior(prior):
    """What was entered is in force; where its own figures say it was not carried, that is told."""
    judged = prior.judged
    if judged is not None and not judged.is_passed:
        sentence = f"按补录的人数和票数，{judged.sentence}。请核对；没有填错的，重新表决一次。"
        return Next(sentence, tone="bad")
    if not has_papers(prior):
        sentence = "既有文本，施行中。现在只登记了原件在哪里，扫描或者拍照后在下面补交。"
        return Next(sentence, tone="waiting")
    return Next("既有文本，施行中。要修改的，制定新版本，按规定表决。", tone="good")


def _next_of_draft(version, user, workflow):
    if not version.clauses.exists():
        return Next(
            "先把草稿全文粘贴进来，系统会按条分开。",
            "粘贴全文",
            reverse("villages:text_write", args=[version.pk]),
        )
    if version.text.needs_charter and version.based_on is None and _has_charter(version):
        return Next(
            f"{version.text.get_kind_display()}要依据现行有效的自治章程。",
            "填写依据的章程",
            reverse("villages:text_basis", args=[version.pk]),
        )
    reasons = workflow["consult"].reasons_against(version, user)
    least = version.village.township.setting("consultation_channels_min")
    sentence, label = f"草稿写好后，要用{least}种以上方式征求群众意见。", "开始征求意见"
    if version.text.kind == TextKind.COVENANT and version.based_on is None:
        sentence += _charter_hint(version)
    if vote := last_vote(version):
        sentence, label = f"{vote.meeting}：{vote_told(vote)}", "重新征求意见"
    return Next(
        sentence,
        "" if reasons else label,
        reverse("villages:text_act", args=[version.pk, "consult"]),
        reasons=tuple(reasons),
    )


def _charter_hint(version):
    if _has_charter(version):
        return "本村（社区）有现行的自治章程，可以在“修改依据”里写明。"
    return "没有自治章程也可以先制定。"


def _has_charter(version):
    return TextVersion.objects.charter_of(version.village, timezone.localdate()) is not None


def _next_of_consultation(version, user, workflow):
    least = version.village.township.setting("consultation_channels_min")
    rows = version.consultations.filter(round=version.round)
    used = rows.values("channel").distinct().count()
    if used < least:
        return Next(
            f"表决前至少用{least}种方式征求意见，已登记{used}种。每办一次，登记一次。",
            "登记征求意见",
            reverse("villages:consultation_create", args=[version.pk]),
        )
    waiting = version.opinions.filter(round=version.round).unhandled().first()
    if waiting:
        return Next(
            "收到的每条意见都要有处理：采纳、部分采纳或不采纳。",
            "处理意见",
            reverse("villages:opinion_answer", args=[waiting.pk]),
        )
    if step := _next_of_prereview(version):
        return step
    return Next(
        "方式够了，意见也处理完了。按意见改好条文后就可以定稿，定稿才能交会议表决。",
        "定稿，准备表决",
        reverse("villages:text_act", args=[version.pk, "finalise"]),
        reasons=tuple(workflow["finalise"].reasons_against(version, user)),
    )


def _next_of_prereview(version):
    """提请审核, where it is asked and not taken, or is not over; None when the text may go on."""
    if lacks := lacking(version):
        url = reverse("villages:prereview_send", args=[version.pk])
        return Next(f"意见处理完了，请按意见改好条文。{lacks}", "提请审核", url)
    row = current_of(version)
    waiting = waits_for(row.sent, timezone.localdate()) if row else ""
    if not waiting:
        return None
    if row.needs_answer:
        url = reverse("villages:prereview_act", args=[row.pk, "answer"])
        return Next(waiting, "答复采纳情况", url)
    return Next(waiting, "查看送审", row.get_absolute_url(), tone="waiting")


def _next_of_final(version):
    waiting = version.motions.open().select_related("meeting").first()
    if waiting:
        return Next(
            f"已列入{waiting.meeting}。开完会后登记到会人数和票数。",
            "打开这次会议",
            waiting.meeting.get_absolute_url(),
        )
    body = body_for(version)
    assembly = version.village.words.assembly.label
    lent = "" if version.text.kind in SUPREME else f"（要有授权），也可以由{assembly}表决"
    sentence = f"{version.text.get_kind_display()}由{body.label}表决通过{lent}。"
    if vote := last_vote(version):
        sentence = f"{vote.meeting}：{vote_told(vote)}"
    return Next(
        sentence,
        "登记会议，交付表决",
        f"{reverse('villages:meeting_create', args=[version.village.pk])}"
        f"?text={version.pk}&kind={body.value}",
    )


def _next_after_vote(version, user):
    if vote_fell(version):
        sentence = "表决更正后没有通过：不要再照着办，停止施行后另立新版本重新表决。"
        if not TEXT.awaits("lapse", version, user):
            return Next(sentence, tone="bad")
        act = reverse("villages:text_act", args=[version.pk, "lapse"])
        return Next(sentence, "停止施行", act, tone="bad")
    filing = getattr(version, "filing", None)
    if filing is None:
        return Next("已通过。", tone="good")
    url = filing.get_absolute_url()
    if filing.status == Filing.Status.TO_SUBMIT:
        due = filing.due_on
        days = version.village.township.setting("filing_days")
        whom = "报送" if version.village.is_community else "报镇里"
        sentence = f"通过后{days}日内{whom}备案，最晚{cn_date(due)}"
        sentence += "，已经超期，请尽快报送。" if filing.is_late else "。"
        if FILING.awaits("submit", filing, user):
            act = reverse("villages:filing_act", args=[filing.pk, "submit"])
            tone = "bad" if filing.is_late else "active"
            return Next(sentence, "报送备案", act, tone=tone)
        return Next(sentence, tone="waiting")
    if filing.status == Filing.Status.SUBMITTED:
        label = "去审查" if FILING.awaits("accept", filing, user) else "查看审查进度"
        return Next("已报送，等待镇里审查。", label, url, tone="waiting")
    if filing.status == Filing.Status.TO_SIGN:
        if FILING.awaits("sign_order_correction", filing, user):
            act = reverse("villages:filing_act", args=[filing.pk, "sign_order_correction"])
            return Next("责令改正通知书已拟好，等您签发。", "去签发", act, tone="active")
        return Next("镇里已经审查，正在办理。", "查看审查进度", url, tone="waiting")
    if filing.status == Filing.Status.CORRECTING:
        return _next_of_correction(version, user, filing)
    return _next_of_filed(version, user)


def _next_of_correction(version, user, filing):
    day = filing.correct_by
    left = days_told(day, timezone.localdate())
    sentence = f"镇里责令{cn_date(day)}前改正（{left}）。要制定新版本，重新征求意见和表决。"
    newer = version.text.versions.open().first()
    if newer:
        return Next(sentence, f"打开第{newer.number}版", newer.get_absolute_url(), tone="bad")
    if not may_in(user, "text.edit", version.village):
        return Next(sentence, tone="bad")
    return Next(
        sentence, "制定新版本", reverse("villages:text_revise", args=[version.pk]), tone="bad"
    )


def _next_of_filed(version, user):
    posting = version.postings.first()
    least = least_days(version.village, timezone.localdate())
    if posting is None and may_in(user, "posting.edit", version.village):
        url = reverse("villages:posting_create", args=[version.village.pk])
        return Next(
            f"已备案。请在公开栏公布，不少于{least}天，拍照留存。",
            "登记公示",
            f"{url}?text={version.pk}",
        )
    if posting is None:
        return Next("已备案，等待公布。", tone="waiting")
    if posting.status == Posting.Status.TAKEN_DOWN:
        return Next("已通过、备案、公示，全部办完。", tone="good")
    day = posting.until
    return Next(
        f"公示到{cn_date(day)}。期满后登记撤下。",
        "打开公示",
        posting.get_absolute_url(),
        tone="good",
    )


def next_of_meeting(meeting, motions, user):
    """The next step of a meeting for this user."""
    if meeting.status == meeting.Status.CANCELLED:
        return Next("会议已取消。", tone="neutral")
    if meeting.status == meeting.Status.CLOSED:
        return _next_of_closed(meeting, motions, user)
    if not MEETING.awaits("close", meeting, user):
        return Next("会议由村（社区）登记。", tone="neutral")
    if not meeting.is_over:
        return _next_before(meeting, motions)
    if not meeting.has_attendance:
        return _next_of_attendance(meeting)
    for motion in motions:
        if follows := _next_of_count(meeting, motion):
            return follows
    if not motions and not says_something(meeting.summary):
        return Next(
            "没有表决事项的，写明会议讨论了什么；有表决事项的，先添加议题。",
            "填写会议内容",
            reverse("villages:meeting_summary", args=[meeting.pk]),
        )
    return Next(
        "到会人数和票数都有了。结束会议后，系统按会议当天的法律认定结果。",
        "结束会议，计算结果" if motions else "结束会议",
        reverse("villages:meeting_act", args=[meeting.pk, "close"]),
    )


def _next_of_count(meeting, motion):
    """What is still to be entered of a motion; None when all is there, or it is closed."""
    if motion.is_closed:
        return None
    if motion.is_rated:
        if motion.appraisals.exists():
            return None
        url = reverse("villages:motion_ratings", args=[motion.pk])
        return Next(f"登记“{motion}”每个人的评议结果。", "登记评议结果", url)
    if motion.is_roll_call:
        if not _is_open_to_call(meeting, motion):
            return None
        url = reverse("villages:motion_ballots", args=[motion.pk])
        return Next(f"逐人登记“{motion}”的表决意见。", "逐人登记", url)
    if len(motion.tallies.all()) >= (2 if motion.is_secret else 1):
        return None
    sentence = f"录入“{motion}”的票数。"
    if motion.is_secret:
        sentence += (
            "无记名投票要由两个人分别录入，两次一致才能结束。"
            "只有一个账号的，第二次请镇创建办公室录入。"
        )
    return Next(sentence, "录入票数", reverse("villages:motion_tally", args=[motion.pk]))


def _next_of_closed(meeting, motions, user):
    sentence = "会议已结束，记录已经固定。"
    for motion in motions:
        if follows := after_vote(motion):
            return replace(follows, sentence=f"{sentence}{follows.sentence}")
    is_due = motions and not meeting.postings.exists()
    if is_due and may_in(user, "posting.edit", meeting.village):
        url = reverse("villages:posting_create", args=[meeting.village_id])
        url += f"?kind=decision&meeting={meeting.pk}"
        return Next(f"{sentence}表决结果应当公开。", "登记决议公开", url)
    return Next(sentence, tone="neutral")


def _next_of_attendance(meeting):
    if meeting.is_of_representatives and entitled(meeting):
        return Next(
            "会开完了，先对照花名册登记谁到了。",
            "按花名册登记到会",
            reverse("villages:meeting_roll", args=[meeting.pk]),
        )
    sentence = "会开完了，先登记应到和实到人数。"
    if meeting.is_of_representatives and meeting.village.representatives.exists():
        sentence += (
            "花名册里没有会议当天在任的代表，只能填人数；任期不对的，带“任期开始”一列重新导入。"
        )
    return Next(
        sentence,
        "登记到会人数",
        reverse("villages:meeting_attendance", args=[meeting.pk]),
    )


def _is_open_to_call(meeting, motion):
    return len(motion.ballots.all()) < meeting.present or not meeting.attendances.exists()


def _next_before(meeting, motions):
    if not motions:
        return Next(
            "先添加议题，再打印会议通知、签到册和表决票。",
            "添加议题",
            reverse("villages:motion_create", args=[meeting.pk]),
        )
    return Next(
        "会前准备好会议通知、签到册、表决票。开完会回到这里登记到会人数和票数。", tone="waiting"
    )
