"""核查项目: what the acceptance team looked at, indicator by indicator (验收表)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.models.application import Acceptance, OfApplicationQuerySet, Submission
from township.access import Reach
from township.history import frozen


class AcceptanceCheckQuerySet(OfApplicationQuerySet):
    application = "submission__application"
    scope = {
        "township": "submission__application__village__township",
        "village": "submission__application__village",
    }

    def _within(self, reach, user, membership):
        """What the team has noted is the team's until it has decided."""
        rows = super()._within(reach, user, membership)
        if reach == Reach.VILLAGE:
            rows &= Q(submission__in=Acceptance.objects.values("submission"))
        return rows


class AcceptanceCheck(models.Model):
    """One indicator of the frozen submission as the team found it."""

    class Method(models.TextChoices):
        READING = "reading", "查阅资料"
        TALKING = "talking", "座谈"
        VISITING = "visiting", "实地查看"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="checks")
    code = models.CharField("指标编号", max_length=10, editable=False)
    name = models.CharField("指标", max_length=200, editable=False)
    most = models.DecimalField("分值", max_digits=4, decimal_places=1, editable=False)
    method = models.CharField(
        "验收方式", max_length=10, choices=Method.choices, default=Method.READING
    )
    score = models.DecimalField("得分", max_digits=4, decimal_places=1)
    problem = models.CharField("问题", max_length=300, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AcceptanceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = "核查项目"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "code"],
                name="check_indicator_once",
                violation_error_message="这一项已经核对过。",
            ),
            models.CheckConstraint(
                name="check_score_within",
                condition=Q(score__gte=0) & Q(score__lte=F("most")),
                violation_error_message="得分不能小于0，也不能超过分值。",
            ),
        ]

    def __str__(self):
        return f"{self.code}　{self.name}"

    def get_absolute_url(self):
        return self.submission.application.get_absolute_url()


frozen.register(
    AcceptanceCheck,
    "EXISTS (SELECT 1 FROM campaigns_acceptance a WHERE a.submission_id = {row}.submission_id "
    "AND NOT a.is_void)",
    on_insert=True,
    why="验收结论已经登记，核查项目不能再改",
)
