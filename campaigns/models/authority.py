"""Organisations that issue and name, under the name they bore at the time."""

from django.db import models
from django.urls import reverse

from township.access import ScopedQuerySet
from township.users.models import Township


class AuthorityQuerySet(ScopedQuerySet):
    scope = {"township": "township"}

    def unnamed(self):
        return self.filter(name="")


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

    township = models.ForeignKey(Township, on_delete=models.PROTECT, verbose_name="镇")
    role = models.CharField("角色", max_length=60, blank=True, default="", editable=False)
    name = models.CharField("现名", max_length=60)
    tier = models.CharField("层级", max_length=10, choices=Tier.choices)

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
    def may_name(self):
        """Naming belongs to organs above the township (创建示范活动管理办法 art. 4)."""
        return self.tier != self.Tier.TOWNSHIP

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
