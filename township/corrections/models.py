"""更正: a new entry beside what stood there, with reason and document; both stay readable."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.access.policy import Role
from township.corrections.declared import CORRECTABLE
from township.files.models import StoredFile
from township.history import frozen
from township.history.visibility import of_open_things
from township.users.models import Township
from township.workflow import Versioned


class CorrectionQuerySet(ScopedQuerySet):
    scope = {"township": "township", "village": "village_id"}

    def for_user(self, user, permission):
        """Corrections within reach, of things whose pages are open to the user."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        return rows.filter(of_open_things(user, permission, CORRECTABLE))

    def about(self, *rows):
        """Corrections of these rows, newest first."""
        ids = defaultdict(list)
        for row in rows:
            ids[row._meta.label_lower].append(row.pk)
        which = (Q(noun=noun, object_id__in=some) for noun, some in ids.items())
        found = self.filter(reduce(or_, which)) if ids else self.none()
        return found.select_related("asked_by", "decided_by")


class Correction(Versioned):
    """One correction of one row. `changes` are [{"name", "label", "before", "after",
    "before_shown", "after_shown"}]; `follows` are [[sentence, address]] of what it touched."""

    class Status(models.TextChoices):
        ASKED = "asked", "待核准"
        APPLIED = "applied", "已更正"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    village_id = models.PositiveBigIntegerField("村", null=True, db_index=True)
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")
    title = models.CharField("更正什么", max_length=300)
    url = models.CharField("所在页面", max_length=200)
    changes = models.JSONField("更正内容")
    reason = models.CharField("更正原因", max_length=300)
    document_number = models.CharField("依据文号", max_length=40, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True)
    second = models.CharField("由谁核准", max_length=20, choices=Role.choices, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Under the name of the day, and whether for another.
    asked_name = models.CharField("提出人", max_length=60, editable=False)
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_name = models.CharField("办理人", max_length=60, blank=True, editable=False)
    decided_at = models.DateTimeField("核准时间", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    # Only inside the transaction that carries it out: the database opens the row to it.
    is_applying = models.BooleanField(default=False, editable=False)
    follows = models.JSONField("涉及", default=list)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.ASKED, editable=False
    )
    # Where another document takes the place of the row's own: both stay.
    old_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    new_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["-id"]
        verbose_name = "更正"
        indexes = [models.Index(fields=["noun", "object_id"], name="correction_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "object_id"],
                condition=Q(status="asked"),
                name="correction_one_open",
                violation_error_message="这里已经有一份更正在等核准，请先等它办完或者撤回。",
            ),
            models.CheckConstraint(
                name="correction_has_reason",
                condition=~Q(reason=""),
                violation_error_message="请写明更正原因。",
            ),
            models.CheckConstraint(
                name="correction_two_people",
                condition=Q(second="")
                | Q(decided_by=None)
                | ~Q(decided_by=F("asked_by"))
                | Q(status="withdrawn"),
                violation_error_message="提出更正的人不能自己核准。",
            ),
        ]

    def __str__(self):
        return f"更正：{self.title}"

    def get_absolute_url(self):
        return reverse("correction", args=[self.pk])

    @property
    def files(self):
        """[(what it is, address, its name)] of the documents that belong to it."""
        found = []
        for one in filter(is_of_file, self.changes):
            if self.old_file_id:
                url = reverse("correction_old_file", args=[self.pk])
                found.append((f"原来的{one['label']}", url, one["before_shown"]))
            url = reverse("correction_new_file", args=[self.pk])
            found.append((f"换上的{one['label']}", url, one["after_shown"]))
        if self.file_id:
            found.append(("依据材料", reverse("correction_file", args=[self.pk]), self.file_name))
        return found

    @property
    def is_open(self):
        return self.status == self.Status.ASKED

    @property
    def status_tone(self):
        return {"asked": "waiting", "applied": "good", "refused": "bad"}.get(self.status, "neutral")


def is_of_file(change: dict) -> bool:
    """Does the change of a correction put another document in place of the row's own?"""
    return change.get("is_file", False)


frozen.register(Correction, "{row}.status <> 'asked'", why="更正已经办结，不能再改")
