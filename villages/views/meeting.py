"""Pages of meetings: list, planning, attendance, content, acts."""

import django_filters
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from township import asked
from township.corrections import Corrected, CorrectPage
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    Toned,
    UpdatePage,
    Within,
)
from township.dates import cn_date
from township.enumeration import first_of
from township.history.chain import record
from township.remarks import Remarked
from villages.acts.deliberation import put_to_meeting
from villages.acts.meeting import (
    add_motion,
    enter_attendance,
    forget_attendance,
    kinds_of,
    plan_meeting,
)
from villages.acts.recall import put_recall_to_meeting
from villages.forms.meeting import AttendanceForm, MeetingForm, StepsForm, SummaryForm
from villages.models import Deliberation, Meeting, Recall, TextVersion
from villages.papers.meeting import named
from villages.queries.four_steps import steps_taken
from villages.queries.meeting import without_substance
from villages.queries.roll import entitled
from villages.queries.verdict import counts_of, roll_of, verdict_of
from villages.rules.kinds import MeetingKind
from villages.rules.register import deviation_told
from villages.views.frame import OfVillage, may_in, overseen
from villages.views.next_step import next_of_meeting
from villages.views.paper import papers_of_meeting
from villages.workflows.correction import MEETING_CORRECTION
from villages.workflows.meeting import MEETING


def shown_counts(motion):
    """The count of an open motion in one line, as it will be judged."""
    counts, reasons = counts_of(motion)
    if reasons:
        return reasons[0]
    if motion.is_rated:
        return f"“{motion}”：{'；'.join(map(str, motion.appraisals.all()))}。"
    told = f"“{motion}”：赞成{counts.yes}，反对{counts.no}，弃权{counts.abstain}"
    return f"{told}，废票{counts.invalid}。" if motion.is_secret else f"{told}。"


class MeetingFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=MeetingKind.choices, label="会议类型")
    status = django_filters.ChoiceFilter(choices=Meeting.Status.choices, label="状态")

    class Meta:
        model = Meeting
        fields = ["kind", "status"]


def meeting_filter(village):
    """The kinds that the place holds, and those that it held as another kind of place."""
    held = set(Meeting.objects.filter(village=village).values_list("kind", flat=True))
    kinds = [one for one in MeetingKind if one in kinds_of(village) or one in held]

    class FilterOfPlace(MeetingFilter):
        kind = django_filters.ChoiceFilter(
            choices=[(one.value, one.label) for one in kinds], label="会议类型"
        )

    return FilterOfPlace


class MeetingList(OfVillage, ListPage):
    permission = "meeting.view"
    model = Meeting
    title = "会议"
    template = "villages/meeting/list.html"
    filterset_class = MeetingFilter
    columns = (
        Column("会议", "title"),
        Column("时间", "held_at"),
        Column("类型", "kind"),
        Column("实到/应到"),
        Column("状态", "status"),
    )
    create_label = "登记会议"
    empty = {
        "icon": "people",
        "title": "还没有会议",
        "hint": "准备开会时先登记，系统会帮您准备通知、签到册和表决票。",
    }

    def get_filterset_class(self):
        return meeting_filter(self.parent)

    def get_create_url(self):
        if self.parent.is_active and may_in(self.request.user, "meeting.edit", self.parent):
            return reverse("villages:meeting_create", args=[self.parent.pk])
        return None

    def row_of(self, meeting):
        came = f"{meeting.present}/{meeting.total}" if meeting.has_attendance else "—"
        return meeting.get_absolute_url(), [
            meeting.title,
            meeting.held_at,
            meeting.get_kind_display(),
            came,
            Toned(meeting.get_status_display(), meeting.status_tone),
        ]


