"""Telephone numbers that somebody has said are an office's and may be public."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction

from township.history.chain import record
from township.personalnumbers import masked, telephones
from township.users.models import Township, User
from township.users.settings import SETTINGS


class OpenPhoneQuerySet(models.QuerySet):
    def among(self, digits: Iterable[str]) -> set[str]:
        """Those of the numbers that may be public: named as such, or set as a township's own."""
        wanted = set(digits)
        if not wanted:
            return set()
        named = set(self.filter(digits__in=wanted).values_list("digits", flat=True))
        return named | (wanted & _set_by_townships())


class OpenPhone(models.Model):
    """One number, and who has said so."""

    digits = models.CharField(
        "号码",
        max_length=12,
        unique=True,
        error_messages={"unique": "这个号码已经写明是公开的办公电话。"},
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁写明的",
    )
    said_at = models.DateTimeField("时间", auto_now_add=True)

    objects = OpenPhoneQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["digits"]
        verbose_name = "公开电话"

    def __str__(self):
        return masked(self.digits)


@transaction.atomic
def open_phones(digits: Iterable[str], *, by: User) -> None:
    """Keep the numbers as public ones; numbers that are so already stay with who said it first."""
    for number in sorted(set(digits)):
        row, is_new = OpenPhone.objects.get_or_create(digits=number, defaults={"said_by": by})
        if is_new:
            record("phone.open", row, by, f"写明{row}是公开的办公电话")


def _set_by_townships() -> set[str]:
    keys = [key for key, setting in SETTINGS.items() if setting.kind == "phone"]
    held = Township.objects.values_list("settings", flat=True)
    written = (one[key] for one in held for key in keys if one.get(key))
    return {number.digits for text in written for number in telephones(f"电话{text}")}
