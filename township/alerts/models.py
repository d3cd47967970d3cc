"""提醒: a line to one person about one thing, told once and open as long as the thing is."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from township.access import ScopedQuerySet
from township.access.policy import SEEN_BY
from township.prepared_query import PreparedQuery
from township.users.models import Township

LONGEST_TITLE, LONGEST_HINT, LONGEST_KEY = 200, 300, 120
# The bell counts no further: nobody reads a larger number.
MOST_COUNTED = 99


class AlertKind(models.TextChoices):
    TASK = "task", "要办的事"
    ANSWER = "answer", "办理结果"
    RESULT = "result", "结果公示"
    RECTIFICATION = "rectification", "整改"
    REMARK = "remark", "留言"
    REMINDER = "reminder", "催办"
    DUE = "due", "到期"
    FAILED = "failed", "没有做成"
    DIGEST = "digest", "一周小结"


class AlertQuerySet(ScopedQuerySet):
    scope = {"township": "township", "owner": "user"}

    def for_user(self, user, permission):
        """The own ones, about things whose pages are open to this person now."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        nouns = rows.order_by().values_list("noun", flat=True).distinct()
        return rows.filter(_of_open_things(user, list(nouns)))

    def unread(self):
        return self.filter(is_read=False)


def _of_open_things(user, nouns):
    found = Q(pk__in=[])
    for noun in nouns:
        rows = apps.get_model(noun).objects.all()
        seen = Q(pk__in=[])
        for permission in SEEN_BY[noun]:
            if user.may(permission):
                seen |= Q(pk__in=rows.for_user(user, permission).order_by().values("pk"))
        found |= Q(noun=noun) & Exists(rows.filter(seen, pk=OuterRef("object_id")))
    return found


class Alert(models.Model):
    """One line to one person. `noun` and `object_id` name the thing as history does; `key` is what
    happened, so that nobody is told of it twice. `title` names places, never persons."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alerts"
    )
    key = models.CharField("哪件事", max_length=LONGEST_KEY)
    kind = models.CharField("类别", max_length=20, choices=AlertKind.choices)
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")
    township = models.ForeignKey(
        Township, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="镇"
    )
    title = models.CharField("事项", max_length=LONGEST_TITLE)
    hint = models.CharField("怎么办", max_length=LONGEST_HINT, blank=True)
    path = models.CharField("所在页面", max_length=200)
    due = models.DateField("期限", null=True)
    at = models.DateTimeField("时间", default=timezone.now)
    is_read = models.BooleanField("已读", default=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["is_read", "-id"]
        verbose_name = "提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="alert_once",
                violation_error_message="这件事已经提醒过。",
            )
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(is_read=False), name="alert_unread"),
            models.Index(
                fields=["object_id", "noun"], condition=Q(is_read=False), name="alert_of_thing"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return {"answer": "good", "failed": "bad", "due": "warn", "reminder": "warn"}.get(
            self.kind, "active"
        )


def unread_sign(user):
    """[how many unread lines there are, the newest], [] of none, whether or not they may still be
    opened: the unread number is the same as long as this is and nothing happened in the township.
    """
    return [value for row in _unread(user.pk) for value in row]


@PreparedQuery
def _unread(user):
    rows = Alert.objects.filter(user=user).unread().order_by().values("user")
    return rows.annotate(number=models.Count("pk"), newest=models.Max("pk")).values_list(
        "number", "newest"
    )


@PreparedQuery
def _unread_nouns(user):
    unread = Alert.objects.filter(user=user).unread().order_by()
    return unread.values_list("noun", flat=True)[: MOST_COUNTED + 1]


def unread_count(user):
    """How many lines a person has not read; one query where there are none, two else."""
    told = _unread_nouns(user.pk)
    if not told:
        return 0
    unread = Alert.objects.filter(user=user).unread().order_by()
    open_ones = unread.filter(_of_open_things(user, list(dict.fromkeys(told))))
    return open_ones[: MOST_COUNTED + 1].count()