class MeetingCreate(OfVillage, CreatePage):
    """With `?text=` a text is put on the agenda at once, with `?deliberation=` what was agreed,
    with `?recall=` a demanded recall."""

    permission = "meeting.edit"
    title = "登记会议"
    form_class = MeetingForm
    success_message = "已登记会议。"

    def get_initial(self):
        return {"kind": self.request.GET.get("kind")}

    def _deliberation(self):
        wanted = asked.number(self.request.GET.get("deliberation"))
        return Deliberation.objects.filter(village=self.parent, pk=wanted).first()

    def _recall(self):
        wanted = asked.number(self.request.GET.get("recall"))
        return Recall.objects.filter(village=self.parent, pk=wanted).first()

    def _version(self):
        wanted = asked.number(self.request.GET.get("text"))
        rows = TextVersion.objects.for_user(self.request.user, "text.edit")
        return rows.filter(text__village=self.parent, pk=wanted).select_related("text").first()

    @property
    def intro(self):
        if version := self._version():
            return f"保存后，“表决《{version.text}》”自动列为议题。"
        if row := self._recall():
            return f"保存后，“{row}”自动列为议题。"
        row = self._deliberation()
        return f"保存后，协商过的“{row}”自动列为议题。" if row else ""

    def save(self, form):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        meeting = plan_meeting(self.parent, by=self.request.user, **fields)
        if version := self._version():
            add_motion(meeting, by=self.request.user, text_version=version)
        elif row := self._recall():
            put_recall_to_meeting(row, meeting, by=self.request.user)
        elif row := self._deliberation():
            put_to_meeting(row, meeting, by=self.request.user)
        return meeting


class MeetingPage(Remarked, Corrected, DetailPage):
    permission = "meeting.view"
    correctable = MEETING_CORRECTION
    model = Meeting
    select = ("village__township",)
    workflow = MEETING
    act_url = "villages:meeting_act"
    template = "villages/meeting/detail.html"

    def get_edit_url(self):
        is_open = self.object.status == Meeting.Status.PLANNED
        if is_open and may_in(self.request.user, "meeting.edit", self.object.village):
            return reverse("villages:meeting_edit", args=[self.object.pk])
        return None

    def get_transitions(self):
        return [row for row in super().get_transitions() if row["name"] == "cancel"]

    def get_fields(self):
        meeting = self.object
        notice = meeting.noticed_on
        rows = [
            ("会议类型", meeting.get_kind_display()),
            ("会议时间", meeting.held_at),
            ("地点", meeting.place),
            ("主持人", meeting.chair),
            ("记录人", meeting.recorder),
            ("通知日期", notice),
            ("党组织研究讨论", meeting.party_on),
        ]
        if meeting.is_special:
            rows.insert(6, ("临时通知的原因", meeting.special_reason))
        return rows

    def get_attendance(self):
        meeting = self.object
        if not meeting.has_attendance:
            return []
        unit = meeting.unit
        rows = [("应到", f"{meeting.total}{unit}"), ("实到", f"{meeting.present}{unit}")]
        if told := deviation_told(roll_of(meeting)):
            rows.insert(1, ("应到与登记", told))
        if meeting.excluded:
            rows.append(("外出不计入", f"{meeting.excluded}人"))
        if meeting.women_present is not None:
            rows.append(("其中妇女", f"{meeting.women_present}人"))
        if meeting.is_of_representatives:
            rows += [
                ("代表总数", f"{meeting.reps}人，其中妇女{meeting.women_reps}人"),
                ("到会妇女代表", f"{meeting.women_reps_present}人"),
            ]
        if meeting.guests:
            rows.append(("列席", meeting.guests))
        return rows

    def get_context_data(self, **context):
        meeting, user = self.object, self.request.user
        motions = list(
            meeting.motions.select_related("text_version__text").prefetch_related(
                "tallies", "ballots"
            )
        )
        for motion in motions:
            motion.meeting = meeting
            motion.result = verdict_of(motion)
        came, absent = named(meeting)
        has_roll = meeting.is_of_representatives and (came or absent or entitled(meeting))
        may_step = may_in(user, "meeting.edit", meeting.village)
        may_edit = may_step and meeting.status == Meeting.Status.PLANNED
        return super().get_context_data(
            village=meeting.village,
            next=next_of_meeting(meeting, motions, user),
            attendance=self.get_attendance(),
            came=came,
            absent=absent,
            attendance_page="villages:meeting_roll" if has_roll else "villages:meeting_attendance",
            motions=motions,
            may_edit=may_edit,
            may_attend=may_edit and meeting.is_over,
            papers=papers_of_meeting(meeting, motions),
            may_step=may_step,
            steps=steps_taken(meeting, motions),
            **overseen(meeting, user),
            **context,
        )


