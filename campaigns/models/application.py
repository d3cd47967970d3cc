"""申报: a village that reached a level, on its way village → office → leader → district.

Each sending to the district is a frozen submission; the district reads submissions only.
"""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from campaigns.models.campaign import Campaign
from campaigns.models.evaluation import Evaluation
from campaigns.models.level import Level
from campaigns.rules.tier import is_asked_by_request
from township.access import Reach, ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.workflow import Versioned
from villages.models import Village
from villages.models.names_of_day import BegunInVillage, keep_names_of_day


class ApplicationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def _within(self, reach, user, membership):
        """The district reaches what has been submitted to it, nothing that is still drafted."""
        rows = super()._within(reach, user, membership)
        if reach == Reach.DISTRICT:
            rows &= Q(Exists(Submission.objects.filter(application=OuterRef("pk"))))
        return rows

    def on_the_way(self):
        """Not decided and not withdrawn, or accepted and still to be named."""
        status = Application.Status
        return self.exclude(status__in=(status.REFUSED, status.WITHDRAWN)).exclude(
            Q(status=status.ACCEPTED) & self._named()
        )

    def to_name(self):
        """No honour stands upon it yet."""
        return self.exclude(self._named())

    def to_decide_anew(self):
        """Back at the district, because the outcome was entered wrong."""
        last = Step.objects.filter(application=OuterRef("pk")).order_by("-id").values("act")[:1]
        return self.annotate(last_act=Subquery(last)).filter(last_act="void_decision")

    @staticmethod
    def _named():
        honours = apps.get_model("campaigns", "Honour").objects.standing()
        return Q(Exists(honours.filter(application=OuterRef("pk"))))


def _day_of(application):
    """A decided one keeps the names of the day on which its evaluation was announced."""
    return application.evaluation.announced_on if application.is_decided else None


class Application(BegunInVillage, Versioned):
    class Status(models.TextChoices):
        DRAFT = "draft", "填写中"
        OFFICE = "office", "镇办公室审核"
        LEADER = "leader", "领导审批"
        DISTRICT = "district", "区级验收"
        RETURNED = "returned", "退回补正"
        ACCEPTED = "accepted", "验收合格"
        REFUSED = "refused", "验收不合格"
        WITHDRAWN = "withdrawn", "已撤回"

    class DocumentKind(models.TextChoices):
        LETTER = "letter", "函"
        REQUEST = "request", "请示"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="applications")
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="applications", verbose_name="村（居）"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="applications", verbose_name="申报级别"
    )
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="applications", verbose_name="考评结果"
    )
    deeds = models.TextField("主要事迹")
    village_opinion = models.CharField("村（居）意见", max_length=300, blank=True)
    office_opinion = models.CharField("镇意见", max_length=300, blank=True)
    document_kind = models.CharField(
        "文种",
        max_length=10,
        choices=DocumentKind.choices,
        blank=True,
        help_text="不选的，送党委、政府用请示，送部门用函。",
    )
    document_number = models.CharField(
        "文号",
        max_length=40,
        blank=True,
        help_text="请示如 清府〔2026〕8号，函如 清府函〔2026〕8号：年份用六角括号，序号前不加0。",
    )
    recipient = models.CharField(
        "主送机关", max_length=60, blank=True, help_text="不填的，送命名机关。"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "申报"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "level"],
                condition=~Q(status__in=["accepted", "refused", "withdrawn"]),
                name="application_one_open",
                violation_error_message="这个村已经有一份这一级别的申报。",
            )
        ]

    def __str__(self):
        return f"{self.village}申报{self.level_name}"

    def get_absolute_url(self):
        return reverse("campaigns:application", args=[self.pk])

    @property
    def level_name(self):
        return self.level.name_for(self.village, _day_of(self))

    @property
    def status_tone(self):
        return {
            "draft": "neutral",
            "returned": "warn",
            "accepted": "good",
            "refused": "bad",
            "withdrawn": "neutral",
        }.get(self.status, "waiting")

    @property
    def sent_to(self):
        """The name of the organ that it is addressed to."""
        return self.recipient or str(self.level.named_by)

    @property
    def genre(self):
        """函 or 请示: the one chosen, else the one that its recipient is written to by."""
        request, letter = self.DocumentKind.REQUEST, self.DocumentKind.LETTER
        by_rule = request if is_asked_by_request(self.sent_to) else letter
        return self.DocumentKind(self.document_kind or by_rule)

    @property
    def is_request(self):
        """Does it go out as 请示, which is signed and asks for an answer?"""
        return self.genre == self.DocumentKind.REQUEST

    @property
    def is_editable(self):
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    @property
    def is_at_district(self):
        return self.status == self.Status.DISTRICT

    @property
    def is_decided(self):
        return self.status in (self.Status.ACCEPTED, self.Status.REFUSED)

    @property
    def is_accepted(self):
        return self.status == self.Status.ACCEPTED

    @property
    def is_sent(self):
        """With the district, or decided by it."""
        return self.is_at_district or self.is_decided


