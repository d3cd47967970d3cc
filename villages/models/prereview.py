"""提请审核: a draft that a village sent to the township before the vote, and what was said of it.

Serves the seven ministries' opinion of 2018 and the local measures that ask for it. The words sent
are kept: the village goes on writing, and the opinion is on what was read.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.history import frozen
from township.namefields import PersonNames
from township.workflow import Versioned
from villages.models.text import TextVersion
from villages.rules.kinds import AdviceSource
from villages.rules.prereview import Sent


class PrereviewQuerySet(ScopedQuerySet):
    scope = {
        "township": "text_version__text__village__township",
        "village": "text_version__text__village",
    }

    def standing(self):
        """Those that were not taken back."""
        return self.exclude(status=Prereview.Status.TAKEN_BACK)


class Prereview(Versioned):
    class Status(models.TextChoices):
        SENT = "sent", "待审核"
        GIVEN = "given", "已给出意见"
        LAPSED = "lapsed", "到期没有意见"
        TAKEN_BACK = "taken_back", "已取回"

    class Advice(models.TextChoices):
        NONE = "none", "没有修改意见"
        SOME = "some", "有修改意见"

    TONES = {
        Status.SENT: "waiting",
        Status.GIVEN: "good",
        Status.LAPSED: "neutral",
        Status.TAKEN_BACK: "neutral",
    }

    text_version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, related_name="prereviews", verbose_name="文本"
    )
    round = models.PositiveSmallIntegerField("轮次", editable=False)
    text = models.TextField("送审稿", editable=False)
    sent_on = models.DateField("送审日期")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="送审人"
    )
    due_on = models.DateField("审核期限")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.SENT)
    advice = models.CharField("审核结果", max_length=4, choices=Advice.choices, blank=True)
    opinion = models.TextField("审核意见", max_length=2000, blank=True)
    given_on = models.DateField("审核日期", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Under the name of the day, and whether for another.
    given_name = models.CharField("审核人", max_length=60, blank=True, editable=False)
    answer = models.TextField("采纳情况", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    objects = PrereviewQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-id"]
        verbose_name = "提请审核"
        constraints = [
            models.UniqueConstraint(
                fields=["text_version"],
                condition=Q(status="sent"),
                name="prereview_one_open",
                violation_error_message="这个文本已经送审，正在等待审核意见。",
            ),
            models.CheckConstraint(
                name="prereview_given_whole",
                condition=Q(advice="")
                | (~Q(opinion="") & Q(given_on__isnull=False, given_on__gte=F("sent_on"))),
                violation_error_message="审核意见要有结果、内容和日期，日期不能早于送审日期。",
            ),
            models.CheckConstraint(
                name="prereview_answer_whole",
                condition=Q(answer="")
                | Q(
                    answered_on__isnull=False,
                    given_on__isnull=False,
                    answered_on__gte=F("given_on"),
                ),
                violation_error_message="答复日期不能早于审核日期。",
            ),
        ]

    def __str__(self):
        return f"{self.text_version}提请审核"

    def get_absolute_url(self):
        return reverse("villages:prereview", args=[self.pk])

    @property
    def village(self):
        return self.text_version.village

    @property
    def status_tone(self):
        return "waiting" if self.needs_answer else self.TONES[self.status]

    @property
    def status_told(self):
        """Where it stands, and who is to act on it."""
        told = self.get_status_display()
        return f"{told}，待答复" if self.needs_answer else told

    @property
    def needs_answer(self):
        """Did the township ask for changes that the village has not answered yet?"""
        return self.advice == self.Advice.SOME and not self.answer

    @property
    def sent(self):
        """The row as a rule's value."""
        return Sent(
            self.sent_on,
            self.due_on,
            self.given_on,
            has_advice=self.advice == self.Advice.SOME,
            is_answered=bool(self.answer),
        )


class LegalAdviceQuerySet(ScopedQuerySet):
    scope = {
        "township": "prereview__text_version__text__village__township",
        "village": "prereview__text_version__text__village",
    }


class LegalAdvice(Versioned):
    """What the township heard on a draft from its counsel or the 司法所."""

    prereview = models.ForeignKey(Prereview, on_delete=models.CASCADE, related_name="heard")
    source = models.CharField("谁的意见", max_length=8, choices=AdviceSource.choices)
    name = PersonNames("姓名", max_length=30)
    on = models.DateField("日期")
    content = models.TextField("意见", max_length=1000)

    objects = LegalAdviceQuerySet.as_manager()

    class Meta:
        ordering = ["prereview", "on", "id"]
        verbose_name = "法律意见"

    def __str__(self):
        return f"{self.get_source_display()}{self.name}的意见（{cn_date(self.on)}）"

    def get_absolute_url(self):
        return self.prereview.get_absolute_url()


_SETTLED = (
    "EXISTS (SELECT 1 FROM villages_textversion v WHERE v.id = {row}.text_version_id "
    "AND v.status IN ('adopted', 'filed', 'correcting', 'superseded'))"
)
_HEARD_ON_SETTLED = (
    "EXISTS (SELECT 1 FROM villages_prereview p JOIN villages_textversion v "
    "ON v.id = p.text_version_id WHERE p.id = {row}.prereview_id "
    "AND v.status IN ('adopted', 'filed', 'correcting', 'superseded'))"
)
_WHY = "文本已通过，审核的记录不能再改"
frozen.register(Prereview, when=_SETTLED, on_insert=True, why=_WHY)
frozen.register(LegalAdvice, when=_HEARD_ON_SETTLED, on_insert=True, why=_WHY)
