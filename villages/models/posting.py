"""公示: what hangs on the village's notice board, from when to when, with a photo.

Serves 村务公开 (村民委员会组织法第三十五条: at least fifteen days since 2026).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.workflow import Versioned
from villages.models.meeting import Meeting
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.text import TextVersion
from villages.models.village import Village


class PostingQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def on_show(self, day):
        """What hangs on the board on that day."""
        return self.filter(status=Posting.Status.POSTED, posted_on__lte=day, until__gte=day)

    def shown_since(self, first, today):
        """What hung its whole time and came down since `first`. Who was chosen for a post is not
        told beyond that time, nor what was taken down before it."""
        return self.filter(until__gte=first, until__lt=today, early_reason="").exclude(
            Q(status=Posting.Status.PREPARED) | Q(kind=Posting.Kind.SELECTION)
        )


class Posting(BegunInVillage, Versioned):
    class Kind(models.TextChoices):
        TEXT = "text", "文本公布"
        DECISION = "decision", "决议公开"
        RESULT = "result", "结果公开"
        SELECTION = "selection", "推选结果"
        DELEGATION = "delegation", "授权公告"
        QUARTERLY = "quarterly", "季度公开"
        FINANCE = "finance", "财务公开"
        MAJOR = "major", "重大事项公开"
        OTHER = "other", "其他"

    class Status(models.TextChoices):
        PREPARED = "prepared", "待张贴"
        POSTED = "posted", "公示中"
        TAKEN_DOWN = "taken_down", "已撤下"

    TONES = {Status.PREPARED: "waiting", Status.POSTED: "active", Status.TAKEN_DOWN: "neutral"}

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="postings", verbose_name="村（居）"
    )
    kind = models.CharField("公示类别", max_length=12, choices=Kind.choices)
    title = models.CharField("标题", max_length=80)
    body = models.TextField("公示内容", max_length=5000, blank=True)
    text_version = models.ForeignKey(
        TextVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="公布的文本",
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="公开哪次会议的决议",
    )
    posted_on = models.DateField("张贴日期")
    until = models.DateField("公示到")
    place = models.CharField("张贴地点", max_length=60)
    photo = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="张贴照片",
    )
    photo_name = models.CharField("照片文件名", max_length=255, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PREPARED
    )
    taken_down_on = models.DateField("撤下日期", null=True, blank=True)
    early_reason = models.CharField("提前撤下的原因", max_length=200, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_on", "-id"]
        verbose_name = "公示"
        indexes = [models.Index(fields=["village", "-posted_on"], name="posting_by_day")]
        constraints = [
            models.CheckConstraint(
                name="posting_term",
                condition=Q(until__gte=F("posted_on")),
                violation_error_message="公示结束日期不能早于张贴日期。",
            )
        ]

    @property
    def begun_on(self):
        return self.posted_on

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("villages:posting", args=[self.pk])

    @property
    def is_of_text(self):
        return self.kind == self.Kind.TEXT

    @property
    def is_taken_down(self):
        return self.status == self.Status.TAKEN_DOWN

    @property
    def days(self):
        """Days on the board: until taken down, or as planned."""
        return ((self.taken_down_on or self.until) - self.posted_on).days

    @property
    def status_tone(self):
        return self.TONES[self.status]


frozen.register(
    Posting,
    when="{row}.status = 'taken_down'",
    except_columns=("version",),
    why="公示已撤下，记录不能再改",
    correctable=(
        *("title", "posted_on", "until", "place", "taken_down_on", "early_reason"),
        *("photo_id", "photo_name"),
    ),
)


keep_names_of_day(Posting, lambda posting: posting.posted_on)
