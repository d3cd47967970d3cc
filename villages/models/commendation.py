"""Commendation and sanction under the charter: on which clause, told when, with what remedy.

Serves the plan's clauses 23 and 47. Organisations or numbers only, never a person; restricted to
who keeps it. A sanction needs notice, hearing and remedy (dossier §2, item 12).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.history import frozen
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Village


class CommendationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class Commendation(BegunInVillage, Versioned):
    """表彰惩处： written once; a mistake is corrected by a further row that says so."""

    class Kind(models.TextChoices):
        COMMENDATION = "commendation", "表彰"
        SANCTION = "sanction", "惩处"

    class Authority(models.TextChoices):
        VILLAGE = "village", "村（居）"
        TOWNSHIP = "township", "镇"
        COUNTY = "county", "县级以上"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="commendations", verbose_name="村（居）"
    )
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    authority = models.CharField(
        "作出单位级别", max_length=10, choices=Authority.choices, default=Authority.VILLAGE
    )
    on = models.DateField("决定日期", db_column="decided_on")
    organisation = models.CharField(
        "单位名称", max_length=60, blank=True, help_text="例如：三组会员小组。不写个人姓名。"
    )
    number = models.PositiveIntegerField("涉及户数", null=True, blank=True)
    text_version = models.ForeignKey(
        "villages.TextVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="依据的文本",
    )
    basis_clause = models.CharField("依据条款", max_length=200)
    measure = models.TextField("决定内容", max_length=1000)
    noticed_on = models.DateField("告知日期", null=True, blank=True)
    notice = models.CharField(
        "告知情况", max_length=200, blank=True, help_text="怎样告知、听取了什么申辩。"
    )
    remedy = models.CharField("申诉途径", max_length=200, blank=True)

    objects = CommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "表彰惩处"
        constraints = [
            models.CheckConstraint(
                name="sanction_has_notice",
                condition=~Q(kind="sanction")
                | (
                    Q(noticed_on__isnull=False, noticed_on__lte=F("on"))
                    & ~Q(notice="")
                    & ~Q(remedy="")
                ),
                violation_error_message="惩处要先告知、听取申辩，并写明申诉途径；"
                "告知日期不能晚于决定日期。",
            ),
            models.CheckConstraint(
                name="commendation_of_someone",
                condition=~Q(organisation="") | Q(number__isnull=False, number__gt=0),
                violation_error_message="请写明单位名称，或者涉及的户数。",
            ),
        ]

    @property
    def begun_on(self):
        return self.on

    def __str__(self):
        return f"{cn_date(self.on)}{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("villages:commendation", args=[self.pk])

    @property
    def concerned(self):
        """Whom it is about: an organisation, a number of households, or both."""
        told = [self.organisation, f"{self.number}户" if self.number else ""]
        return "，".join(filter(None, told))


frozen.register(Commendation, why="表彰惩处决定不能再改")


keep_names_of_day(Commendation, lambda commendation: commendation.on)