frozen.register(
    Application,
    "{row}.status IN ('accepted', 'refused')",
    except_columns=("status", "version"),
    why="申报已经办结，不能再改",
)


class OfApplicationQuerySet(ScopedQuerySet):
    """Rows of an application; the district reaches those of what was submitted to it."""

    application = "application"
    scope = {
        "township": "application__village__township",
        "village": "application__village",
    }

    def _within(self, reach, user, membership):
        rows = super()._within(reach, user, membership)
        if reach == Reach.DISTRICT:
            sent = Submission.objects.filter(application=OuterRef(self.application))
            rows &= Q(Exists(sent))
        return rows


class Step(models.Model):
    """Who took which step when, and whether somebody stood in for another."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("步骤", max_length=20)
    label = models.CharField("步骤名称", max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("办理人", max_length=60, blank=True, editable=False)
    stands_in_for = models.CharField("代谁办理", max_length=30, blank=True)
    opinion = models.CharField("意见", max_length=500, blank=True)
    # The day that stands under it on paper; `at` is when it was entered.
    on = models.DateField("日期", db_column="taken_on", default=timezone.localdate)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "办理步骤"

    def __str__(self):
        return f"{self.label} {self.by_name}"


frozen.register(Step, why="办理步骤只增不改")


class Submission(models.Model):
    """报送: what the district was sent, as it was then."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField("次数")
    sent_on = models.DateField("报送日期")
    snapshot = models.JSONField("报送内容")
    sha256 = models.CharField("校验值", max_length=64)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "报送"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="submission_once",
                violation_error_message="这一次报送已经有了，请刷新后再试。",
            )
        ]

    def __str__(self):
        return f"{self.application}第{self.number}次报送"


frozen.register(Submission, why="已经报送，不能再改")


class AcceptanceQuerySet(OfApplicationQuerySet):
    def standing(self):
        """Those not declared void."""
        return self.filter(is_void=False)


class Acceptance(models.Model):
    """验收: the district's visit and decision, entered by it or from its written decision.

    One whose outcome was entered wrong is declared void, and entered anew.
    """

    class Result(models.TextChoices):
        ACCEPTED = "accepted", "合格"
        RETURNED = "returned", "退回补正"
        REFUSED = "refused", "不合格"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="acceptances"
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="acceptances")
    result = models.CharField("结论", max_length=10, choices=Result.choices)
    visited_on = models.DateField("验收日期")
    team = models.CharField("验收组成员", max_length=200)
    opinion = models.CharField("验收意见", max_length=500)
    problems = models.CharField("存在问题", max_length=500, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    document_number = models.CharField("区级文号", max_length=40, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    is_entered_for_district = models.BooleanField("由镇办公室按区级文件录入", default=False)
    is_void = models.BooleanField(
        "结论录错，整份作废",
        default=False,
        help_text="作废后申报回到区级验收，重新录入结论；据此登记的荣誉作废，奖励停发或者追回。",
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "验收"
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(is_void=False),
                name="acceptance_once",
                violation_error_message="这一次报送已经有验收结论。",
            ),
            models.CheckConstraint(
                name="acceptance_has_document",
                condition=Q(is_entered_for_district=False)
                | (Q(file__isnull=False) & ~Q(document_number="")),
                violation_error_message="代区录入验收结论，要有区级文号和文件扫描件。",
            ),
        ]

    def __str__(self):
        return f"{self.application}{self.get_result_display()}"

    def get_absolute_url(self):
        return self.application.get_absolute_url()


frozen.register(
    Acceptance,
    why="验收结论只增不改",
    correctable=(
        "visited_on",
        "team",
        "opinion",
        "problems",
        "rectify_by",
        "document_number",
        "is_void",
        "file_id",
        "file_name",
    ),
)


keep_names_of_day(Application, _day_of)
