"""Pages of motions: adding one, its counts, its verdict."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from township import asked
from township.access import needs
from township.corrections import Correction, CorrectPage
from township.crud import ActPage, CreatePage, DetailPage, FormPage, UpdatePage, Within
from township.workflow import Refused, with_way
from villages.acts.meeting import add_motion, enter_tally, remove_motion
from villages.forms.motion import MotionForm, MotionNotesForm, TallyForm
from villages.models import Deliberation, Meeting, Motion, Tally
from villages.papers.meeting import FINDINGS
from villages.queries.verdict import competence_reasons, verdict_of
from villages.rules.kinds import Matter
from villages.views.frame import may_in
from villages.views.vote_outcome import after_vote
from villages.workflows.correction import TALLY_CORRECTION
from villages.workflows.motion import MOTION, close_once


def shown_findings(verdict):
    """Findings with the name of each item, for the page and the papers."""
    return [
        {
            "item": FINDINGS.get(finding.key, ""),
            "finding": finding,
            "tone": "good" if finding.ok else "bad" if finding.severity == "decisive" else "warn",
            "mark": "符合" if finding.ok else "不符合" if finding.severity != "note" else "提示",
        }
        for finding in verdict.findings
    ]


class MotionCreate(Within, CreatePage):
    permission = "meeting.edit"
    within = Meeting
    title = "添加议题"
    form_class = MotionForm
    template = "villages/meeting/motion_form.html"

    def _deliberation(self):
        """What was talked over before, where the way leads from there."""
        wanted = asked.number(self.request.GET.get("deliberation"))
        return Deliberation.objects.filter(village=self.parent.village_id, pk=wanted).first()

    def get_initial(self):
        row = self._deliberation()
        return {"about": Matter.OTHER, "title": row.topic} if row else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meeting": self.parent}

    def save(self, form):
        names = [name for name in form.Meta.fields if name in form.fields]
        fields = {name: form.cleaned_data[name] for name in names}
        if (row := self._deliberation()) and not fields.get("text_version"):
            if self.parent.held_on < row.on:
                raise Refused("会议日期早于协商日期，请检查。")
            fields |= {"deliberation": row, "discussion": row.told}
        return add_motion(
            self.parent,
            by=self.request.user,
            is_recorded_anyway=form.cleaned_data.get("is_recorded_anyway", False),
            **fields,
        )

    def get_success_url(self):
        return self.parent.get_absolute_url()


class MotionPage(DetailPage):
    permission = "meeting.view"
    model = Motion
    select = ("meeting__village__township", "text_version__text", "deliberation", "recall")
    template = "villages/meeting/motion.html"

    def get_context_data(self, **context):
        motion = self.object
        verdict = verdict_of(motion)
        user, village = self.request.user, motion.meeting.village
        may_step = may_in(user, "meeting.edit", village)
        may_edit = may_step and not motion.is_closed
        is_ripe = motion.meeting.is_over and not motion.is_closed
        may_count = is_ripe and (
            may_step or (motion.is_secret and may_in(user, "meeting.tally", village))
        )
        tallies = list(motion.tallies.all())
        # Before the vote is closed nobody sees the count of the other side.
        shown = tallies if motion.is_closed or not motion.is_secret else []
        return super().get_context_data(
            next=after_vote(motion) if may_step else None,
            verdict=verdict,
            findings=shown_findings(verdict) if verdict else [],
            warnings=[] if verdict else competence_reasons(motion),
            tallies=tallies,
            shown_tallies=shown,
            corrections=self._corrections(tallies) if motion.is_closed else [],
            may_correct=motion.is_closed and may_in(user, "meeting.correct", village),
            ballots=list(motion.ballots.select_related("person__group")),
            may_edit=may_edit,
            may_count=may_count,
            appraisals=motion.appraisals.select_related("term__person", "term__body__village"),
            lends=may_step and motion.about == "delegation" and motion.is_passed,
            **context,
        )

    def _corrections(self, tallies):
        """Of the counts, and of the meeting they were judged with."""
        of = Q(noun="villages.tally", object_id__in=[tally.pk for tally in tallies])
        of |= Q(noun="villages.meeting", object_id=self.object.meeting_id)
        return list(Correction.objects.filter(of).select_related("asked_by", "decided_by"))


# A village with one account cannot count twice by two people.
OTHER_SIDE = (
    "这是您录入的一次，可以改正；另一次要由另一个人独立录入。"
    "只有一个账号的，请镇创建办公室打开这个议题录入另一次。"
)


class MotionTally(Within, FormPage):
    """One count. A secret ballot's second side is asked from another person, unseen."""

    permission = "meeting.tally"
    within = Motion
    within_kwarg = "pk"
    within_select = ("meeting__village__township",)
    form_class = TallyForm

    def prepare(self):
        self.own = self.parent.tallies.filter(entered_by=self.request.user).first()
        taken = set(self.parent.tallies.values_list("side", flat=True))
        if not self.parent.is_secret:
            self.side = Tally.Side.FIRST
            self.own = self.parent.tallies.first()
        elif self.own:
            self.side = Tally.Side(self.own.side)
        else:
            self.side = Tally.Side.SECOND if Tally.Side.FIRST in taken else Tally.Side.FIRST

    def get_title(self):
        suffix = f"（{self.side.label}）" if self.parent.is_secret else ""
        return f"录入票数{suffix}：{self.parent}"

    @property
    def intro(self):
        meeting = self.parent.meeting
        came = f"实到{meeting.present}{meeting.unit}。" if meeting.has_attendance else ""
        if self.parent.is_secret:
            told = f"{came}发出票等于实到人数；赞成、反对、弃权、废票加起来等于收回票。"
            return f"{told}{OTHER_SIDE}" if self.own else told
        return f"{came}赞成、反对、弃权加起来等于实到人数；没有举手的算弃权。"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {"motion": self.parent}
        return kwargs | {"instance": self.own or Tally(motion=self.parent, side=self.side)}

    def carry_out(self, form):
        enter_tally(self.parent, by=self.request.user, side=self.side, **form.counts)
        return self.parent.meeting.get_absolute_url()


class MotionUpdate(UpdatePage):
    """What was said, and who watched the count."""

    permission = "meeting.edit"
    model = Motion
    select = ("meeting__village__township",)
    form_class = MotionNotesForm

    def get_title(self):
        return f"讨论情况：{self.object}"

    def may_edit(self, motion):
        if motion.is_closed:
            yield "这个议题已经结束表决，不能再改。"


class MotionAct(ActPage):
    permission = "meeting.view"
    model = Motion
    select = ("meeting__village__township",)
    workflow = MOTION

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.object.is_closed:
            return HttpResponseRedirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def carry_out(self, form):
        was_closed = self.object.is_closed
        self.object = close_once(self.object, by=self.request.user)
        if was_closed:
            messages.info(self.request, "这个议题已经结束表决，下面是已固定的结果。")
        else:
            messages.success(self.request, f"结果：{self.object.get_status_display()}。")
        return self.object.get_absolute_url()


@require_POST
@needs("meeting.edit")
def remove(request, pk):
    rows = Motion.objects.for_user(request.user, "meeting.edit").select_related("meeting")
    motion = get_object_or_404(rows, pk=pk)
    try:
        remove_motion(motion, by=request.user)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, with_way(reason, request.user))
    return HttpResponseRedirect(reverse("villages:meeting", args=[motion.meeting_id]))


class TallyCorrect(CorrectPage):
    correctable = TALLY_CORRECTION
