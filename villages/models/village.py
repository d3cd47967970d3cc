"""Villages and communities and their groups."""

import copy
import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from township.access import Reach, ScopedQuerySet
from township.access.querysets import VILLAGES_OF
from township.namefields import PlaceName, VillageName
from township.users.models import Membership, Township
from township.workflow import Versioned
from villages.rules.bodies import PostKind, post_name
from villages.rules.place_words import words_of

PHONE = RegexValidator(
    r"^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$", "电话要写成11位手机号，或者带区号的座机号。"
)


class VillageQuerySet(ScopedQuerySet):
    scope = {"township": "township", "village": ""}

    def in_use(self):
        return self.filter(closed_on=None)


class Village(Versioned):
    """村（居）: the unit that governs itself; a 社区 follows the residents' committees law."""

    class Kind(models.TextChoices):
        VILLAGE = "village", "村"
        COMMUNITY = "community", "社区"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, verbose_name="镇")
    name = VillageName("名称", max_length=30)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices, default=Kind.VILLAGE)
    fonds_code = models.CharField(
        "全宗号", max_length=4, help_text="4 位，由镇档案室编定，例如 J012。"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    # [{"until": ISO day, "name": …, "kind": …}], oldest first: what it was called before.
    former = models.JSONField("曾用名", default=list, editable=False)
    closed_on = models.DateField("撤并日期", null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name="并入",
    )
    # Where everybody finds the committee; said by the village for the public page.
    contact_place = models.CharField("办公地点", max_length=60, blank=True)
    contact_phone = models.CharField("公开电话", max_length=20, blank=True, validators=[PHONE])
    contact_hours = models.CharField("办公时间", max_length=60, blank=True)
    cadres = models.ManyToManyField(
        Membership, blank=True, related_name="villages", verbose_name="村（社区）干部账号"
    )

    objects = VillageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "村（居）"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                name="village_name_once",
                violation_error_message="本镇已经有同名的村（居）。",
            ),
            models.UniqueConstraint(
                fields=["township", "fonds_code"],
                name="village_fonds_once",
                violation_error_message="这个全宗号已经是别的村（居）的，请换一个。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:village", args=[self.pk])

    @property
    def is_active(self):
        return self.closed_on is None

    def as_of(self, day):
        """The village under the name and kind it bore on a day, for reading only; None is today.

        What is final keeps the name of its day: `township` and all else are today's.
        """
        for one in self.former if day else ():
            if day <= datetime.date.fromisoformat(one["until"]):
                past = copy.copy(self)
                past.name, past.kind, past.is_past = one["name"], one["kind"], True
                return past
        return self

    is_past = False

    def save(self, **kwargs):
        if self.is_past:
            raise ValueError("a village of an earlier day is read, not saved")
        super().save(**kwargs)

    @property
    def is_community(self):
        return self.kind == self.Kind.COMMUNITY

    @property
    def committee(self):
        """What its committee is called."""
        return self.words.committee

    @property
    def words(self):
        """How it is spoken of; one of an earlier day by the words of that day."""
        return words_of(self.is_community)

    def post_name(self, post):
        """What a post is called here; for its 专（兼）职人员 each township has its own word."""
        if post == PostKind.STAFF and (own := self.township.setting("staff_title")):
            return own
        return post_name(post, self.is_community)


@VILLAGES_OF.answers(Reach.VILLAGE)
def villages_of_cadre(user):
    """The cadre's own villages, and those that were merged into them."""
    posts = [one.pk for one in user.current_memberships]
    own = Village.cadres.through.objects.filter(membership__in=posts).values("village_id")
    merged = Village.objects.filter(merged_into__in=own).order_by().values("pk")
    return Village.objects.filter(pk__in=own.union(merged)).order_by().values("pk")


class GroupQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class Group(models.Model):
    """村（居）民小组."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="groups")
    name = PlaceName("小组", max_length=20)
    order = models.PositiveSmallIntegerField("排序", default=0)
    households = models.PositiveIntegerField("户数", default=0)
    adults = models.PositiveIntegerField("18周岁以上人数", default=0)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "小组"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "name"],
                name="group_name_once",
                violation_error_message="本村已经有同名的小组。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.village.get_absolute_url()
