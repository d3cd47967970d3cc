"""People who hold a post or sit on a roster: as little about them as the law's counts need.

Serves 个人信息保护法 articles 6 and 28: no identity number, no address, nothing on health or
births. The phone is optional, encrypted, and masked wherever it is shown.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from township import personalnumbers as numbers
from township.access import ScopedQuerySet
from township.namefields import PersonName
from township.workflow import Versioned
from villages.models.encrypted import UNREADABLE, EncryptedField, Sealed
from villages.models.village import PHONE, Group, Village

MONTH = RegexValidator(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", "出生年月要写成1975-03这样。")


def masked(phone):
    """A phone of which only the first three and the last four digits can be read."""
    if not phone:
        return ""
    if isinstance(phone, Sealed):
        return UNREADABLE
    return numbers.masked(re.sub(r"\D", "", phone))


class PersonQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def named(self, village, name, group=None):
        """People of that name in the village, of one group if told."""
        rows = self.filter(village=village, name=name)
        return rows.filter(group=group) if group else rows


class Person(Versioned):
    class Gender(models.TextChoices):
        MAN = "man", "男"
        WOMAN = "woman", "女"

    class Political(models.TextChoices):
        PARTY = "party", "中共党员"
        CANDIDATE = "candidate", "中共预备党员"
        LEAGUE = "league", "共青团员"
        OTHER_PARTY = "other_party", "民主党派"
        NO_PARTY = "no_party", "无党派人士"
        MASSES = "masses", "群众"

    class Education(models.TextChoices):
        PRIMARY = "primary", "小学及以下"
        JUNIOR = "junior", "初中"
        SENIOR = "senior", "高中（中专）"
        COLLEGE = "college", "大专"
        BACHELOR = "bachelor", "本科及以上"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="people", verbose_name="村（居）"
    )
    name = PersonName("姓名", max_length=30)
    gender = models.CharField("性别", max_length=5, choices=Gender.choices)
    group = models.ForeignKey(
        Group,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="所在小组",
    )
    birth_month = models.CharField("出生年月", max_length=7, blank=True, validators=[MONTH])
    political = models.CharField("政治面貌", max_length=12, choices=Political.choices, blank=True)
    education = models.CharField("文化程度", max_length=10, choices=Education.choices, blank=True)
    phone = EncryptedField("联系电话", blank=True, validators=[PHONE])

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["group__order", "name", "id"]
        verbose_name = "人员"
        indexes = [models.Index(fields=["village", "name"], name="person_by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:person", args=[self.pk])

    @property
    def birth_fault(self):
        """The sentence against a month of birth that has not come yet, or ""."""
        is_to_come = self.birth_month > f"{timezone.localdate():%Y-%m}"
        return f"出生年月{self.birth_month}在今天之后，请检查。" if is_to_come else ""

    def clean(self):
        if self.birth_fault:
            raise ValidationError({"birth_month": self.birth_fault})

    @property
    def is_woman(self):
        return self.gender == self.Gender.WOMAN

    @property
    def masked_phone(self):
        return masked(self.phone)
