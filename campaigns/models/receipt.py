"""签收: what the township issued to a village, and who signed for it when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.models.assignment import Assignment
from campaigns.models.plan import PlanVersion
from campaigns.models.standard import StandardVersion
from township.access import ScopedQuerySet
from township.history import frozen
from township.namefields import PersonName
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day

ISSUED_THINGS = ("plan", "standard_version", "assignment")


class ReceiptQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def pending(self):
        return self.filter(status=Receipt.Status.PENDING)

    def of_campaign(self, campaign):
        """Of whatever the campaign (or its id) handed down."""
        return self.filter(
            Q(plan__campaign=campaign)
            | Q(standard_version__standard__campaign=campaign)
            | Q(assignment__campaign=campaign)
        )

    def with_subject(self):
        return self.select_related(
            "village", "plan", "standard_version__standard", "assignment__campaign"
        )


class Receipt(models.Model):
    """One row a village for each issued plan, standard or assignment, signed or not yet."""

    class Status(models.TextChoices):
        PENDING = "pending", "待签收"
        SIGNED = "signed", "已签收"

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="receipts")
    plan = models.ForeignKey(
        PlanVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    standard_version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, blank=True, related_name="receipts"
    )
    sent_at = models.DateTimeField("下发时间", auto_now_add=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    name = PersonName("签收人", max_length=30, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["village__order", "village_id"]
        verbose_name = "签收"
        constraints = [
            models.CheckConstraint(
                name="receipt_of_one_thing",
                violation_error_message="一份回执只能是方案、标准或任务其中一样的。",
                condition=Q(plan__isnull=False, standard_version=None, assignment=None)
                | Q(plan=None, standard_version__isnull=False, assignment=None)
                | Q(plan=None, standard_version=None, assignment__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing, "village"],
                    name=f"receipt_{thing}_once",
                    violation_error_message="本村已经签收过。",
                )
                for thing in ISSUED_THINGS
            ),
        ]

    def __str__(self):
        return f"{self.village}签收{self.subject}"

    def get_absolute_url(self):
        return reverse("campaigns:receipt", args=[self.pk])

    @property
    def signed_on(self):
        return self.signed_at and timezone.localtime(self.signed_at).date()

    @property
    def subject(self):
        return self.plan or self.standard_version or self.assignment

    @property
    def subject_name(self):
        """What was handed down, as it is told beside that of other campaigns: plans and standards
        bear the name of theirs."""
        return self.assignment.full_name if self.assignment_id else str(self.subject)

    @property
    def status_tone(self):
        return {"pending": "waiting", "signed": "good"}[self.status]


frozen.register(Receipt, "{row}.status = 'signed'", why="已经签收，不能再改")


keep_names_of_day(Receipt, lambda receipt: receipt.signed_on)
