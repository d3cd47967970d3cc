"""A campaign, what it rests on, and who leads it (plan, parts one, two and five)."""

import re

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.namefields import PersonName
from township.users.models import Township
from township.workflow import Versioned
from villages.rules.kinds import TextKind

# 〔 〕 without a year: the plan we know left it out, and an incomplete number proves nothing.
BLANK_YEAR = re.compile("[〔\\[(\uff08]\\s*[〕\\])\uff09]")
YEAR = [MinValueValidator(1990, "年份不对。"), MaxValueValidator(2100, "年份不对。")]


class CampaignQuerySet(ScopedQuerySet):
    scope = {"township": "township"}

    def running(self):
        return self.filter(status=Campaign.Status.RUNNING)

    def current(self):
        """What a page about "the" campaign shows first: running, then drafted, then closed."""
        order = models.Case(
            models.When(status=Campaign.Status.RUNNING, then=0),
            models.When(status=Campaign.Status.DRAFT, then=1),
            default=2,
        )
        return self.order_by(order, "-first_year", "-pk")

    def asking(self):
        """Those that ask something of villages: all that run, or where none runs the drafted.

        A closed one asks only of its own years, and where there is no other.
        """
        rows = list(self.current())
        first = rows[0].status if rows else None
        return [row for row in rows if row.status == first]


class Campaign(Versioned):
    """创建活动: some years in which villages work for levels that others award.

    texts_needed: {kind of text: how many of it a village needs in force}, as its preset says;
    bodies_asked, topics_asked: which bodies a village is to have, what its charter is to speak of;
    review_questions: [{"code", "question", "basis"}] put to the reviewer of a text;
    own_settings: {key: value} of declared settings that this campaign settles for itself.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "筹备"
        RUNNING = "running", "进行"
        CLOSED = "closed", "结束"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, verbose_name="镇")
    name = models.CharField("活动名称", max_length=80)
    short_name = models.CharField("简称", max_length=30, blank=True)
    preset = models.CharField("预设方案", max_length=40, blank=True, default="", editable=False)
    purpose = models.TextField("目的", max_length=1000)
    historical_name = models.CharField("当年名称", max_length=80, blank=True)
    historical_purpose = models.TextField("当年目的（只作历史记载）", max_length=1000, blank=True)
    texts_needed = models.JSONField("各类文本至少几份", default=dict, blank=True, editable=False)
    bodies_asked = models.JSONField("要求的组织", default=list, blank=True, editable=False)
    topics_asked = models.JSONField("章程内容", default=list, blank=True, editable=False)
    review_questions = models.JSONField(
        "审查时还要看什么", default=list, blank=True, editable=False
    )
    own_settings = models.JSONField("本活动的办法", default=dict, blank=True, editable=False)
    first_year = models.PositiveSmallIntegerField("首年", validators=YEAR)
    last_year = models.PositiveSmallIntegerField("末年", validators=YEAR)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "-id"]
        verbose_name = "创建活动"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name", "first_year"],
                name="campaign_once",
                violation_error_message="同名、同年开始的活动已经有了。",
            ),
            models.CheckConstraint(
                name="campaign_years",
                condition=Q(last_year__gte=F("first_year")) & Q(last_year__lte=F("first_year") + 9),
                violation_error_message="末年不能早于首年，创建期最长十年。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaigns:campaign", args=[self.pk])

    @property
    def called(self):
        """What it is called where there is little room."""
        return self.short_name or self.name

    @property
    def status_tone(self):
        return {"draft": "neutral", "running": "active", "closed": "good"}[self.status]

    @property
    def years(self):
        return range(self.first_year, self.last_year + 1)

    def nearest_year(self, year):
        """The year itself, or the first or last one of the campaign where it lies outside."""
        return min(max(year, self.first_year), self.last_year)

    @property
    def period(self):
        return f"{self.first_year}年至{self.last_year}年"

    @property
    def texts_asked(self):
        """[(TextKind, how many are needed)], as kinds stand: the database forgets their order."""
        return [(kind, self.texts_needed[kind]) for kind in TextKind if kind in self.texts_needed]

    def setting(self, key):
        """A declared setting: the campaign's own value, else the township's."""
        if key in self.own_settings:
            return self.own_settings[key]
        return self.township.setting(key)

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_running(self):
        return self.status == self.Status.RUNNING

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED


class OfCampaignQuerySet(ScopedQuerySet):
    scope = {"township": "campaign__township"}


class BasisDocumentQuerySet(OfCampaignQuerySet):
    def ordering(self):
        """Those that order the campaign, without the ones that only approve it."""
        return self.filter(is_approval=False)


class BasisDocument(Versioned):
    """依据文件: the outside document without which a campaign would be the township's own."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("文件标题", max_length=120)
    number = models.CharField(
        "文号", max_length=60, help_text="照原件填写，例如 ×卫发〔2026〕5号。"
    )
    dated = models.DateField("成文日期", null=True, blank=True)
    issuers = models.JSONField("发文机关", default=list)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True)
    is_approval = models.BooleanField(
        "这是批准开展活动的文件",
        default=False,
        help_text="中央、省级机关开展或者命名的，要有批准文件。",
    )

    objects = BasisDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["dated", "id"]
        verbose_name = "依据文件"

    def __str__(self):
        return f"《{self.title}》"

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()

    @property
    def issuers_line(self):
        return "、".join(self.issuers)

    @property
    def gaps(self):
        """What is still missing from it, as phrases."""
        wanted = {
            "发文机关": self.issuers,
            "完整的文号": self.number and not BLANK_YEAR.search(self.number),
            "成文日期": self.dated,
            "原件扫描件": self.file_id,
        }
        return [label for label, value in wanted.items() if not value]