class MeetingUpdate(UpdatePage):
    permission = "meeting.edit"
    model = Meeting
    select = ("village__township",)
    form_class = MeetingForm

    def may_edit(self, meeting):
        if meeting.status != Meeting.Status.PLANNED:
            yield f"会议{meeting.get_status_display()}，不能再改。"
        elif meeting.motions.closed().exists():
            yield "已有议题结束表决，会议的时间、类型等不能再改。"

    def save(self, form):
        if {"kind", "mode"} & set(form.changed_data):
            forget_attendance(form.instance)
        return super().save(form)


class AttendanceEntry(MeetingUpdate):
    """`?along=yes` shows the form before the meeting too, for a phone to take along."""

    form_class = AttendanceForm

    def get_title(self):
        return "登记到会人数"

    def may_edit(self, meeting):
        yield from super().may_edit(meeting)
        is_taken_along = self.request.method == "GET" and "along" in self.request.GET
        if not meeting.is_over and not is_taken_along:
            day = meeting.held_on
            yield f"会议定在{cn_date(day)}，开完才能登记到会人数。"

    def save(self, form):
        row = Meeting.objects.get(pk=self.object.pk)
        row = enter_attendance(row, by=self.request.user, **form.figures)
        if told := deviation_told(roll_of(row)):
            messages.warning(self.request, f"{told}。请核对；表决结果和会议记录会写明。")
        return row


class Summary(MeetingUpdate):
    form_class = SummaryForm

    def get_title(self):
        return "会议内容"


class Steps(Within, FormPage):
    """四议两公开: may be filled in after the meeting too."""

    permission = "meeting.edit"
    within = Meeting
    within_kwarg = "pk"
    within_select = ("village",)
    form_class = StepsForm
    title = "四议两公开"
    intro = "只填已经办过的步骤；会议决议按会议日期，登记了决议公开、结果公开的，按张贴日期。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.parent}

    def carry_out(self, form):
        row = Meeting.objects.select_for_update(of=("self",)).get(pk=self.parent.pk)
        row.steps = form.entered
        row.save(update_fields=["steps"])
        record("meeting.steps", row, self.request.user, f"登记四议两公开：{row}")
        return row.get_absolute_url()


class MeetingAct(ActPage):
    permission = "meeting.view"
    model = Meeting
    select = ("village__township",)
    workflow = MEETING

    def get_consequences(self):
        """What will be fixed, to be read once more before it is."""
        meeting = self.object
        told = super().get_consequences()
        if self.transition.name != "close" or not meeting.has_attendance:
            return told
        figures = f"应到{meeting.total}{meeting.unit}，实到{meeting.present}{meeting.unit}。"
        if deviation := deviation_told(roll_of(meeting)):
            figures += f"{deviation}。"
        if silent := without_substance(meeting):
            told = [
                f"{first_of(silent, 2)}没有写讨论意见，会议内容也没有填。结束后不能补写，"
                "请先写明大家说了什么，再结束会议。",
                *told,
            ]
        steps = steps_taken(meeting, meeting.motions.all())
        lacks = f"四议两公开没有登记{'、'.join(steps.lacking)}，可以先在会议页面登记。"
        return [
            figures,
            *map(shown_counts, meeting.motions.open()),
            *([lacks] if steps.lacking else []),
            *told,
        ]

    def post(self, request, *args, **kwargs):
        """Closing a closed meeting shows the result that stands."""
        meeting = self.get_object()
        if kwargs["act"] == "close" and meeting.status == Meeting.Status.CLOSED:
            messages.info(request, "会议已经结束，下面是已固定的结果。")
            return HttpResponseRedirect(meeting.get_absolute_url())
        with transaction.atomic():
            return super().post(request, *args, **kwargs)


class MeetingCorrect(CorrectPage):
    correctable = MEETING_CORRECTION
