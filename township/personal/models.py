"""Telephone numbers that somebody has said are an office's and may be public in a township."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction

from township.access import ScopedQuerySet
from township.history.chain import record, remove_row
from township.personalnumbers import masked, telephones
from township.users.models import Township, User
from township.users.settings import SETTINGS


class OpenPhoneQuerySet(ScopedQuerySet):
    def of(self, township: Township | None) -> set[str]:
        """The numbers that may be public in the township: named as such, or set as its own. Where
        no township is known, none is."""
        if township is None:
            return set()
        named = self.filter(township=township).values_list("digits", flat=True)
        return set(named) | _set_by(township)

    def among(self, digits: Iterable[str], township: Township | None) -> set[str]:
        """Those of the numbers that may be public in the township."""
        wanted = set(digits)
        return wanted and wanted & self.of(township)


class OpenPhone(models.Model):
    """One number of a township, and who has said so, when and on which page."""

    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, related_name="+", verbose_name="镇"
    )
    digits = models.CharField("号码", max_length=12)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁写明的",
    )
    said_at = models.DateTimeField("时间", auto_now_add=True)
    said_where = models.TextField("在哪一页写明的")

    objects = OpenPhoneQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["digits"]
        verbose_name = "公开的办公电话"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "digits"],
                name="open_phone_once",
                violation_error_message="这个号码已经写明是公开的办公电话。",
            )
        ]

    def __str__(self):
        return masked(self.digits)


@transaction.atomic
def open_phones(digits: Iterable[str], township: Township, *, by: User, where: str) -> None:
    """Keep the numbers as public ones; numbers that are so already stay with who said it first."""
    for number in sorted(set(digits)):
        said = {"said_by": by, "said_where": where}
        row, is_new = OpenPhone.objects.get_or_create(
            township=township, digits=number, defaults=said
        )
        if is_new:
            record("phone.open", row, by, f"写明{row}是公开的办公电话（{where}）")


@transaction.atomic
def take_back(phone: OpenPhone, *, by: User) -> None:
    """From now on the number is hidden again, and asked about where it is written."""
    told = f"收回公开的办公电话{phone}（{phone.said_where}）"
    remove_row("phone.take_back", phone, by, told)


def _set_by(township):
    keys = [key for key, setting in SETTINGS.items() if setting.kind == "phone"]
    written = (township.settings[key] for key in keys if township.settings.get(key))
    return {number.digits for text in written for number in telephones(f"电话{text}")}
