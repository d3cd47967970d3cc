"""授权: what the villagers' meeting lends to the representatives, and for how long.

Serves 村民委员会组织法第二十九条 and provincial rules on scope, posting and filing.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.files.models import StoredFile
from township.workflow import Versioned
from villages.models.meeting import Meeting
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Village
from villages.rules.kinds import SUBJECTS


class AuthorisationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def covering(self, village, about, day):
        """The best authorisation of a village for a matter on a day, or None.

        One in term that names the matter comes first; else the newest one, so that a verdict can
        say what is wrong with it.
        """
        rows = list(self.filter(village=village).order_by("-granted_on", "-id")[:50])
        fitting = [row for row in rows if about in row.matters and row.since <= day <= row.until]
        return next(iter(fitting + rows), None)


class Authorisation(BegunInVillage, Versioned):
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="authorisations", verbose_name="村（居）"
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authorisations",
        verbose_name="作出授权的会议",
        help_text="在本系统登记过的会议；以前开的会可以不选。",
    )
    granted_on = models.DateField("授权日期")
    matters = models.JSONField("授权事项", default=list)
    scope = models.CharField("授权范围", max_length=200, blank=True)
    since = models.DateField("期限从")
    until = models.DateField("期限到")
    posted_on = models.DateField("公告日期", null=True, blank=True)
    filed_on = models.DateField("报镇备案日期", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="授权决议照片或扫描件",
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, editable=False)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-id"]
        verbose_name = "授权记录"
        constraints = [
            models.CheckConstraint(
                name="authorisation_term",
                condition=Q(until__gte=F("since")),
                violation_error_message="期限的结束日期不能早于开始日期。",
            )
        ]

    @property
    def begun_on(self):
        return self.granted_on

    def __str__(self):
        day = self.granted_on
        return f"{cn_date(day)}授权（{self.matters_shown}）"

    def get_absolute_url(self):
        return reverse("villages:authorisations", args=[self.village_id])

    @property
    def is_in_term(self):
        return self.since <= timezone.localdate() <= self.until

    @property
    def matters_shown(self):
        names = dict(SUBJECTS)
        return "、".join(names[matter] for matter in self.matters if matter in names)


keep_names_of_day(Authorisation, lambda authorisation: authorisation.granted_on)
