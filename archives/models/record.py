"""件 and its parts: open while it grows, sealed with its reference code, handed over.

Fields follow DA/T 22 (catalogue columns) and GB/T 18894 (metadata of electronic records).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archives.models.category import Category, Retention
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.users.models import Township
from township.workflow import Versioned
from villages.models import Village

SEALED_STATES = "('sealed', 'handed_over')"


class RecordQuerySet(ScopedQuerySet):
    scope = {"township": "township", "village": "village"}

    def for_user(self, user, permission):
        """Records of restricted categories only for who may see those."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        trusted = self.condition_for(user, "record.restricted")
        if trusted == self.condition_for(user, permission):
            return rows
        return rows.filter(Q(category__is_restricted=False) | trusted)

    def kept(self):
        return self.exclude(status=Record.Status.WITHDRAWN)

    def sealed(self):
        return self.filter(status__in=[Record.Status.SEALED, Record.Status.HANDED_OVER])


class Record(Versioned):
    """件: what is kept about one matter, with ordered parts."""

    class Status(models.TextChoices):
        OPEN = "open", "整理中"
        SEALED = "sealed", "已归档"
        HANDED_OVER = "handed_over", "已移交"
        WITHDRAWN = "withdrawn", "已撤回"

    class Secrecy(models.TextChoices):
        NONE = "", "无"
        INTERNAL = "internal", "内部"

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="records")
    # The village's, kept here so that a township's newest are found without asking every village.
    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="records", verbose_name="类别"
    )
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("题名", max_length=200)
    on = models.DateField("日期", db_column="dated_on")
    responsible = models.CharField("责任者", max_length=100, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    secrecy = models.CharField(
        "密级", max_length=10, choices=Secrecy.choices, blank=True, default=Secrecy.NONE
    )
    pages = models.PositiveIntegerField("页数", default=0)
    note = models.CharField("备注", max_length=200, blank=True)
    metadata = models.JSONField("专有项目", default=dict, blank=True)
    source = models.CharField("来源", max_length=60, blank=True)
    requirement = models.CharField("用于哪项要求", max_length=40, blank=True)
    retention = models.CharField("保管期限", max_length=3, choices=Retention.choices, blank=True)
    number = models.PositiveIntegerField("件号", null=True, blank=True)
    reference_code = models.CharField("档号", max_length=40, blank=True)
    former_code = models.CharField("原档号", max_length=60, blank=True)
    paper_box = models.CharField("纸质件盒号", max_length=20, blank=True)
    paper_number = models.CharField("纸质件编号", max_length=20, blank=True)
    status = models.CharField(
        "状态", max_length=12, choices=Status.choices, default=Status.OPEN, db_index=True
    )
    filed_at = models.DateTimeField("登记时间", auto_now_add=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_entered_later = models.BooleanField("补录", default=False, editable=False)
    sealed_at = models.DateTimeField("归档时间", null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "category__order", "on", "id"]
        verbose_name = "档案"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "source"],
                condition=~Q(source=""),
                name="record_source_once",
                violation_error_message="这件事已经归过档。",
            ),
            models.UniqueConstraint(
                fields=["village", "year", "retention", "category", "number"],
                name="record_number_once",
                violation_error_message="这个件号已经有了，请刷新后再试。",
            ),
            models.CheckConstraint(
                name="record_sealed_is_numbered",
                violation_error_message="封存的档案要有保管期限、件号和档号。",
                condition=~Q(status__in=["sealed", "handed_over"])
                | (Q(number__isnull=False) & ~Q(reference_code="") & ~Q(retention="")),
            ),
        ]
        indexes = [
            models.Index(fields=["village", "year", "category"], name="record_shelf"),
            models.Index(fields=["township", "id"], name="record_newest"),
        ]

    @property
    def is_by_fact(self):
        """The system filed it from the act that closed a fact; nobody brought it."""
        return bool(self.source)

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if self._state.adding:
            self.township_id = self.village.township_id
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("archives:record", args=[self.pk])

    @property
    def status_tone(self):
        return {"open": "active", "sealed": "good", "handed_over": "good"}.get(
            self.status, "neutral"
        )

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_sealed(self):
        return self.status in (self.Status.SEALED, self.Status.HANDED_OVER)


frozen.register(
    Record,
    when=f"{{row}}.status IN {SEALED_STATES}",
    except_columns=("status", "version", "paper_box", "paper_number"),
    why="档案已经归档，不能再改",
    correctable=("title", "dated_on", "responsible", "document_number", "note"),
)


class PartQuerySet(ScopedQuerySet):
    scope = {"township": "record__township", "village": "record__village"}


class Part(models.Model):
    """One ordered component of a record; its files are versions, the newest is shown."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "草稿"
        CONSULTATION = "consultation", "征求意见稿"
        FINAL = "final", "定稿"
        BODY = "body", "正文"
        ATTACHMENT = "attachment", "附件"
        SIGN_IN = "sign_in", "签到册"
        BALLOT = "ballot", "选票和计票单"
        PHOTO = "photo", "照片"

    # Under such a key lies a paper that came back signed, not one that an act composed.
    SCANNED = "scan:"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField("顺序")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices, default=Kind.ATTACHMENT)
    name = models.CharField("名称", max_length=200)
    key = models.CharField("来源", max_length=60, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "组成部分"
        constraints = [
            models.UniqueConstraint(
                fields=["record", "order"],
                name="part_order_once",
                violation_error_message="这个次序已经有一份材料。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.record.get_absolute_url()


class PartFileQuerySet(ScopedQuerySet):
    scope = {"township": "part__record__township", "village": "part__record__village"}

    def for_user(self, user, permission):
        """Files follow their records: out of reach, or restricted, is out of sight."""
        records = Record.objects.for_user(user, permission).values("pk")
        return self.filter(part__record__in=records)


class PartFile(models.Model):
    """One version of a part: the bytes, the name they came with, who added them and why."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField("版次")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件名", max_length=255)
    reason = models.CharField("补充理由", max_length=200, blank=True)
    added_at = models.DateTimeField("加入时间", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PartFileQuerySet.as_manager()

    class Meta:
        ordering = ["part", "-number"]
        verbose_name = "文件"
        constraints = [
            models.UniqueConstraint(
                fields=["part", "number"],
                name="part_file_once",
                violation_error_message="这份材料的这一版已经有了，请刷新后再试。",
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("archives:file", args=[self.pk])


OF_SEALED = (
    "EXISTS (SELECT 1 FROM archives_record r WHERE r.id = {row}.record_id "
    f"AND r.status IN {SEALED_STATES})"
)
frozen.register(Part, when=OF_SEALED, why="档案已经归档，不能再改")
frozen.register(PartFile, why="文件只增加新版，不改旧版")
