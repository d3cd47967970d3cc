"""Target against actual: how far every village is, computed from what really happened.

Serves the plan's five-year schedule and its yearly hand-down (clauses 12–14, 49–51). Nothing is
typed in: nouns above and below register functions that tell what has been reached (honours), how
far a year has come (evaluation, application) and what is still missing (texts, archive,
rectifications). Each function answers for all villages of a campaign with a fixed number of
queries.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone

from campaigns.models import Campaign, Target
from township.crud.parts import part
from township.registry import Registry
from township.users.models import User
from villages.models import Village

# (campaign) → iterable of Reached; (campaign) → iterable of Stage; (campaign, year) → of Fact.
REACHED = Registry("Which levels villages hold", "honour")
STAGES = Registry(
    "How far villages have come in a year", "application", "evaluation", "honour", "prior_result"
)
FACTS = Registry(
    "What villages owe in a year", "archive", "evaluation", "receipt", "rectification", "text"
)


@dataclass(frozen=True)
class Reached:
    """A level that a village holds since a day.

    `year` is the year whose evaluation it rests on: what is reached in December is named in spring.
    `label`: the level as it was called on that day.
    """

    village_id: int
    level_id: int
    rank: int
    on: date
    url: str = ""
    year: int | None = None
    label: str = ""

    @property
    def reached_year(self) -> int:
        return self.year or self.on.year


@dataclass(frozen=True)
class Stage:
    """How far a village has come in a year; `level_id` None when it is not about one level.

    `order` grows with the way: the furthest is shown. `is_open` while a decision is pending;
    `is_lost` when what was reached was taken back, a level of this `rank`.
    """

    village_id: int
    year: int
    label: str
    tone: str = "active"
    order: int = 0
    level_id: int | None = None
    is_open: bool = True
    url: str = ""
    is_lost: bool = False
    rank: int = 0


@dataclass(frozen=True)
class Fact:
    """One thing a village owes in a year: `done` of `need`; `sentence` says what is missing."""

    village_id: int
    topic: str
    done: int
    need: int
    sentence: str = ""
    url: str = ""

    @property
    def is_behind(self) -> bool:
        return self.done < self.need


class TargetState(TextChoices):
    OPEN = "open", "进行中"
    MET = "met", "已达到"
    LATE = "late", "逾期达到"
    MISSED = "missed", "逾期未达"


TONES = {
    TargetState.OPEN: "active",
    TargetState.MET: "good",
    TargetState.LATE: "good",
    TargetState.MISSED: "bad",
}


REACHED_STATES = (TargetState.MET, TargetState.LATE)


@dataclass(frozen=True)
class TargetStanding:
    """A target with its computed state."""

    target: Target
    state: TargetState
    reached: Reached | None = None
    stage: Stage | None = None

    @property
    def tone(self) -> str:
        if self.state == TargetState.MISSED and not self.target.is_firm:
            return "warn"
        if self.state == TargetState.OPEN and self.stage:
            return self.stage.tone
        return TONES[self.state]

    @property
    def label(self) -> str:
        if self.stage and (self.state == TargetState.OPEN or self.stage.is_lost):
            return self.stage.label
        return self.state.label


def judge(
    target: Target, levels_held: Sequence[Reached], stages: Sequence[Stage], today: date
) -> TargetStanding:
    """The standing of one target.

    Args:
        target: with level and village loaded.
        levels_held: Reached rows of the village, of any level (a higher one includes the lower).
        stages: the village's stages of any year.
        today: date in Shanghai; a year's target is missed once the year is over, unless a
            decision about that year's application is still pending.
    """
    held = [one for one in levels_held if one.rank >= target.level.rank]
    if held:
        first = min(held, key=lambda one: (one.reached_year, one.on))
        state = TargetState.MET if first.reached_year <= target.due_year else TargetState.LATE
        return TargetStanding(target, state, reached=first)
    about = [one for one in stages if one.level_id in (None, target.level_id)]
    due = [one for one in about if one.year == target.due_year]
    if today.year < target.due_year and not due:
        # How an earlier year went says nothing of this one, but for an application made early.
        early = [one for one in about if one.year == today.year and one.level_id]
        waiting = Stage(target.village_id, target.due_year, "未到期", tone="neutral")
        stage: Stage | None = max(early, key=lambda one: one.order, default=waiting)
    else:
        stage = max(due, key=lambda one: one.order, default=None)
    if today.year > target.due_year and not any(one.is_open for one in due if one.level_id):
        lost = [one for one in stages if one.is_lost and one.rank >= target.level.rank]
        stage = max(lost, key=lambda one: one.year, default=stage)
        return TargetStanding(target, TargetState.MISSED, stage=stage)
    return TargetStanding(target, TargetState.OPEN, stage=stage)


def _gathered(kept, campaign, *year):
    """What all registered functions tell, by village."""
    by_village = defaultdict(list)
    for name, function in kept.items():
        told = (kept.question, name, campaign.pk, *year)
        for one in part(told, partial(_told, function, campaign, *year), Campaign):
            by_village[one.village_id].append(one)
    return by_village


def _told(function, *arguments):
    return list(function(*arguments))


def reached(campaign: Campaign) -> dict[int, list[Reached]]:
    """{village id: [Reached, …]} of the levels that villages hold now."""
    return _gathered(REACHED, campaign)


def _judge_of(campaign, today):
    """A function target → Standing, with everything the registered nouns tell."""
    today = today or timezone.localdate()
    held, stages = reached(campaign), _gathered(STAGES, campaign)

    def standing(target):
        here = target.village_id
        if campaign.is_draft:
            waiting = Stage(here, target.due_year, "未启动", tone="neutral")
            return TargetStanding(target, TargetState.OPEN, stage=waiting)
        return judge(target, held[here], stages[here], today)

    return standing, held, stages


def standings(
    campaign: Campaign, targets: QuerySet | None = None, today: date | None = None
) -> list[TargetStanding]:
    """Standings of a campaign's targets (all in force, or those given), in their order."""
    if targets is None:
        targets = campaign.targets.in_force()
    standing, *_ = _judge_of(campaign, today)
    return [standing(target) for target in targets.select_related("village", "level")]


