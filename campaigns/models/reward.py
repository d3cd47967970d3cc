"""奖励: dated rules, and what follows an honour exactly once: due → approved → paid."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from campaigns.models.honour import Honour
from campaigns.models.level import Level
from township.access import ScopedQuerySet
from township.history import frozen
from township.namefields import PersonName
from township.workflow import Versioned


class Payer(models.TextChoices):
    TOWNSHIP = "township", "镇"
    DISTRICT = "district", "区"


class RewardRule(Versioned):
    """奖励标准: so much for a level named within these dates, paid by whom."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reward_rules")
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="reward_rules", verbose_name="级别"
    )
    amount = models.DecimalField("金额（元）", max_digits=10, decimal_places=2)
    payer = models.CharField("由谁支付", max_length=10, choices=Payer.choices)
    payer_name = models.CharField("支付单位", max_length=60)
    since = models.DateField("起用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["level__rank", "-since"]
        verbose_name = "奖励标准"
        constraints = [
            models.UniqueConstraint(
                fields=["level", "since"],
                name="rewardrule_once",
                violation_error_message="这个级别在同一天起已有奖励标准。",
            ),
            models.CheckConstraint(
                name="rewardrule_sound",
                condition=Q(amount__gt=0) & (Q(until=None) | Q(until__gte=F("since"))),
                violation_error_message="金额要大于零，停用日期不能早于起用日期。",
            ),
        ]

    def __str__(self):
        return f"{self.level}奖励{self.amount}元"

    def get_absolute_url(self):
        return reverse("campaigns:rewards")

    def granted(self):
        """Rewards of honours named while it was in force."""
        rows = Reward.objects.filter(
            honour__level=self.level_id, honour__awarded_on__gte=self.since
        )
        return rows.filter(honour__awarded_on__lte=self.until) if self.until else rows

    def overlaps(self, since, until):
        """Whether both are in force on some day; None is open."""
        return (until is None or self.since <= until) and (
            self.until is None or since <= self.until
        )


class RewardQuerySet(ScopedQuerySet):
    scope = {"township": "honour__village__township", "village": "honour__village"}


class Reward(Versioned):
    class Status(models.TextChoices):
        DUE = "due", "待审批"
        APPROVED = "approved", "待发放"
        PAID = "paid", "已发放"
        REFUSED = "refused", "不予发放"
        RECLAIM = "reclaim", "待追回"
        RECLAIMED = "reclaimed", "已追回"

    honour = models.OneToOneField(Honour, on_delete=models.PROTECT, related_name="reward")
    amount = models.DecimalField("金额（元）", max_digits=10, decimal_places=2)
    payer = models.CharField("由谁支付", max_length=10, choices=Payer.choices)
    payer_name = models.CharField("支付单位", max_length=60)
    reason = models.CharField("依据", max_length=200)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    voucher_number = models.CharField("凭证号", max_length=40, blank=True)
    paid_on = models.DateField("发放日期", null=True, blank=True)
    received_by = PersonName("领款人", max_length=30, blank=True)
    stopped_because = models.CharField("停发、追回的原因", max_length=600, blank=True)
    returned_on = models.DateField("追回日期", null=True, blank=True)
    return_voucher = models.CharField("追回凭证号", max_length=40, blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DUE, editable=False
    )

    objects = RewardQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "奖励"
        constraints = [
            models.CheckConstraint(
                name="reward_amount",
                violation_error_message="奖励金额要大于0。",
                condition=Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="reward_paid_has_voucher",
                violation_error_message="已经发放的，要有凭证号、发放日期和批准人。",
                condition=~Q(status__in=("paid", "reclaim", "reclaimed"))
                | (~Q(voucher_number="") & Q(paid_on__isnull=False, approved_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="reward_reclaimed_has_voucher",
                violation_error_message="追回的奖励要有追回凭证号和追回日期。",
                condition=~Q(status="reclaimed")
                | (~Q(return_voucher="") & Q(returned_on__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.honour}奖励{self.amount}元"

    def get_absolute_url(self):
        return reverse("campaigns:reward", args=[self.pk])

    @property
    def is_refused(self):
        return self.status == self.Status.REFUSED

    @property
    def is_granted(self):
        """Not refused by the leader: stopped later, it was granted all the same."""
        return not self.is_refused or self.approved_by_id is not None

    @property
    def is_paid(self):
        """Was the money handed out, whatever became of it?"""
        return self.status in (self.Status.PAID, self.Status.RECLAIM, self.Status.RECLAIMED)

    @property
    def has_receipt(self):
        return self.status == self.Status.APPROVED or self.is_paid

    @property
    def status_tone(self):
        return {"due": "waiting", "approved": "active", "paid": "good", "reclaim": "warn"}.get(
            self.status, "bad"
        )


PAYMENT = ("voucher_number", "paid_on", "received_by")
RETURN = ("returned_on", "return_voucher")
frozen.register(
    Reward,
    "{row}.status IN ('paid', 'reclaim')",
    # Paid, it can only be reclaimed.
    except_columns=("version", "status", "stopped_because", "returned_on", "return_voucher"),
    why="奖励已经发放，不能再改",
    correctable=PAYMENT,
)
frozen.register(
    Reward,
    "{row}.status = 'reclaimed'",
    except_columns=("version",),
    why="奖励已经办结，不能再改",
    correctable=(*PAYMENT, *RETURN),
)
frozen.register(
    Reward,
    "{row}.status = 'refused'",
    # The leader can take the decision back.
    except_columns=("version", "status", "stopped_because"),
    why="奖励已经办结，不能再改",
    correctable=(*PAYMENT, *RETURN),
)
