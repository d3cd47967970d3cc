"""询问: what villagers ask about the village's affairs, and the answer that is owed in time.

Serves 村务公开 (村民委员会组织法第三十五条) and the standard's indicator C3; the fifteen days are
those of Hainan's measures (dossier §1.4). Who asks is not written down with the question: what
somebody left on the public page, to be reached by, lies in a row of its own that is erased.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from township.access import ScopedQuerySet
from township.history import frozen
from township.shorttext import shortened
from township.workflow import Versioned
from villages.models.encrypted import EncryptedField
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.posting import Posting
from villages.models.village import PHONE, Village


class QueryQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def open(self):
        return self.filter(status=Query.Status.OPEN)

    def of_year(self, year):
        return self.filter(asked_on__year=year)

    def shown(self):
        """Answered, and the answer told to everybody."""
        return self.filter(status=Query.Status.ANSWERED, is_public=True)


class Query(BegunInVillage, Versioned):
    class Status(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"
        SET_ASIDE = "set_aside", "已退回"

    class Kind(models.TextChoices):
        QUESTION = "question", "询问"
        OBJECTION = "objection", "异议"

    class Way(models.TextChoices):
        SPOKEN = "spoken", "当面"
        PHONE = "phone", "电话"
        BOX = "box", "意见箱"
        MEETING = "meeting", "会上"
        ONLINE = "online", "微信、网上"
        WRITTEN = "written", "书面"
        PAGE = "page", "公开页面"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="queries", verbose_name="村（居）"
    )
    posting = models.ForeignKey(
        Posting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="queries",
        verbose_name="问的是哪份公示",
    )
    # What of the results, where no posting is meant.
    about = models.CharField("针对什么", max_length=80, blank=True, editable=False)
    kind = models.CharField(
        "种类", max_length=10, choices=Kind.choices, default=Kind.QUESTION, editable=False
    )
    way = models.CharField("怎么问的", max_length=10, choices=Way.choices, default=Way.SPOKEN)
    content = models.TextField("问了什么", max_length=1000)
    asked_on = models.DateField("询问日期", default=timezone.localdate)
    due_on = models.DateField("答复期限")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    set_aside_because = models.CharField("退回的原因", max_length=200, blank=True, editable=False)
    is_public = models.BooleanField("在公开页面上公布", default=False, editable=False)
    # By which whoever asked on the page asks how it stands; "" for what the village entered.
    code = models.CharField("查询码", max_length=8, blank=True, editable=False)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        verbose_name = "询问"
        indexes = [models.Index(fields=["village", "-asked_on"], name="query_by_day")]
        constraints = [
            models.CheckConstraint(
                name="query_answered_whole",
                violation_error_message="已经答复的，要有答复内容和日期，日期不能早于询问日期。",
                condition=Q(status="open")
                | (Q(status="set_aside") & ~Q(set_aside_because=""))
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="query_code_once",
                violation_error_message="这个查询码已经用过，请再发一次。",
            ),
        ]

    @property
    def begun_on(self):
        return self.asked_on

    def __str__(self):
        short = self.content.splitlines()[0] if self.content else ""
        return shortened(short, 24)

    def get_absolute_url(self):
        return reverse("villages:query", args=[self.pk])

    @property
    def is_by_page(self):
        """Did somebody write it on the public page?"""
        return self.way == self.Way.PAGE

    @property
    def target(self):
        """What it is about, "" where nothing was named."""
        return str(self.posting) if self.posting_id else self.about

    def is_late_on(self, day):
        """Answered after its day, or still owed on `day` although its day is over."""
        if self.status == self.Status.SET_ASIDE:
            return False
        return (self.answered_on or day) > self.due_on

    @property
    def is_late(self):
        return self.is_late_on(timezone.localdate())

    @property
    def status_tone(self):
        if self.status == self.Status.ANSWERED:
            return "warn" if self.is_late else "good"
        if self.status == self.Status.SET_ASIDE:
            return "neutral"
        return "bad" if self.is_late else "waiting"

    @property
    def timing(self):
        """How the answer stands against its day: 超期3天, 还有5天, 用了4天."""
        if self.status == self.Status.SET_ASIDE:
            return ""
        day = self.answered_on or timezone.localdate()
        if self.is_late:
            return f"超期{(day - self.due_on).days}天"
        if self.answered_on:
            return f"用了{(day - self.asked_on).days}天"
        left = (self.due_on - day).days
        return f"还有{left}天" if left else "今天到期"


frozen.register(
    Query,
    when="{row}.status <> 'open'",
    except_columns=("version", "is_public"),
    why="询问已经办结，记录不能再改",
)


class AskerQuerySet(ScopedQuerySet):
    scope = {"township": "query__village__township", "village": "query__village"}


class Asker(models.Model):
    """提问人: how whoever asked on the page may be reached, if told; erased some days after the
    question is closed, and at any time by hand. Never shown in public."""

    query = models.OneToOneField(Query, on_delete=models.CASCADE, related_name="asker")
    name = EncryptedField("姓名", blank=True)
    phone = EncryptedField("联系电话", blank=True, validators=[PHONE])
    # The network of that day as a keyed digest: how many came from there, and not from where.
    sender = models.CharField(max_length=64, db_index=True)
    # The form that was sent: sent twice, it is one question.
    key = models.CharField(max_length=36, unique=True)

    objects = AskerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "提问人"

    def __str__(self):
        return self.name or "没有留姓名"


keep_names_of_day(Query, lambda query: query.asked_on)
