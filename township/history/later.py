"""补录: what happened before the system came is entered as such, with who entered it and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from township.dates import cn_date
from township.users.models import User


class EnteredLater(models.Model):
    """A row that was, or may have been, entered long after its own day.

    The person who entered it stands for nothing that happened then. The name is kept as it was
    on the day of entry.
    """

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="补录人",
    )
    entered_name = models.CharField("补录人姓名", max_length=30, blank=True, editable=False)
    entered_at = models.DateTimeField("补录时间", null=True, editable=False)

    class Meta:
        abstract = True

    def enter(self, by: User) -> None:
        """Mark as entered later, now, by this person; saved by the caller."""
        self.entered_by, self.entered_name, self.entered_at = by, str(by)[:30], timezone.now()

    @property
    def is_entered_later(self) -> bool:
        return self.entered_at is not None

    @property
    def entered_told(self) -> str:
        """张三，2026年11月27日; empty where it was entered in its own time."""
        if self.entered_at is None:
            return ""
        return f"{self.entered_name}，{cn_date(timezone.localdate(self.entered_at))}"

    @property
    def entry_note(self) -> str:
        """补录：张三，2026年11月27日; empty as above."""
        return f"补录：{self.entered_told}" if self.is_entered_later else ""
