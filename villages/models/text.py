"""Texts that a village gives itself, their versions, clauses and frozen stages.

Serves the plan's part on 章程, 制度, 公约 and 协议书: what was voted is what is filed and posted.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage
from villages.models.village import Village
from villages.rules.kinds import ClauseKind, TextKind, Topic


class TextQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class Text(BegunInVillage):
    """One charter, rule, covenant or model agreement through all its versions."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="texts", verbose_name="村（居）"
    )
    kind = models.CharField("类别", max_length=16, choices=TextKind.choices)
    title = models.CharField("名称", max_length=60)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["village", "kind", "title"]
        verbose_name = "自治文本"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "title"],
                name="text_title_once",
                violation_error_message="这个村（社区）已有同名的文本。要修改它，请打开后按“制定新版本”。",
            ),
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(kind=TextKind.CHARTER),
                name="text_one_charter",
                violation_error_message="这个村（社区）已有自治章程。要修改它，请打开后按“制定新版本”。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        newest = self.versions.order_by("-number").first()
        return newest.get_absolute_url() if newest else self.village.get_absolute_url()

    def get_kind_display(self):
        """村规民约 in a village, 居民公约 in a community."""
        return self.village.words.text_kind(self.kind)

    @property
    def may_cite_charter(self):
        """Every other text may say which version of the charter it rests on."""
        return self.kind != TextKind.CHARTER

    @property
    def needs_charter(self):
        """制度 and 协议书 rest on a charter in force where a campaign asks for charters (plan, row
        18). 村规民约 and 居民公约 stand by themselves (村民委员会组织法第三十一条第一款)."""
        return self.kind in (TextKind.RULE, TextKind.AGREEMENT)


class TextVersionQuerySet(ScopedQuerySet):
    scope = {"township": "text__village__township", "village": "text__village"}

    def in_force_on(self, day):
        """Versions in force on that day: adopted by then, begun where they began later, and not
        yet replaced."""
        return (
            self.filter(adopted_on__lte=day)
            .filter(Q(superseded_on=None) | Q(superseded_on__gt=day))
            .filter(Q(prior__effective_on=None) | Q(prior__effective_on__lte=day))
        )

    def charter_of(self, village, day):
        """The charter version in force in a village on a day, or None."""
        rows = self.in_force_on(day).filter(text__village=village, text__kind=TextKind.CHARTER)
        return rows.order_by("-adopted_on").first()

    def open(self):
        return self.filter(status__in=TextVersion.OPEN)

    def of_fallen_vote(self):
        """Put to the vote here, and no vote passes it (any more)."""
        return self.exclude(motions=None).exclude(motions__status="passed")


