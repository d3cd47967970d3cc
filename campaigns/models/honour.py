"""荣誉: a level that an outside authority awarded, with its plaque and its document."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.application import Application
from campaigns.models.authority import Authority
from campaigns.models.level import Level
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.history.later import EnteredLater
from township.namefields import PlaqueNumber
from township.workflow import Versioned
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day


class HonourQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def held(self):
        return self.filter(status=Honour.Status.HELD)

    def standing(self):
        """Named once, whatever became of it; not what was named upon an outcome entered wrong."""
        return self.exclude(status=Honour.Status.VOID)

    def earned_here(self):
        """Applied for and accepted in the system, not entered of a time before it."""
        return self.filter(entered_at=None)

    def due_for_review(self, until):
        """Held, with a term that ends by the day."""
        return self.held().filter(review_on__lte=until)


class Honour(Versioned, EnteredLater):
    """Follows an accepted application; one of a time before the system is entered without."""

    class Status(models.TextChoices):
        HELD = "held", "有效"
        REVOKED = "revoked", "已撤销"
        REMOVED = "removed", "已摘牌"
        # With the acceptance it rested on, which was entered wrong.
        VOID = "void", "已作废"

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="honours")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="honours")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="honours"
    )
    # The year whose evaluation it rests on: what is reached in December is named in spring.
    year = models.PositiveSmallIntegerField("创建年度")
    issuer = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name="命名机关"
    )
    issuer_name = models.CharField("命名机关名称", max_length=60, editable=False)
    plaque_number = PlaqueNumber("牌匾编号", max_length=40, blank=True)
    document_title = models.CharField("命名文件标题", max_length=120, blank=True)
    document_number = models.CharField("命名文号", max_length=40)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, editable=False)
    awarded_on = models.DateField("命名日期")
    review_on = models.DateField("复审日期", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.HELD, editable=False
    )
    # Of an honour entered later; nothing is granted or paid on it here.
    past_reward = models.DecimalField(
        "当年已发奖励（元）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    past_reward_note = models.CharField("奖励发放情况", max_length=120, blank=True)

    objects = HonourQuerySet.as_manager()

    class Meta:
        ordering = ["village__order", "level__rank"]
        verbose_name = "荣誉"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "level"],
                condition=Q(status="held"),
                name="honour_held_once",
                violation_error_message="这个村已经有这一级别的称号。",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status="void"),
                name="honour_of_application_once",
                violation_error_message="这份申报的荣誉已经登记过。",
            ),
            models.UniqueConstraint(
                fields=["issuer", "plaque_number"],
                condition=~Q(plaque_number="") & ~Q(status="void"),
                name="honour_plaque_once",
                violation_error_message="这个牌匾编号已经登记过。",
            ),
            models.CheckConstraint(
                name="honour_has_document",
                violation_error_message="称号要有命名文件的文号和牌匾编号。",
                condition=~Q(document_number="")
                & (~Q(plaque_number="") | Q(entered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="honour_applied_or_entered",
                condition=Q(application__isnull=False, entered_at__isnull=True)
                | (Q(application__isnull=True, entered_at__isnull=False) & ~Q(entered_name="")),
                violation_error_message="称号要么从申报登记，要么写明补录人和补录时间。",
            ),
        ]

    def __str__(self):
        return f"{self.village}{self.level_name}"

    def get_absolute_url(self):
        return reverse("campaigns:honour", args=[self.pk])

    @property
    def is_held(self):
        return self.status == self.Status.HELD

    @property
    def level_name(self):
        return self.level.name_for(self.village, self.awarded_on)

    @property
    def status_tone(self):
        return {"held": "good"}.get(self.status, "bad")


frozen.register(
    Honour,
    except_columns=("status", "version", "review_on"),
    why="荣誉已经登记，不能再改",
    correctable=(
        "plaque_number",
        "document_title",
        "document_number",
        "awarded_on",
        "issuer_name",
        "file_id",
        "file_name",
    ),
)


class ReviewQuerySet(ScopedQuerySet):
    scope = {"township": "honour__village__township", "village": "honour__village"}

    def standing(self):
        """Those not declared void."""
        return self.filter(is_void=False)


class Review(models.Model):
    """复审: kept, revoked or the plaque taken down, by the authority's document.

    One that was entered wrong (of another honour, with another outcome) is declared void.
    """

    class Result(models.TextChoices):
        KEPT = "kept", "保留"
        REVOKED = "revoked", "撤销"
        REMOVED = "removed", "摘牌"

    honour = models.ForeignKey(Honour, on_delete=models.PROTECT, related_name="reviews")
    result = models.CharField("结论", max_length=10, choices=Result.choices)
    on = models.DateField("复审日期", db_column="reviewed_on")
    document_number = models.CharField("依据文号", max_length=40)
    reason = models.CharField("说明", max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, editable=False)
    is_void = models.BooleanField(
        "登记错了，整条作废",
        default=False,
        help_text="作废后当作没有这次复审：荣誉恢复有效，停发、待追回的奖励恢复原来的状态。",
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "复审"
        constraints = [
            models.CheckConstraint(
                name="review_has_document",
                violation_error_message="复审结论要有文件的文号。",
                condition=~Q(document_number=""),
            )
        ]

    def __str__(self):
        return f"{self.honour}{self.get_result_display()}"

    def get_absolute_url(self):
        return self.honour.get_absolute_url()


frozen.register(
    Review,
    why="复审结论只增不改",
    correctable=(
        "reviewed_on",
        "document_number",
        "reason",
        "is_void",
        "file_id",
        "file_name",
    ),
)


keep_names_of_day(Honour, lambda honour: honour.awarded_on)
