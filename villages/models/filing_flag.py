"""What the rules raised in a text that was submitted, and what the reviewer made of it.

Kept as it was told on the day of submitting: rules change, a judgement stays with its words. From
these rows the township sees which rules help.
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned
from villages.models.filing import Filing
from villages.rules.kinds import Alarm
from villages.rules.red_flag_rules import flag_rules


class FilingFlagQuerySet(ScopedQuerySet):
    scope = {
        "township": "filing__text_version__text__village__township",
        "village": "filing__text_version__text__village",
    }

    def grave(self):
        return self.filter(alarm=Alarm.UNLAWFUL)

    def unjudged(self):
        return self.filter(judgement=FilingFlag.Judgement.OPEN)

    def upheld(self):
        return self.filter(judgement=FilingFlag.Judgement.UPHELD)

    def overruled(self):
        return self.filter(judgement=FilingFlag.Judgement.OVERRULED)

    def by_rule(self):
        """{rule, raised, upheld, overruled} of each rule, those raised most first."""
        upheld = Q(judgement=FilingFlag.Judgement.UPHELD)
        overruled = Q(judgement=FilingFlag.Judgement.OVERRULED)
        return (
            self.order_by()
            .values("rule")
            .annotate(
                raised=Count("pk"),
                upheld=Count("pk", filter=upheld),
                overruled=Count("pk", filter=overruled),
            )
            .order_by("-raised", "rule")
        )


class FilingFlag(Versioned):
    """One flag of a filing. rule: key of the rule; phrase: the words of the text."""

    class Judgement(models.TextChoices):
        OPEN = "open", "未判断"
        UPHELD = "upheld", "确有问题"
        OVERRULED = "overruled", "不是问题"

    TONES = {
        Judgement.OPEN: "waiting",
        Judgement.UPHELD: "bad",
        Judgement.OVERRULED: "good",
    }

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="flags")
    number = models.PositiveSmallIntegerField("序号")
    rule = models.CharField("规则代号", max_length=40)
    item = models.CharField("项目代号", max_length=20)
    place = models.CharField("条款", max_length=60)
    phrase = models.TextField("原文")
    act = models.CharField("行为", max_length=60)
    why = models.TextField("提示")
    law = models.TextField("依据")
    instead = models.TextField("合法的写法")
    alarm = models.CharField("程度", max_length=10, choices=Alarm.choices)
    judgement = models.CharField(
        "判断", max_length=10, choices=Judgement.choices, default=Judgement.OPEN
    )
    reason = models.TextField("理由", max_length=500, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField("判断时间", null=True, blank=True)

    objects = FilingFlagQuerySet.as_manager()

    class Meta:
        ordering = ["filing", "number"]
        verbose_name = "违法风险提示"
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "number"],
                name="filingflag_once",
                violation_error_message="这一处提示已经有了。",
            ),
            models.CheckConstraint(
                name="filingflag_has_reason",
                violation_error_message="作出判断的，要用一句话说明理由。",
                condition=Q(judgement="open") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.place}“{self.phrase}”"

    def get_absolute_url(self):
        return self.filing.get_absolute_url()

    @property
    def articles(self):
        """The articles with their words, as long as the rule is there."""
        rule = flag_rules().get(self.rule)
        return rule.articles if rule else ()

    @property
    def is_grave(self):
        return self.alarm == Alarm.UNLAWFUL

    @property
    def alarm_tone(self):
        return "bad" if self.is_grave else "waiting"

    @property
    def judgement_tone(self):
        return self.TONES[self.judgement]


frozen.register(
    FilingFlag,
    when="EXISTS (SELECT 1 FROM villages_filing f WHERE f.id = {row}.filing_id "
    "AND f.status IN ('filed', 'correcting'))",
    on_insert=True,
    why="审查结论已作出，不能再改",
)
