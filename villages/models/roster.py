"""Rosters: representatives of villagers or residents, and members of the association.

Serves 村民委员会组织法 article 29 and 城市居民委员会组织法 article 28: who sits in the meeting of
representatives, for how many households, and for how long (a committee's term of five years).
"""

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage
from villages.models.person import Person
from villages.models.village import Group, Village


class RosterQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def serving(self, on):
        """Rows in office on that day, both ends included."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))

    def women(self):
        return self.filter(person__gender=Person.Gender.WOMAN)

    def shares(self, on):
        """{"total", "women"} of who serves on that day."""
        women = Count("pk", filter=Q(person__gender=Person.Gender.WOMAN))
        return self.serving(on).aggregate(total=Count("pk"), women=women)


class Seat(Versioned):
    """What both rosters have in common."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="村（居）"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="人员"
    )
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="小组",
    )
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    note = models.CharField("备注", max_length=100, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.person)

    @property
    def role(self):
        return self._meta.verbose_name


class Representative(BegunInVillage, Seat):
    """村（居）民代表: speaks for some households of a group."""

    households = models.PositiveSmallIntegerField("代表户数", default=0)

    class Meta:
        ordering = ["group__order", "person__name", "id"]
        verbose_name = "村（居）民代表"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "since"],
                name="representative_once",
                violation_error_message="这个人从这一天起已经是代表。",
            ),
            models.CheckConstraint(
                name="representative_term",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="任期结束日期不能早于开始日期。",
            ),
        ]

    def get_absolute_url(self):
        return reverse("villages:representatives", args=[self.village_id])


class AssociationMember(BegunInVillage, Seat):
    """计生协会会员: belongs to a member group and keeps in touch with some households."""

    households = models.PositiveSmallIntegerField("联系户数", default=0)

    class Meta:
        ordering = ["group__order", "person__name", "id"]
        verbose_name = "协会会员"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "since"],
                name="association_member_once",
                violation_error_message="这个人从这一天起已经是会员。",
            ),
            models.CheckConstraint(
                name="association_member_term",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="退会日期不能早于入会日期。",
            ),
        ]

    def get_absolute_url(self):
        return reverse("villages:association_members", args=[self.village_id])
