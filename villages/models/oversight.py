"""The 村务监督委员会 (居务监督委员会): what the village declared of its members, and what it said.

Serves 村民委员会组织法第三十七条 and 城市居民委员会组织法第三十六条. Whose relative somebody is
stays with the village: it declares that it looked, and when.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.namefields import PersonNames
from township.workflow import Versioned
from villages.models.meeting import Meeting
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.organisation import Body
from villages.models.posting import Posting
from villages.models.village import Village
from villages.rules.oversight import Declared


class OversightCheckQuerySet(ScopedQuerySet):
    scope = {"township": "body__village__township", "village": "body__village"}


class OversightCheck(models.Model):
    """Somebody looked whether the members may sit there; the last one counts."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="oversight_checks")
    on = models.DateField("核对日期")
    is_kin_free = models.BooleanField("没有委员会成员的近亲属", default=False)
    is_skilled = models.BooleanField("有具备财会、管理知识的人员", default=False)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = OversightCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "监督委员会组成核对"

    def __str__(self):
        return f"{self.body}组成核对（{cn_date(self.on)}）"

    def get_absolute_url(self):
        return self.body.get_absolute_url()

    @property
    def declared(self):
        """The row as a rule's value."""
        return Declared(self.on, self.is_kin_free, self.is_skilled)


class OversightOpinionQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class OversightOpinion(BegunInVillage, Versioned):
    """One line of the 监督委员会 on a posting, on accounts or on a meeting."""

    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        related_name="oversight_opinions",
        verbose_name="村（居）",
    )
    posting = models.ForeignKey(
        Posting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="oversight_opinions",
        verbose_name="哪份公示",
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="oversight_opinions",
        verbose_name="哪次会议",
    )
    about = models.CharField("监督事项", max_length=80, blank=True)
    on = models.DateField("日期")
    person = PersonNames("监督委员会谁的意见", max_length=30)
    content = models.CharField("意见", max_length=200)

    objects = OversightOpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "监督意见"
        constraints = [
            models.CheckConstraint(
                name="oversightopinion_about_one",
                condition=Q(posting__isnull=False, meeting=None, about="")
                | Q(posting=None, meeting__isnull=False, about="")
                | (Q(posting=None, meeting=None) & ~Q(about="")),
                violation_error_message="公示、会议、其他事项只选一样。",
            )
        ]

    @property
    def begun_on(self):
        return self.on

    def __str__(self):
        return f"{self.subject}：{self.content}"

    def get_absolute_url(self):
        return reverse("villages:oversight", args=[self.village_id])

    @property
    def subject(self):
        """What it is about, as the list says it."""
        return str(self.posting or self.meeting or self.about)


keep_names_of_day(OversightOpinion, lambda row: row.on)
