"""Sessions with their person and device, guesses counted, and what happened at the door."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from township.access import ScopedQuerySet

WINDOW = timedelta(minutes=15)


class SessionQuerySet(ScopedQuerySet):
    scope = {"owner": "user"}

    def running(self):
        return self.filter(expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """One device signed in by one person. `session_key` is the secret itself and never shown."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("设备", max_length=255, blank=True)
    signed_in_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近一次操作", null=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    class Meta:
        app_label = "township"
        db_table = "township_session"
        ordering = ["-seen_at"]
        verbose_name = "登录"

    def __str__(self):
        return f"{self.address} {self.signed_in_at:%Y-%m-%d %H:%M}"

    @property
    def handle(self):
        """Names the session on a page without telling its key."""
        return hashlib.sha256(f"handle {self.session_key}".encode()).hexdigest()[:20]


class GuessesQuerySet(ScopedQuerySet):
    scope = {"township": "user__memberships__township"}


class Guesses(models.Model):
    """How often a password, or the code of a question, was guessed at one place; the count is over
    at `ends_at`."""

    class Kind(models.TextChoices):
        PAIR = "pair", "同一地址试同一账号"
        NAME = "name", "各处试同一账号"
        ADDRESS = "address", "同一地址试各个账号"
        DEVICE = "device", "本人用过的设备"
        OLD_PASSWORD = "old_password", "修改密码时的原密码"
        CODE = "code", "同一地址试查询码"

    MOST = {
        Kind.PAIR: 5,
        Kind.NAME: 10,
        Kind.ADDRESS: 20,
        Kind.DEVICE: 5,
        Kind.OLD_PASSWORD: 5,
        # Villagers of one house or one village network look up after one another.
        Kind.CODE: 20,
    }

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField("情形", max_length=12, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="guesses"
    )
    address = models.CharField("地址", max_length=45, blank=True)
    count = models.PositiveSmallIntegerField("次数", default=0)
    ends_at = models.DateTimeField("到期", db_index=True)

    objects = GuessesQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-ends_at"]
        verbose_name = "试密码次数"

    def __str__(self):
        return f"{self.get_kind_display()}：{self.count}次"

    @property
    def most(self):
        return self.MOST[self.kind]

    def is_locked(self, now):
        return self.count >= self.most and self.ends_at > now

    def count_one(self, now):
        """One more guess. The last one allowed locks for the whole window; later ones are not
        counted, so that trying again does not make the lock longer."""
        if self.ends_at <= now:
            self.count, self.ends_at = 0, now + WINDOW
        self.count += 1
        if self.count >= self.most:
            self.ends_at = now + WINDOW


class AccessEventQuerySet(ScopedQuerySet):
    scope = {"owner": "user"}


class AccessEvent(models.Model):
    """Somebody came in, was refused or was denied something: who, from where, when."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "登录"
        WRONG = "wrong", "密码不对"
        EXPIRED = "expired", "初始密码过期"
        LOCKED = "locked", "暂时锁定"
        UNLOCKED = "unlocked", "解除锁定"
        SIGNED_OUT = "signed_out", "退出"
        ENDED = "ended", "登录被结束"
        PASSWORD = "password", "改密码"
        DENIED = "denied", "没有权限"

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    username = models.CharField("账号", max_length=30, blank=True)
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("设备", max_length=255, blank=True)
    path = models.CharField("页面", max_length=200, blank=True)
    count = models.PositiveIntegerField("次数", default=1)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-id"]
        verbose_name = "登录记录"
        indexes = [models.Index(fields=["kind", "address", "-id"], name="access_by_kind")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.username}"