def matrix(campaign: Campaign, user: User, today: date | None = None) -> dict[str, Any]:
    """Villages × years for `components/matrix.html`: {"years", "rows", "caption"}, and how many
    targets each year has and how many of them are reached: "planned", "met".

    Rows are the villages whose targets `user` may see; two queries and one a provider.
    """
    villages = Village.objects.for_user(user, "target.view").filter(
        Q(closed_on=None) | Q(pk__in=campaign.targets.values("village")),
        township=campaign.township_id,
    )
    standing, held, stages = _judge_of(campaign, today)
    marks = defaultdict(list)
    seen, planned, met = {village.pk for village in villages}, Counter(), Counter()
    for target in campaign.targets.in_force().select_related("village", "level"):
        stands = standing(target)
        marks[target.village_id, target.due_year].append(_mark(stands))
        if target.village_id in seen:
            planned[target.due_year] += 1
            met[target.due_year] += stands.state in REACHED_STATES
    _fill_in(marks, held, stages)
    years = list(campaign.years)
    rows = [
        {
            "label": village.name if village.is_active else f"{village.name}（已撤并）",
            "url": village.get_absolute_url(),
            "cells": [{"year": year, "marks": marks[village.pk, year]} for year in years],
        }
        for village in villages
    ]
    return {
        "years": years,
        "rows": rows,
        "caption": "各村（社区）各年度目标和进展",
        "planned": [planned[year] for year in years],
        "met": [met[year] for year in years],
    }


def _fill_in(marks, held, stages):
    """Years without a target show what was named for them, else how the village was evaluated."""
    aimed = set(marks)
    for here, levels in held.items():
        for one in levels:
            if (here, one.reached_year) not in aimed:
                mark = {"label": one.label, "tone": "good", "url": one.url, "hint": "已命名"}
                marks[here, one.reached_year].append(mark)
    for here, told in stages.items():
        for stage in told:
            if stage.level_id is None and not marks[here, stage.year]:
                mark = {"label": stage.label, "tone": stage.tone, "url": stage.url, "hint": ""}
                marks[here, stage.year].append(mark)


def _mark(standing):
    target = standing.target
    return {
        "label": f"{target.level_name}·{target.Commitment(target.commitment).short}",
        "tone": standing.tone,
        "url": target.get_absolute_url(),
        "hint": standing.label,
    }


def gaps(campaign: Campaign, year: int) -> dict[int, list[Fact]]:
    """{village id: [Fact, …]} of what is behind in `year`, from all registered nouns."""
    found = _gathered(FACTS, campaign, year)
    return {here: [one for one in told if one.is_behind] for here, told in found.items()}