class TextVersion(Versioned):
    """One version of a text on its way from draft to filed. Adopted ones are frozen."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        CONSULTING = "consulting", "征求意见"
        FINAL = "final", "表决稿"
        ADOPTED = "adopted", "已通过"
        FILED = "filed", "已备案"
        CORRECTING = "correcting", "责令改正"
        SUPERSEDED = "superseded", "已被新版替代"
        WITHDRAWN = "withdrawn", "已撤回"

    OPEN = (Status.DRAFT, Status.CONSULTING, Status.FINAL)
    IN_FORCE = (Status.ADOPTED, Status.FILED, Status.CORRECTING)
    TONES = {
        Status.DRAFT: "neutral",
        Status.CONSULTING: "active",
        Status.FINAL: "waiting",
        Status.ADOPTED: "good",
        Status.FILED: "good",
        Status.CORRECTING: "bad",
        Status.SUPERSEDED: "neutral",
        Status.WITHDRAWN: "neutral",
    }

    text = models.ForeignKey(
        Text, on_delete=models.PROTECT, related_name="versions", verbose_name="文本"
    )
    number = models.PositiveSmallIntegerField("第几版", default=1)
    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.DRAFT)
    based_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name="依据的章程",
    )
    draft = models.TextField("草稿原文", blank=True)
    round = models.PositiveSmallIntegerField("征求意见轮次", default=0)
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    superseded_on = models.DateField("被替代日期", null=True, blank=True)
    sha256 = models.CharField("定稿校验值", max_length=64, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["text", "-number"]
        verbose_name = "文本版本"
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"],
                name="textversion_number_once",
                violation_error_message="这个版次已经有了，请刷新后再试。",
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(status__in=["draft", "consulting", "final"]),
                name="textversion_one_open",
                violation_error_message="这个文本已经有一个正在办理的版本，请先办完。",
            ),
            models.CheckConstraint(
                name="textversion_adopted_has_day",
                violation_error_message="已经通过的文本要有通过日期。",
                condition=Q(status__in=["draft", "consulting", "final", "withdrawn"])
                | (Q(adopted_on__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self):
        return f"{self.text}（第{self.number}版）"

    def get_absolute_url(self):
        return reverse("villages:text", args=[self.pk])

    @property
    def village(self):
        """As it was called when the text was adopted."""
        return self.text.village.as_of(self.adopted_on)

    @property
    def entered_later(self):
        """How it was adopted before the system came; None for what went its way here."""
        return getattr(self, "prior", None)

    @property
    def status_tone(self):
        return self.TONES[self.status]

    @property
    def is_decided(self):
        """Was it adopted, whatever became of it afterwards?"""
        return self.status in (*self.IN_FORCE, self.Status.SUPERSEDED)

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def may_be_written(self):
        """Whether clauses may still change: before the text is settled for the vote."""
        return self.status in (self.Status.DRAFT, self.Status.CONSULTING)


# An honest text is one page: the longest charter met has 120 articles.
CLAUSES_A_PAGE = 200


class ClauseQuerySet(ScopedQuerySet):
    scope = {
        "township": "text_version__text__village__township",
        "village": "text_version__text__village",
    }


class Clause(Versioned):
    """One article, chapter heading or preamble of a version."""

    text_version = models.ForeignKey(
        TextVersion, on_delete=models.CASCADE, related_name="clauses", verbose_name="文本"
    )
    order = models.PositiveIntegerField("顺序")
    kind = models.CharField(
        "类型", max_length=10, choices=ClauseKind.choices, default=ClauseKind.ARTICLE
    )
    label = models.CharField("条号", max_length=40, blank=True)
    text = models.TextField("内容", blank=True)
    topics = models.JSONField("涉及的章程内容", default=list, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "order", "id"]
        verbose_name = "条款"
        indexes = [models.Index(fields=["text_version", "order"], name="clause_order")]

    def __str__(self):
        return self.label or self.get_kind_display()

    def get_absolute_url(self):
        place = f"{self.text_version.get_absolute_url()}#clause-{self.pk}"
        before = 0
        if self.order > CLAUSES_A_PAGE:
            before = self.text_version.clauses.filter(order__lt=self.order).count()
        page = before // CLAUSES_A_PAGE + 1
        return place if page == 1 else place.replace("#", f"?page={page}#")

    @property
    def topics_shown(self):
        names = dict(Topic.choices)
        return [names[topic] for topic in self.topics if topic in names]

    @property
    def village(self):
        return self.text_version.text.village


class StageTextQuerySet(ClauseQuerySet):
    pass


class StageText(models.Model):
    """草稿, 征求意见稿 and 定稿 as they stood: written once, never changed (plan, row 45)."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "草稿"
        CONSULTATION = "consultation", "征求意见稿"
        FINAL = "final", "定稿"

    text_version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, related_name="stages", verbose_name="文本"
    )
    round = models.PositiveSmallIntegerField("轮次")
    stage = models.CharField("稿次", max_length=12, choices=Stage.choices)
    fixed_on = models.DateField("固定日期")
    text = models.TextField("全文")
    sha256 = models.CharField("校验值", max_length=64)

    objects = StageTextQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "round", "id"]
        verbose_name = "文稿"
        constraints = [
            models.UniqueConstraint(
                fields=["text_version", "round", "stage"],
                name="stagetext_once",
                violation_error_message="这一轮的这一稿已经留存。",
            )
        ]

    def __str__(self):
        return f"{self.text_version.text}{self.get_stage_display()}"

    def get_absolute_url(self):
        return reverse("villages:stage", args=[self.pk])


_ADOPTED = "IN ('adopted', 'filed', 'correcting', 'superseded')"
frozen.register(
    TextVersion,
    when=f"{{row}}.status {_ADOPTED}",
    except_columns=("status", "version", "superseded_on"),
    why="已通过的文本不能再改，请制定新版本",
    # The day of a text follows the correction of its meeting; of one entered later, of its entry.
    correctable=("adopted_on",),
    corrected_by=(
        (
            "villages.prioradoption",
            "c.object_id IN (SELECT p.id FROM villages_prioradoption p "
            "WHERE p.text_version_id = OLD.id)",
        ),
        (
            "villages.meeting",
            "c.object_id IN (SELECT m.meeting_id FROM villages_motion m "
            "WHERE m.text_version_id = OLD.id)",
        ),
    ),
)
frozen.register(
    Clause,
    when="EXISTS (SELECT 1 FROM villages_textversion v WHERE v.id = {row}.text_version_id "
    f"AND v.status {_ADOPTED})",
    on_insert=True,
    why="已通过的文本不能再改，请制定新版本",
)
frozen.register(StageText, why="文稿固定后不能再改")
