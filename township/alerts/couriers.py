"""发送方式: how a township lets alerts be carried out of the application, and each thing carried.

None stands there by itself: without a row nothing leaves the application.
"""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone

from township.access import ScopedQuerySet
from township.alerts.models import LONGEST_KEY, LONGEST_TITLE, Alert, AlertKind
from township.users.models import Township
from villages.models.encrypted import EncryptedField

# Longer than any sending takes: what is still under way after it was broken off.
BROKEN_AFTER = timedelta(minutes=10)


class Way(models.TextChoices):
    MAIL = "mail", "电子邮件"
    SMS = "sms", "短信"
    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    FEISHU = "feishu", "飞书（政务微信同类）群机器人"
    HOOK = "hook", "其他系统（JSON）"


# Carried to each person; the others speak to a group, once for each thing.
PERSONAL = (Way.MAIL, Way.SMS)


class CourierQuerySet(ScopedQuerySet):
    scope = {"township": "township"}


class Courier(models.Model):
    """One way out of a township: which kinds go by it, and where. Address and secret are sealed."""

    township = models.ForeignKey(Township, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=30, help_text="例如：创建办工作群。")
    way = models.CharField("方式", max_length=10, choices=Way.choices)
    kinds = models.JSONField("发哪些提醒", default=list)
    address = EncryptedField("地址", letters=400, blank=True)
    secret = EncryptedField("密钥", letters=200, blank=True)
    template = models.TextField("内容格式", max_length=2000, blank=True)
    is_form = models.BooleanField("按表单格式发送", default=False)
    is_on = models.BooleanField("启用", default=False)

    objects = CourierQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["name", "id"]
        verbose_name = "发送方式"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                name="courier_name_once",
                violation_error_message="已经有同名的发送方式。",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_personal(self):
        return self.way in PERSONAL

    @property
    def kinds_told(self):
        return "、".join(AlertKind(one).label for one in self.kinds if one in AlertKind.values)


class DispatchQuerySet(ScopedQuerySet):
    scope = {"township": "courier__township"}

    def due(self):
        return self.filter(outcome=Dispatch.Status.WAITING, next_at__lte=timezone.now())

    def broken(self):
        """Under way for so long that nobody works on them any more."""
        before = timezone.now() - BROKEN_AFTER
        return self.filter(outcome=Dispatch.Status.SENDING, began_at__lt=before)


class Dispatch(models.Model):
    """One thing carried once: to a person, or to the group of a courier. `key` is the thing's."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        FAILED = "failed", "没有发成"
        MAYBE = "maybe", "可能已发"
        DROPPED = "dropped", "不再发送"

    courier = models.ForeignKey(Courier, on_delete=models.CASCADE, verbose_name="发送方式")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    alert = models.ForeignKey(Alert, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField("哪件事", max_length=LONGEST_KEY + 20)
    title = models.CharField("内容", max_length=LONGEST_TITLE + 20)
    path = models.CharField("所在页面", max_length=200)
    outcome = models.CharField(
        "结果", max_length=10, choices=Status.choices, default=Status.WAITING, editable=False
    )
    attempts = models.PositiveSmallIntegerField("发过几次", default=0)
    fault = models.CharField("原因", max_length=200, blank=True)
    next_at = models.DateTimeField("下次发送", default=timezone.now)
    began_at = models.DateTimeField("开始发送", null=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-id"]
        verbose_name = "发送记录"
        constraints = [
            models.UniqueConstraint(
                fields=["courier", "key"],
                name="dispatch_once",
                violation_error_message="这一条已经列入发送。",
            )
        ]
        indexes = [models.Index(fields=["outcome", "next_at"], name="dispatch_due")]

    def __str__(self):
        return self.title

    @property
    def may_send_again(self):
        return self.outcome in (self.Status.FAILED, self.Status.MAYBE)

    @property
    def status_tone(self):
        return {"sent": "good", "failed": "bad", "maybe": "warn", "waiting": "waiting"}.get(
            self.outcome, "neutral"
        )


class AlertChoiceQuerySet(ScopedQuerySet):
    scope = {"owner": "user"}


class AlertChoice(models.Model):
    """What a person wants to be told outside the application, and where; sealed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alert_choice"
    )
    mail = EncryptedField("电子邮箱", letters=100, blank=True)
    mobile = EncryptedField("手机号", letters=11, blank=True, validators=[MinLengthValidator(11)])
    kinds = models.JSONField("发给我的提醒", default=list)

    objects = AlertChoiceQuerySet.as_manager()

    class Meta:
        app_label = "township"
        verbose_name = "提醒的发送选择"

    def __str__(self):
        return f"{self.user}的提醒选择"

    def place(self, way):
        """Where this way leads to the person, "" where nowhere."""
        return {Way.MAIL: self.mail, Way.SMS: self.mobile}.get(way, "")
