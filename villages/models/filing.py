"""备案: an adopted text goes to the township, which files it or orders correction.

Serves 村民委员会组织法第三十一条. One row an adopted version, from the day it was adopted.
"""

import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from township.access import ScopedQuerySet
from township.history import frozen
from township.users.models import Township
from township.workflow import Versioned
from township.workflow.sign_off import SignedOff
from villages.models.text import TextVersion
from villages.rules.kinds import Compliance, FilingAuthority

# Year first, then the running number: 2026-003, 备字〔2026〕42号.
SERIES = re.compile(r"(.*20\d\d\D+)(\d+)(\D*)$")


class FilingQuerySet(ScopedQuerySet):
    scope = {
        "township": "text_version__text__village__township",
        "village": "text_version__text__village",
    }

    def waiting(self):
        """Not yet decided."""
        states = (Filing.Status.TO_SUBMIT, Filing.Status.SUBMITTED, Filing.Status.TO_SIGN)
        return self.filter(status__in=states)

    def overdue_on(self, day):
        """Still with the village although the days for submitting are over."""
        return self.filter(status=Filing.Status.TO_SUBMIT, due_on__lt=day)


class Filing(SignedOff):
    class Status(models.TextChoices):
        TO_SUBMIT = "to_submit", "待报送"
        SUBMITTED = "submitted", "待审查"
        TO_SIGN = "to_sign", "待签发"
        FILED = "filed", "已备案"
        CORRECTING = "correcting", "责令改正"
        # Before the township decided the text was no more: its vote fell, or it was replaced.
        CLOSED = "closed", "已终止"

    TONES = {
        Status.TO_SUBMIT: "waiting",
        Status.SUBMITTED: "active",
        Status.TO_SIGN: "active",
        Status.FILED: "good",
        Status.CORRECTING: "bad",
        Status.CLOSED: "neutral",
    }

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    text_version = models.OneToOneField(
        TextVersion, on_delete=models.PROTECT, related_name="filing", verbose_name="文本"
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.TO_SUBMIT
    )
    authority = models.CharField(
        "备案机关", max_length=10, choices=FilingAuthority.choices, default=FilingAuthority.TOWNSHIP
    )
    due_on = models.DateField("应报送日期")
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    # Until the reviewer has written something down, the village can take it back.
    review_began_at = models.DateTimeField("开始审查", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("审查日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under the name of the day, and whether for another.
    decided_name = models.CharField("审查人", max_length=60, blank=True, editable=False)
    receipt_no = models.CharField("备案编号", max_length=40, blank=True)
    order_no = models.CharField("文号", max_length=40, blank=True)
    opinion = models.TextField("审查意见", max_length=2000, blank=True)
    correct_by = models.DateField("改正期限", null=True, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-id"]
        verbose_name = "备案"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "receipt_no"],
                condition=~Q(receipt_no=""),
                name="filing_receipt_once",
                violation_error_message="这个备案编号已经用过，请换一个。",
            ),
            models.UniqueConstraint(
                fields=["township", "order_no"],
                condition=~Q(order_no=""),
                name="filing_order_once",
                violation_error_message="这个文号已经用过，请换一个。",
            ),
            models.CheckConstraint(
                name="filing_filed_has_receipt",
                violation_error_message="已经备案的要有备案编号和备案日期。",
                condition=~Q(status="filed") | (~Q(receipt_no="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="filing_correction_has_day",
                violation_error_message="责令改正的，要写明理由和改正期限。",
                condition=~Q(status="correcting") | (~Q(opinion="") & Q(correct_by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.text_version}备案"

    def get_absolute_url(self):
        return reverse("villages:filing", args=[self.pk])

    @property
    def village(self):
        return self.text_version.village

    @property
    def status_tone(self):
        return self.TONES[self.status]

    @property
    def days_taken(self):
        """Days from adoption to submission (to today while it is not submitted)."""
        return ((self.submitted_on or timezone.localdate()) - self.text_version.adopted_on).days

    @property
    def ended_unsent(self):
        return self.status == self.Status.CLOSED and self.submitted_on is None

    @property
    def is_late(self):
        return not self.ended_unsent and (self.submitted_on or timezone.localdate()) > self.due_on

    @property
    def is_decided(self):
        """Does the village know what came of it?"""
        return self.status in (self.Status.FILED, self.Status.CORRECTING)

    @property
    def proposed_receipt_no(self):
        """The next number in the township's own series of this year: 备字〔2026〕42号, else
        2026-003."""
        return self._next_in_series("receipt_no") or f"{timezone.localdate().year}-001"

    @property
    def proposed_order_no(self):
        """The number kept from a draft, else the next of this year's orders, else nothing."""
        return self.order_no or self._next_in_series("order_no")

    def _next_in_series(self, field):
        """The next number in the series of this year, "" where there is none yet."""
        year = str(timezone.localdate().year)
        used = Filing.objects.filter(township=self.township_id, **{f"{field}__contains": year})
        newest = used.order_by("-decided_on", "-pk").values_list(field, flat=True)
        found = next(filter(None, map(SERIES.match, newest)), None)
        if found is None:
            return ""
        before, digits, after = found.groups()
        rows = used.filter(**{f"{field}__startswith": before, f"{field}__endswith": after})
        numbers = [
            int(no[len(before) : len(no) - len(after)])
            for no in rows.values_list(field, flat=True)
            if no[len(before) : len(no) - len(after)].isdecimal()
        ]
        return f"{before}{max(numbers, default=0) + 1:0{len(digits)}d}{after}"


class FilingCheckQuerySet(ScopedQuerySet):
    scope = {
        "township": "filing__text_version__text__village__township",
        "village": "filing__text_version__text__village",
    }

    def failing(self):
        """What stands in the way of filing by law."""
        return self.filter(result=FilingCheck.Result.UNMET, is_advice=False)

    def advised(self):
        """What a campaign wants better, and the law leaves to the village."""
        return self.filter(result=FilingCheck.Result.UNMET, is_advice=True)


class FilingCheck(Versioned):
    """One of the twelve things a reviewer looks at, or one that a campaign wants looked at: advice,
    by which no text is filed or sent back."""

    class Result(models.TextChoices):
        UNSEEN = "unseen", "未审"
        MET = Compliance.MET.value, Compliance.MET.label
        UNMET = Compliance.UNMET.value, Compliance.UNMET.label
        NOT_APPLICABLE = Compliance.NOT_APPLICABLE.value, Compliance.NOT_APPLICABLE.label

    TONES = {
        Result.UNSEEN: "waiting",
        Result.MET: "good",
        Result.UNMET: "bad",
        Result.NOT_APPLICABLE: "neutral",
    }

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField("序号")
    key = models.CharField("项目代号", max_length=20)
    item = models.CharField("审查项目", max_length=120)
    basis = models.CharField("依据", max_length=200, blank=True)
    is_advice = models.BooleanField("活动的要求", default=False)
    hint = models.TextField("系统核对", blank=True)
    result = models.CharField("结论", max_length=16, choices=Result.choices, default=Result.UNSEEN)
    clause = models.CharField("条款", max_length=60, blank=True)
    comment = models.TextField("说明", max_length=5000, blank=True)

    objects = FilingCheckQuerySet.as_manager()

    class Meta:
        ordering = ["filing", "number"]
        verbose_name = "审查项"
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "number"],
                name="filingcheck_once",
                violation_error_message="这一项审查结论已经有了。",
            )
        ]

    def __str__(self):
        return self.item

    def get_absolute_url(self):
        return self.filing.get_absolute_url()

    @property
    def result_tone(self):
        return self.TONES[self.result]


frozen.register(
    Filing,
    when="{row}.status IN ('filed', 'correcting')",
    except_columns=("version",),
    why="审查结论已作出，不能再改",
    # By when it had to be submitted follows the corrected day of the meeting that adopted the text.
    correctable=("due_on", "receipt_no", "order_no", "decided_on", "correct_by", "opinion"),
    corrected_by=(
        ("villages.filing", "c.object_id = OLD.id"),
        (
            "villages.meeting",
            "c.object_id IN (SELECT m.meeting_id FROM villages_motion m "
            "WHERE m.text_version_id = OLD.text_version_id)",
        ),
    ),
)
frozen.register(
    FilingCheck,
    when="EXISTS (SELECT 1 FROM villages_filing f WHERE f.id = {row}.filing_id "
    "AND f.status IN ('filed', 'correcting'))",
    on_insert=True,
    why="审查结论已作出，不能再改",
)
