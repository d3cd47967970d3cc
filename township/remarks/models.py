"""留言: a short sentence about one row; no archive, no evidence, and it changes no state."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from township.access import ScopedQuerySet
from township.access.policy import REMARKED_BY
from township.history import frozen
from township.history.visibility import of_open_things
from township.users.models import Township

LONGEST = 500


class RemarkQuerySet(ScopedQuerySet):
    scope = {"township": "township", "owner": "author"}

    def for_user(self, user, permission):
        """The own ones, of things whose pages are open to the user now."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        return rows.filter(of_open_things(user, permission, REMARKED_BY))

    def about(self, row):
        """Remarks on one row, as they were said."""
        return self.filter(noun=row._meta.label_lower, object_id=row.pk).order_by("pk")


class Remark(models.Model):
    """One remark of at most LONGEST letters. `noun` and `object_id` name the row as history does;
    `withdrawn_at` is when its author took it back, after which it is shown to nobody."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")
    text = models.CharField("留言", max_length=LONGEST)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Under the name of the day, and whether for another.
    author_name = models.CharField("留言人", max_length=60, editable=False)
    at = models.DateTimeField("时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["id"]
        verbose_name = "留言"
        indexes = [models.Index(fields=["noun", "object_id"], name="remark_object")]
        constraints = [
            models.CheckConstraint(
                name="remark_says_something",
                condition=~Q(text=""),
                violation_error_message="请写留言。",
            )
        ]

    def __str__(self):
        return f"{self.author_name}的留言"

    @cached_property
    def matter(self):
        """The row that it is about."""
        return apps.get_model(self.noun).objects.get(pk=self.object_id)


frozen.register(Remark, except_columns=("withdrawn_at",), why="留言不能修改，可以撤回")
frozen.register(Remark, "{row}.withdrawn_at IS NOT NULL", why="留言已经撤回")
