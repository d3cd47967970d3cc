"""What of a campaign still runs in a village, before it is merged or dissolved."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from campaigns.models import (
    Application,
    Campaign,
    Evaluation,
    Honour,
    Receipt,
    Rectification,
    Reward,
    Round,
    Target,
)
from villages.models import Village
from villages.queries.village_change import NAMED_UPON, OPEN_MATTERS


@OPEN_MATTERS.answers("campaign")
def in_campaigns(village: Village) -> Iterator[tuple[str, str]]:
    """(sentence, address) of targets to come and of whatever else is on its way."""
    this_year = timezone.localdate().year
    targets = Target.objects.in_force().filter(village=village, due_year__gte=this_year)
    for target in targets.select_related("level", "village"):
        yield f"目标：{target}", target.get_absolute_url()
    evaluations = Evaluation.objects.filter(village=village).select_related("round", "village")
    for evaluation in evaluations:
        if evaluation.is_under_way:
            yield f"{evaluation}：{evaluation.get_status_display()}", evaluation.get_absolute_url()
    applications = Application.objects.filter(village=village).on_the_way()
    for application in applications.select_related("village", "level"):
        told = f"{application}：{application.get_status_display()}"
        yield told, application.get_absolute_url()
    receipts = Receipt.objects.filter(village=village, status=Receipt.Status.PENDING)
    for receipt in receipts.select_related("village", "plan", "standard_version", "assignment"):
        yield f"{receipt}", receipt.get_absolute_url()
    for row in Rectification.objects.filter(village=village).under_way():
        yield f"整改：{row.fact}（{row.get_status_display()}）", row.get_absolute_url()


@NAMED_UPON.answers("campaign")
def final_since(village: Village, day: date) -> Iterator[str]:
    """Results and honours that bear the name which the village has from a day on."""
    results = Evaluation.objects.final().filter(village=village, announced_on__gte=day)
    for result in results.select_related("round", "village"):
        yield f"{result}已经定稿"
    honours = Honour.objects.standing().filter(village=village, awarded_on__gte=day)
    for honour in honours.select_related("village", "level"):
        yield f"“{honour}”已经命名"


def open_in(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """(sentence, address) of rounds, applications and rewards that a campaign has not finished."""
    for round in campaign.rounds.exclude(status__in=(Round.Status.FINAL, Round.Status.CANCELLED)):
        yield f"{round}（{round.get_status_display()}）", round.get_absolute_url()
    applications = Application.objects.filter(campaign=campaign).on_the_way()
    for application in applications.select_related("village", "level"):
        told = f"{application}（{application.get_status_display()}）"
        yield told, application.get_absolute_url()
    rewards = Reward.objects.filter(
        honour__level__campaign=campaign, status__in=(Reward.Status.DUE, Reward.Status.APPROVED)
    )
    for reward in rewards.select_related("honour__village", "honour__level"):
        yield f"{reward}（{reward.get_status_display()}）", reward.get_absolute_url()
