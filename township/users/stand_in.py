"""代理: somebody has the roles of another's post for a period, by a document; no day longer."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from township.access import Role, ScopedQuerySet
from township.dates import cn_date
from township.users.models import Membership, User


class StandInQuerySet(ScopedQuerySet):
    scope = {"township": "post__township"}

    def in_force(self, day):
        return self.filter(since__lte=day, until__gte=day)


class StandIn(models.Model):
    """Who stands in for whom, from and until which day, both included (`Membership.held_by`)."""

    # What a person signs himself (marks, the district's word) is passed on, not stood in for.
    ROLES = (Role.OFFICE, Role.LEADER, Role.CADRE)

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="stand_ins", verbose_name="代理人"
    )
    post = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="stand_ins", verbose_name="代理谁的岗位"
    )
    since = models.DateField("开始日期")
    until = models.DateField("结束日期", help_text="过了这一天自动结束；可以提前结束。")
    document_number = models.CharField("依据文号或会议", max_length=60)
    # The last day that was agreed, where it ended early.
    agreed_until = models.DateField(null=True, editable=False)

    objects = StandInQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-since", "-id"]
        verbose_name = "代理"
        constraints = [
            models.CheckConstraint(
                name="standin_period",
                # Ended before it began, it has no day left.
                condition=Q(until__gte=F("since")) | Q(agreed_until__isnull=False),
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                name="standin_has_document",
                condition=~Q(document_number=""),
                violation_error_message="代理要有依据文号或会议。",
            ),
        ]

    def __str__(self):
        return f"{self.user}代理{self.post.user}的{self.post.get_role_display()}岗位"

    def get_absolute_url(self):
        return reverse("account", args=[self.user_id])

    @property
    def period(self):
        if self.until < self.since:
            return f"{cn_date(self.since)}起，没有开始"
        return f"{cn_date(self.since)}至{cn_date(self.until)}"

    @property
    def is_coming(self):
        """In force or still to come."""
        return timezone.localdate() <= self.until

    @property
    def state(self):
        if not self.is_coming:
            return "已结束"
        return "代理中" if self.since <= timezone.localdate() else "未开始"
