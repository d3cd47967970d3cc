"""The secret address under which a person's calendar is read without signing in."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from township.access import ScopedQuerySet

# A telephone asks once an hour at the most; a program that asks without end is held off.
MOST_READS, WINDOW = 60, timedelta(hours=1)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarKeyQuerySet(ScopedQuerySet):
    scope = {"owner": "user"}


class CalendarKey(models.Model):
    """One for a person; the secret itself is told once and kept nowhere."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    digest = models.CharField("校验值", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间", default=timezone.now)
    window_at = models.DateTimeField("计数开始", default=timezone.now)
    reads = models.PositiveIntegerField("读取次数", default=0)

    objects = CalendarKeyQuerySet.as_manager()

    class Meta:
        app_label = "township"
        verbose_name = "日历订阅地址"

    def __str__(self):
        return f"{self.user}的日历订阅"

    @classmethod
    def renew(cls, user) -> str:
        """A new secret; the one before it ends."""
        secret = secrets.token_urlsafe(32)
        fresh = {"digest": digest_of(secret), "made_at": timezone.now(), "reads": 0}
        cls.objects.update_or_create(user=user, defaults=fresh)
        return secret

    def count_read(self) -> bool:
        """Count one reading; False where there were too many within the hour."""
        now, mine = timezone.now(), CalendarKey.objects.filter(pk=self.pk)
        if mine.filter(window_at__lt=now - WINDOW).update(window_at=now, reads=1):
            return True
        return bool(mine.filter(reads__lt=MOST_READS).update(reads=F("reads") + 1))
