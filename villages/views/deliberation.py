"""民主协商: what was talked over, and the one step that puts its result before a meeting."""

from django.urls import reverse
from django.utils import timezone

from township.crud import (
    Column,
    CreatePage,
    DetailPage,
    ListPage,
    RemovePage,
    Toned,
    UpdatePage,
    Within,
)
from villages.acts import deliberation as deliberation_acts
from villages.forms.deliberation import DeliberationForm
from villages.models import Deliberation, Meeting
from villages.queries.verdict import delegation_of
from villages.rules.kinds import DECIDING, Matter
from villages.views.frame import Kept, OfVillage, changes_of, may_in


class DeliberationList(OfVillage, ListPage):
    permission = "meeting.view"
    model = Deliberation
    title = "民主协商"
    columns = (
        Column("协商事项", "topic"),
        Column("形式", "form"),
        Column("日期", "on"),
        Column("参加人数", "headcount", is_number=True),
        Column("结果"),
    )
    create_label = "登记协商"
    empty = {
        "icon": "chat-square-text",
        "title": "还没有协商记录",
        "hint": "议事会、听证会、恳谈会、院坝协商，谈成什么登记什么；要会议决定的，一步转成议题。",
    }

    def get_create_url(self):
        return self.create_address("meeting.edit", "villages:deliberation_create")

    def get_queryset(self):
        return super().get_queryset().prefetch_related("motions")

    def row_of(self, row):
        label, tone = standing_of(row)
        return row.get_absolute_url(), [
            row.topic,
            row.get_form_display(),
            row.on,
            row.headcount,
            Toned(label, tone),
        ]


def standing_of(row):
    """(words, tone) on what became of a result."""
    motions = list(row.motions.all())
    if motions:
        return f"已提交会议，{motions[-1].get_status_display()}", motions[-1].status_tone
    return ("已落实", "good") if row.outcome else ("待落实", "waiting")


class DeliberationCreate(OfVillage, CreatePage):
    permission = "meeting.edit"
    form_class = DeliberationForm
    title = "登记协商"
    success_message = "已登记协商。"

    def save(self, form):
        return deliberation_acts.record_deliberation(form.instance, by=self.request.user)


class DeliberationPage(DetailPage):
    permission = "meeting.view"
    model = Deliberation
    select = ("village__township",)
    template = "villages/deliberation/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("协商事项", row.topic),
            ("形式", row.get_form_display()),
            ("协商日期", row.on),
            ("地点", row.place),
            ("参加人数", f"{row.headcount}人"),
            ("邀请了哪些方面", row.invited),
            ("协商结果", row.result),
            ("落实情况", row.outcome),
            ("落实日期", row.outcome_on),
        ]

    def get_edit_url(self):
        if may_in(self.request.user, "meeting.edit", self.object.village):
            return reverse("villages:deliberation_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        row = self.object
        village = row.village
        may_edit = may_in(self.request.user, "meeting.edit", village)
        motions = list(row.motions.select_related("meeting"))
        open_meetings = Meeting.objects.filter(
            village=row.village_id, status=Meeting.Status.PLANNED, kind__in=DECIDING
        )
        new = reverse("villages:meeting_create", args=[village.pk])
        return super().get_context_data(
            motions=motions,
            may_edit=may_edit,
            may_put=may_edit and not any(motion.is_open or motion.is_passed for motion in motions),
            meetings=open_meetings if may_edit else [],
            new_url=f"{new}?deliberation={row.pk}&kind={body_for(village).value}",
            **context,
        )


def body_for(village):
    """The representatives where the assembly lent them such matters, else the assembly."""
    is_lent = delegation_of(village, Matter.OTHER, timezone.localdate()) is not None
    return village.words.representatives if is_lent else village.words.assembly


class DeliberationUpdate(Kept, UpdatePage):
    permission = "meeting.edit"
    model = Deliberation
    select = ("village__township",)
    form_class = DeliberationForm

    def keep(self, form):
        changes = changes_of(form)
        return deliberation_acts.record_deliberation(
            form.instance, by=self.request.user, changes=changes
        )


class DeliberationRemove(Within, RemovePage):
    permission = "meeting.edit"
    within = Deliberation
    within_kwarg = "pk"
    within_select = ("village",)
    against = staticmethod(deliberation_acts.removal_faults)
    verb = staticmethod(deliberation_acts.remove_deliberation)

    def get_back(self):
        return reverse("villages:deliberations", args=[self.parent.village_id])
