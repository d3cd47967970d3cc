"""Organisations that issue and name, under the name they bore at the time."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.rules import organising
from campaigns.rules.organising import Organ, Standing, standing
from township.access import ScopedQuerySet
from township.users.models import Township


class AuthorityQuerySet(ScopedQuerySet):
    scope = {"township": "township"}

    def unnamed(self):
        return self.filter(name="")

    def naming(self, on=None):
        """Those that may name on a day, some of them once it was approved (`rules.organising`)."""
        above = self.exclude(tier=Authority.Tier.TOWNSHIP)
        may = [
            Q(tier=tier, kind=kind)
            for tier in Authority.Tier.values
            for kind in Authority.Kind.values
            if standing(tier, kind, on) is not Standing.MAY_NOT
        ]
        return above.filter(reduce(or_, may))


class Authority(models.Model):
    """An organisation above or in the township. `name` is today's; earlier ones are rows.

    A preset brings its `role` alone, e.g. 区（县）卫生健康部门: the township fills in the name.
    """

    class Tier(models.TextChoices):
        TOWNSHIP = "township", "镇"
        DISTRICT = "district", "区（县）"
        CITY = "city", "市"
        PROVINCE = "province", "省"
        NATION = "nation", "国家"

    class Kind(models.TextChoices):
        PARTY = organising.OrganKind.PARTY.value, "党委"
        GOVERNMENT = organising.OrganKind.GOVERNMENT.value, "政府"
        DEPARTMENT = organising.OrganKind.DEPARTMENT.value, "其他党政机关（部门）"
        MASS = organising.OrganKind.MASS.value, "群团机关"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, verbose_name="镇")
    role = models.CharField("角色", max_length=60, blank=True, default="", editable=False)
    name = models.CharField("现名", max_length=60)
    tier = models.CharField("层级", max_length=10, choices=Tier.choices)
    kind = models.CharField(
        "性质",
        max_length=10,
        choices=Kind.choices,
        default=Kind.DEPARTMENT,
        help_text="2022年4月起，市县级部门、群团机关和乡镇不得开展创建示范活动，也不得命名。",
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "机关单位"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                condition=~models.Q(name=""),
                name="authority_name_once",
                violation_error_message="这个机关单位已经登记过。",
            ),
            models.UniqueConstraint(
                fields=["township", "role"],
                condition=models.Q(name=""),
                name="authority_role_open_once",
                violation_error_message="这一项机关还没有填名称，请先填写。",
            ),
        ]

    def __str__(self):
        return self.name or f"{self.role}（名称待填）"

    def get_absolute_url(self):
        return reverse("campaigns:authorities")

    @property
    def names(self):
        """Today's and all former ones."""
        return {self.name, *(former.name for former in self.former_names.all())}

    def named(self, name=""):
        """It as the rules know it, under the name that is told."""
        return Organ(name or str(self), self.tier, self.kind)

    @property
    def naming_told(self):
        """(words, tone): whether it may name as things are today."""
        return {
            Standing.MAY: ("可以命名", "good"),
            Standing.WITH_APPROVAL: ("经批准可以命名", "active"),
            Standing.MAY_NOT: ("不得命名", "neutral"),
        }[standing(self.tier, self.kind, None)]

    def name_on(self, day):
        """What it was called on a day; reads the prefetched `former_names`."""
        for former in self.former_names.all():
            if (former.since or day) <= day <= former.until:
                return former.name
        return self.name


class FormerNameQuerySet(ScopedQuerySet):
    scope = {"township": "authority__township"}


class FormerName(models.Model):
    """A name an organisation no longer bears, e.g. before a reform of institutions."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=60)
    since = models.DateField("启用日期", null=True, blank=True)
    until = models.DateField("停用日期")
    note = models.CharField("说明", max_length=200, blank=True)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        ordering = ["until"]
        verbose_name = "曾用名"
        constraints = [
            models.CheckConstraint(
                name="formername_dates",
                condition=models.Q(since=None) | models.Q(since__lte=models.F("until")),
                violation_error_message="启用日期不能晚于停用日期。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.authority.get_absolute_url()