class Decision(models.Model):
    """决定: how the township resolved to take part."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="decision")
    body = models.CharField("作出决定的组织", max_length=80)
    dated = models.DateField("决定日期", null=True, blank=True)
    text = models.TextField("决定内容", max_length=1000)
    note = models.CharField("说明", max_length=300, blank=True)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "决定"

    def __str__(self):
        return f"{self.body}的决定"

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()


class LeadingMemberQuerySet(OfCampaignQuerySet):
    def serving(self, on):
        return self.filter(Q(since=None) | Q(since__lte=on)).filter(
            Q(until=None) | Q(until__gte=on)
        )


class LeadingMember(Versioned):
    """A post in the leading group or its office, and who holds it from when to when."""

    class Body(models.TextChoices):
        GROUP = "group", "创建活动领导小组"
        OFFICE = "office", "创建活动办公室"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="members")
    body = models.CharField("组织", max_length=10, choices=Body.choices)
    post = models.CharField("职务", max_length=20, help_text="例如组长、副组长、成员。")
    holder = models.CharField("由谁担任", max_length=60, help_text="例如镇长、分管副镇长。")
    name = PersonName("姓名", max_length=30, blank=True)
    since = models.DateField("任职日期", null=True, blank=True)
    until = models.DateField("卸任日期", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    objects = LeadingMemberQuerySet.as_manager()

    class Meta:
        ordering = ["body", "order", "id"]
        verbose_name = "领导小组成员"
        constraints = [
            models.CheckConstraint(
                name="leadingmember_dates",
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
                violation_error_message="任职日期不能晚于卸任日期。",
            )
        ]

    def __str__(self):
        return f"{self.get_body_display()}{self.post}{self.name}"

    def get_absolute_url(self):
        return reverse("campaigns:leading", args=[self.campaign_id])


class WordingNote(models.Model):
    """提法对照: a term of the plan's time beside what today's law leaves of it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="wordings")
    then = models.CharField("当年提法", max_length=60)
    now = models.CharField("现在的提法", max_length=60)
    reading = models.CharField("现在怎样理解", max_length=300)
    warning = models.CharField("须注意", max_length=300, blank=True)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "提法对照"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "then"],
                name="wordingnote_once",
                violation_error_message="这个旧说法已经登记过。",
            )
        ]

    def __str__(self):
        return self.then

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()


frozen.register(
    BasisDocument,
    "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = {row}.campaign_id "
    "AND c.status <> 'draft')",
    why="活动已经启动，依据文件不能再改",
)
frozen.register(
    Decision,
    "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = {row}.campaign_id "
    "AND c.status <> 'draft')",
    why="活动已经启动，决定不能再改",
)
