"""Who of the roster came to a meeting, and how each of them voted in a roll-call."""

from django.conf import settings
from django.db import models

from township.access import ScopedQuerySet
from township.history import frozen
from villages.models.meeting import Meeting
from villages.models.motion import Motion, MotionChildQuerySet
from villages.models.person import Person


class AttendanceQuerySet(ScopedQuerySet):
    scope = {"township": "meeting__village__township", "village": "meeting__village"}


class Attendance(models.Model):
    """One person who belongs to a meeting of representatives, present or not."""

    class Capacity(models.TextChoices):
        REPRESENTATIVE = "representative", "代表"
        COMMITTEE = "committee", "委员"
        BOTH = "both", "委员兼代表"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    capacity = models.CharField("身份", max_length=16, choices=Capacity.choices)
    is_present = models.BooleanField("到会", default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "person__group__order", "person__name", "id"]
        verbose_name = "到会登记"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="attendance_once",
                violation_error_message="这个人已经在到会名单里。",
            )
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()


class Ballot(models.Model):
    """How one person voted by name. A person has one ballot a motion."""

    class Choice(models.TextChoices):
        YES = "yes", "赞成"
        NO = "no", "反对"
        ABSTAIN = "abstain", "弃权"

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField("意见", max_length=8, choices=Choice.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = MotionChildQuerySet.as_manager()

    class Meta:
        ordering = ["motion", "person__group__order", "person__name", "id"]
        verbose_name = "记名表决"
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "person"],
                name="ballot_once",
                violation_error_message="这个人的票已经登记过。",
            )
        ]

    def __str__(self):
        return f"{self.person}：{self.get_choice_display()}"

    def get_absolute_url(self):
        return self.motion.get_absolute_url()


frozen.register(
    Attendance,
    when="EXISTS (SELECT 1 FROM villages_meeting m WHERE m.id = {row}.meeting_id "
    "AND m.status = 'closed') OR EXISTS (SELECT 1 FROM villages_motion v "
    "WHERE v.meeting_id = {row}.meeting_id AND v.status <> 'open')",
    on_insert=True,
    why="表决已结束，到会登记不能再改",
)
frozen.register(
    Ballot,
    when="EXISTS (SELECT 1 FROM villages_motion m WHERE m.id = {row}.motion_id "
    "AND m.status <> 'open')",
    on_insert=True,
    why="表决已结束，记名表决不能再改",
)
