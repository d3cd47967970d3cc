"""One chain of entries per township; each entry carries the hash of the one before it."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from township.access import ScopedQuerySet
from township.access.policy import SEEN_BY
from township.access.secret import CHANGED, SET_ANEW
from township.history import frozen
from township.history.visibility import of_open_things
from township.today import beginning_of
from township.users.models import Township

GENESIS = "0" * 64
_JSON = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)
DAY = timedelta(days=1)
# As many are looked through for words, or the years of a whole province would be read.
LOOKED_THROUGH = 100_000
# Of what is not written down in clear, only that it was changed.
TOLD_ALONE = (SET_ANEW, CHANGED)


# What an entry says, in the order of its digest.
SAID = (
    "previous_hash",
    "number",
    "at",
    "actor_id",
    "actor_name",
    "verb",
    "noun",
    "object_id",
    "village_id",
    "summary",
    "changes",
    "left",
)


class Chain(models.Model):
    """The head of a township's history; the row without a township is the platform's."""

    township = models.OneToOneField(Township, on_delete=models.PROTECT, null=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        app_label = "township"

    def __str__(self):
        return f"{self.township or '平台'}的办理历史"


class EntryQuerySet(ScopedQuerySet):
    scope = {"township": "chain__township", "village": "village_id"}

    def for_user(self, user, permission, nouns=SEEN_BY):
        """Entries within reach, about things whose pages are open to the user; of some nouns
        where no other is looked for."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        return rows.filter(of_open_things(user, permission, nouns))

    def newest(self, until=None):
        """The newest LOOKED_THROUGH entries there are, or were at the end of a day."""
        rows = Entry.objects.filter(at__lt=beginning_of(until + DAY)) if until else Entry.objects
        last = rows.order_by("-at", "-pk").values_list("pk", flat=True).first() or 0
        return self.filter(pk__gt=last - LOOKED_THROUGH, pk__lte=last)

    def about(self, instance):
        """Entries of one object, newest first."""
        return self.filter(noun=instance._meta.label_lower, object_id=instance.pk).order_by("-id")


class Entry(models.Model):
    """One act: who, when, what, on which object, and what changed."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField("经办人", max_length=60)
    verb = models.CharField("动作", max_length=40)
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")
    village_id = models.PositiveBigIntegerField("村", null=True, db_index=True)
    summary = models.TextField("说明")
    changes = models.JSONField("变更", default=dict, encoder=DjangoJSONEncoder)
    # The digests of the rows as the act left them (see kept.py).
    left = models.JSONField("留下的内容", default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField("校验值", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-id"]
        verbose_name = "历史记录"
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number"],
                name="entry_gapless",
                violation_error_message="历史记录的序号重复，请再试一次。",
            )
        ]
        indexes = [
            models.Index(fields=["noun", "object_id"], name="entry_object"),
            models.Index(fields=["at"], name="entry_at"),
        ]

    def __str__(self):
        return self.summary

    @property
    def changes_told(self):
        """A sentence for each field that changed: what it said before and what it says now."""
        return [
            f"{label}：{new}" if new in TOLD_ALONE else f"{label}：{_said(old)} → {_said(new)}"
            for label, (old, new) in self.changes.items()
        ]

    def digest(self):
        """SHA-256 over what the entry says and the hash before it."""
        return digest_of({name: getattr(self, name) for name in SAID})


frozen.register(Entry, why="历史记录只增不改")


def digest_of(entry: dict) -> str:
    """The digest of an entry that says this, by the names of SAID."""
    told = [entry[name] for name in SAID]
    told[SAID.index("at")] = entry["at"].isoformat(timespec="microseconds")
    return hashlib.sha256(_JSON.encode(told).encode()).hexdigest()


class FoundFaultQuerySet(ScopedQuerySet):
    scope = {"township": "township"}


class FoundFault(models.Model):
    """Something that was found not to be as it was kept; gone when it is right again.

    `check_name` says which check found it; without a township it concerns the whole installation.
    """

    check_name = models.CharField("核对", max_length=40)
    township = models.ForeignKey(
        Township, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="镇"
    )
    sentence = models.TextField("问题")
    since = models.DateTimeField("发现时间")

    objects = FoundFaultQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["since", "id"]
        verbose_name = "核对发现的问题"

    def __str__(self):
        return self.sentence


class Verification(models.Model):
    """When each check was last made, and how many faults it found."""

    check_name = models.CharField("核对", max_length=40, unique=True)
    made_at = models.DateTimeField("核对时间")
    faults = models.PositiveIntegerField("问题数", default=0)

    class Meta:
        app_label = "township"
        ordering = ["id"]
        verbose_name = "核对"

    def __str__(self):
        return self.check_name


def _said(value):
    """A value of a change in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "空" if value in (None, "") else str(value)
