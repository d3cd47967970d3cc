"""Bodies of a village, who holds their posts until when, how they were chosen, the five haves.

Serves the plan's organisation network (clauses 28–31, 35–39, 55) and its record of how the
autonomy organisations were chosen (clause 44).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.files.models import StoredFile
from township.history import frozen
from township.namefields import PersonNames
from township.workflow import Versioned
from villages.models.person import Person
from villages.models.village import Village
from villages.rules.bodies import BodyKind, PostKind, body_name
from villages.rules.kinds import TermEnded


class BodyQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class Body(Versioned):
    """One organisation of a village with what it has to do."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="bodies", verbose_name="村（居）"
    )
    kind = models.CharField("组织", max_length=16, choices=BodyKind.choices)
    duty = models.TextField("职责", max_length=2000, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["village", "id"]
        verbose_name = "组织"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "kind"],
                name="body_once",
                violation_error_message="本村已经有这个组织。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:body", args=[self.village_id, self.kind])

    @property
    def name(self):
        return body_name(self.kind, self.village.is_community)


class SelectionQuerySet(ScopedQuerySet):
    scope = {"township": "body__village__township", "village": "body__village"}


class Selection(models.Model):
    """推选记录： who stood, how it was decided, who was chosen. Written once."""

    class Way(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", "会议举手推选"
        SECRET = "secret", "会议无记名投票"
        GROUPS = "groups", "各小组推选"
        NOMINATED = "nominated", "协商提名、会议通过"

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="selections", verbose_name="推选的组织"
    )
    held_on = models.DateField("推选日期")
    meeting = models.ForeignKey(
        "villages.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name="推选会议",
    )
    way = models.CharField("推选方式", max_length=16, choices=Way.choices)
    place = models.CharField("地点", max_length=60)
    chair = PersonNames("主持人", max_length=30)
    recorder = PersonNames("记录人", max_length=30)
    total = models.PositiveIntegerField("应到人数")
    present = models.PositiveIntegerField("实到人数")
    women_present = models.PositiveIntegerField("到会妇女", null=True, blank=True)
    tellers = models.CharField("计票人、监票人", max_length=100, blank=True)
    posting = models.ForeignKey(
        "villages.Posting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name="结果公示",
    )
    term_until = models.DateField("任期至", null=True, blank=True)
    note = models.TextField("说明", max_length=1000, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = "推选记录"
        constraints = [
            models.CheckConstraint(
                name="selection_present_in_total",
                condition=Q(present__lte=F("total")),
                violation_error_message="实到人数不能多于应到人数。",
            )
        ]

    def __str__(self):
        return f"{self.body_name}推选记录（{cn_date(self.held_on)}）"

    def get_absolute_url(self):
        return reverse("villages:selection", args=[self.pk])

    @property
    def village(self):
        """The village as it was called on the day."""
        return self.body.village.as_of(self.held_on)

    @property
    def body_name(self):
        """What the body was called in it."""
        return body_name(self.body.kind, self.village.is_community)


class CandidateQuerySet(ScopedQuerySet):
    scope = {
        "township": "selection__body__village__township",
        "village": "selection__body__village",
    }


class Candidate(models.Model):
    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    post = models.CharField("岗位", max_length=20, choices=PostKind.choices)
    votes = models.PositiveIntegerField("得票", null=True, blank=True)
    is_elected = models.BooleanField("当选", default=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["selection", "id"]
        verbose_name = "候选人"
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "person", "post"],
                name="candidate_once",
                violation_error_message="这个人已经是这个岗位的候选人。",
            )
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return self.selection.get_absolute_url()


frozen.register(Selection, except_columns=("posting_id",), why="推选记录不能再改")
frozen.register(Candidate, why="推选记录不能再改")


class TermQuerySet(ScopedQuerySet):
    scope = {"township": "body__village__township", "village": "body__village"}

    def serving(self, on):
        """Posts held on that day, both ends included."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


class Term(Versioned):
    """任期： one person in one post of one body, from a day to a day."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="terms", verbose_name="组织"
    )
    post = models.CharField("岗位", max_length=20, choices=PostKind.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="terms", verbose_name="姓名"
    )
    since = models.DateField("任职开始")
    until = models.DateField("任职结束", null=True, blank=True)
    basis = models.CharField(
        "产生方式", max_length=60, blank=True, help_text="例如：2025年换届选举、党员大会选举。"
    )
    selection = models.ForeignKey(
        Selection, on_delete=models.PROTECT, null=True, blank=True, related_name="terms"
    )
    ended_as = models.CharField("卸任原因", max_length=10, choices=TermEnded.choices, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["body", "id"]
        verbose_name = "任期"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "post", "person", "since"],
                name="term_once",
                violation_error_message="这个人从这一天起已经担任这个岗位。",
            ),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="任职结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.body}{self.post_name}{self.person}"

    def get_absolute_url(self):
        return self.body.get_absolute_url()

    @property
    def post_name(self):
        return self.body.village.post_name(self.post)


class HaveKey(models.TextChoices):
    VENUE = "venue", "有活动场地"
    PROJECT = "project", "有服务项目"
    RULE = "rule", "有活动制度"
    TEAM = "team", "有宣传队伍"
    EQUIPMENT = "equipment", "有文体器材"


class HavesCheckQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class HavesCheck(Versioned):
    """协会“五有”自查： once a year, each of the five with its evidence."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="haves_checks", verbose_name="村（居）"
    )
    year = models.PositiveSmallIntegerField("年度")
    checked_on = models.DateField("检查日期")

    objects = HavesCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "协会五有"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year"],
                name="haves_once_a_year",
                violation_error_message="这一年的“五有”已经核对过，请打开原来的修改。",
            )
        ]

    def __str__(self):
        return f"{self.village}{self.year}年协会五有"

    def get_absolute_url(self):
        return reverse("villages:haves", args=[self.village_id])


class HaveQuerySet(ScopedQuerySet):
    scope = {"township": "check_of__village__township", "village": "check_of__village"}


class Have(models.Model):
    """One of the five, in one year."""

    check_of = models.ForeignKey(HavesCheck, on_delete=models.CASCADE, related_name="items")
    key = models.CharField("项目", max_length=10, choices=HaveKey.choices)
    is_met = models.BooleanField("具备", default=False)
    evidence = models.CharField("佐证说明", max_length=200, blank=True)
    photo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    photo_name = models.CharField("照片文件名", max_length=255, blank=True)

    objects = HaveQuerySet.as_manager()

    class Meta:
        ordering = ["check_of", "id"]
        verbose_name = "五有项目"
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "key"],
                name="have_once",
                violation_error_message="这一项已经核对过。",
            )
        ]

    def __str__(self):
        return self.get_key_display()

    def get_absolute_url(self):
        return self.check_of.get_absolute_url()
