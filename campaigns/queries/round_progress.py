"""How far the yearly evaluation has brought each village, for targets and the gap report.

Serves the plan's clauses 50 and 51: the matrix of targets and the gaps are computed from what
really happened.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign, Evaluation, Rectification, Round, Sheet
from campaigns.queries.progress import FACTS, STAGES, Fact, Stage

BEFORE = {"preparing": "待自评", "self": "自评", "scoring": "评分", "review": "复核"}


@STAGES.answers("evaluation")
def evaluations_on_the_way(campaign: Campaign) -> Iterator[Stage]:
    """Each village's state in each round; the result only once it was announced. One query."""
    rows = Evaluation.objects.current().without_grounds().filter(round__campaign=campaign)
    for row in rows.select_related("round", "village", "level"):
        label, tone = BEFORE.get(row.round.status, "考评"), "active"
        if row.announced_on:
            is_reached = bool(row.reached)
            label = "考评达标" if is_reached else "考评未达标"
            tone = "good" if is_reached else "warn"
        elif row.round.status == Round.Status.ANNOUNCED:
            label = "重新评分"
        yield Stage(
            row.village_id,
            row.round.year,
            label,
            tone=tone,
            order=10,
            is_open=row.status != Evaluation.Status.FINAL,
            url=row.round.get_absolute_url(),
        )


@FACTS.answers("evaluation")
def self_evaluations(campaign: Campaign, year: int) -> Iterator[Fact]:
    """The self-evaluation that each village owes once the round asks for it. One query."""
    sheets = Sheet.objects.filter(
        kind=Sheet.Kind.SELF,
        evaluation__round__campaign=campaign,
        evaluation__round__year=year,
    ).exclude(evaluation__round__status__in=(Round.Status.PREPARING, Round.Status.CANCELLED))
    for sheet in sheets.select_related("evaluation__round"):
        due = sheet.evaluation.round.self_due
        yield Fact(
            sheet.evaluation.village_id,
            "自评",
            int(not sheet.is_open),
            1,
            f"自评表还没有提交，截止{due.month}月{due.day}日。" if sheet.is_open else "",
            reverse("campaigns:self_sheets"),
        )


def of_round(campaign: Campaign) -> Q:
    """Demands of the campaign's rounds, and those that were made outside of any round."""
    return Q(round=None) | Q(round__campaign=campaign)


@FACTS.answers("rectification")
def rectifications(campaign: Campaign, year: int) -> Iterator[Fact]:
    """What a village was asked to put right within the year. One query."""
    rows = Rectification.objects.issued().filter(
        of_round(campaign), village__township=campaign.township_id, due_on__year=year
    )
    told, today = defaultdict(list), timezone.localdate()
    for row in rows:
        told[row.village_id].append(row)
    for village, held in told.items():
        closed = sum(row.status == Rectification.Status.CLOSED for row in held)
        late = sum(row.status == Rectification.Status.OPEN and row.due_on < today for row in held)
        sentence = f"有{len(held) - closed}项整改没有完成" if closed < len(held) else ""
        if late:
            sentence += f"，其中{late}项逾期"
        yield Fact(
            village,
            "整改",
            closed,
            len(held),
            sentence and sentence + "。",
            reverse("campaigns:rectifications"),
        )
