"""Pages of a round: list, opening, teams, its phases."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from campaigns.acts import phase as phase_acts
from campaigns.acts import round as round_acts
from campaigns.acts import round_standard as round_standard_acts
from campaigns.forms.round import (
    AnnounceForm,
    FinaliseForm,
    ReviewDayForm,
    RoundDatesForm,
    RoundForm,
    StartScoringForm,
    TeamsForm,
)
from campaigns.models import Campaign, Round, Sheet
from campaigns.queries.interest import own_villages
from campaigns.queries.round import (
    next_to_evaluate,
    standing,
    teams_before,
    without_self_evaluation,
)
from campaigns.rules import teams
from campaigns.views.frame import CampaignFilter, OfCampaign
from campaigns.workflows.round import ROUND
from township import asked
from township.access import Reach
from township.crud import (
    ActPage,
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    ReasonForm,
    Toned,
    UpdatePage,
    Within,
)
from township.dates import cn_date, cn_date_in

PHASES = {
    "preparing": "准备",
    "self": "自评",
    "scoring": "评分",
    "review": "复核",
    "announced": "公示",
    "final": "定稿",
}


def stepper(round):
    """The round's phases for `components/stepper.html`; none of one that was cancelled."""
    if round.is_cancelled:
        return []
    here = list(PHASES).index(round.status)
    dates = {
        "self": round.self_due,
        "scoring": round.scoring_due,
        "announced": round.announced_until,
        "final": round.finalised_on,
    }
    return [
        {
            "label": label,
            "hint": _day(dates.get(name), round.year),
            "state": "done"
            if place < here or round.is_final
            else "current"
            if place == here
            else "todo",
        }
        for place, (name, label) in enumerate(PHASES.items())
    ]


def _day(day, year):
    """A day beside a step; its year only where it is not the round's own."""
    return day and cn_date_in(day, year)


def _moves_on(round):
    return "到期自动" if round.moves_for_id else "由创建办公室手工办理"


def _days_of_results(round):
    return [
        ("公示开始", round.announced_on),
        ("公示结束", round.announced_until),
        ("定稿日期", round.finalised_on),
    ]


class RoundFilter(CampaignFilter):
    """Rounds of one campaign."""


class RoundList(ListPage):
    permission = "round.view"
    model = Round
    select = ("campaign",)
    title = "考评"
    filterset_class = RoundFilter
    columns = (
        Column("年度", "year"),
        Column("创建活动", "campaign__name"),
        Column("自评截止", "self_due"),
        Column("评分截止", "scoring_due"),
        Column("公示"),
        Column("状态", "status"),
    )
    create_label = "建立年度考评"
    empty = {
        "icon": "clipboard-check",
        "title": "还没有考评",
        "hint": "每年年底对所有村（社区）考评一次。",
    }

    def get_create_url(self):
        if not self.request.user.may("round.edit"):
            return None
        rows = Campaign.objects.for_user(self.request.user, "round.edit").running().current()
        campaign = next_to_evaluate(rows, timezone.localdate().year)
        return campaign and reverse("campaigns:round_create", args=[campaign.pk])

    def row_of(self, round):
        return round.get_absolute_url(), [
            str(round),
            str(round.campaign),
            round.self_due,
            round.scoring_due,
            round.announced_span or "—",
            Toned(round.get_status_display(), round.status_tone),
        ]


class RoundCreate(OfCampaign, CreatePage):
    switch = "round_create"
    permission = "round.edit"
    form_class = RoundForm
    title = "建立年度考评"
    intro = "建立后，镇里每个村（社区）都有一份考评，按各自目标级别的标准评分。"
    submit_label = "建立考评"

    def may_switch_to(self, rows):
        return rows.running()

    success_message = "考评已建立，下一步分配考评员。"

    def save(self, form):
        return round_acts.open_round(form.instance, by=self.request.user)

    def get_success_url(self):
        return reverse("campaigns:round_teams", args=[self.object.pk])


class RoundDetail(DetailPage):
    permission = "round.view"
    model = Round
    select = ("campaign__township",)
    workflow = ROUND
    act_url = "campaigns:round_act"
    template = "campaigns/round/detail.html"

    def get_edit_url(self):
        if not self.object.is_over and self.request.user.may("round.edit"):
            return reverse("campaigns:round_edit", args=[self.object.pk])
        return None

    def get_fields(self):
        round = self.object
        return [
            ("创建活动", round.campaign),
            ("年度", f"{round.year}年"),
            ("汇总办法", round.get_aggregation_display()),
            ("分差上限", f"{round.spread_limit}分"),
            *([] if round.is_cancelled else [("进入下一阶段", _moves_on(round))]),
            ("自评截止", round.self_due),
            ("评分截止", round.scoring_due),
            *([] if round.is_cancelled else _days_of_results(round)),
        ]

    def get_context_data(self, **context):
        user, round = self.request.user, self.object
        sees_all = bool(user.reaches_in("sheet.view", round.campaign.township) - {Reach.OWN})
        return super().get_context_data(
            steps=stepper(round),
            stuck=phase_acts.against_moving(round) if user.may("round.edit") else [],
            is_outdated=user.may("round.edit") and round_standard_acts.is_outdated(round),
            strayed=round_acts.strayed(round) if user.may("round.edit") else [],
            rows=standing(round) if sees_all else [],
            sees_all=sees_all,
            may_edit=user.may("round.edit"),
            may_assign=user.may("round.edit") and round.is_before_review,
            may_relieve=user.may("round.edit") and round.status == Round.Status.SCORING,
            is_evaluator=user.may("sheet.score"),
            is_cadre=user.may("evaluation.self"),
            **context,
        )


class RoundUpdate(UpdatePage):
    permission = "round.edit"
    model = Round
    select = ("campaign__township",)
    form_class = RoundDatesForm

    def may_edit(self, round):
        if round.is_over:
            yield f"{round}{'已经定稿' if round.is_final else '已取消'}，不能再改。"

    def save(self, form):
        round = super().save(form)
        phase_acts.plan_move(round)
        return round


class RoundAct(ActPage):
    permission = "round.view"
    model = Round
    select = ("campaign__township",)
    workflow = ROUND
    forms = {
        "start_scoring": StartScoringForm,
        "cancel": ReasonForm,
        "review": ReviewDayForm,
        "settle_again": ReviewDayForm,
        "announce": AnnounceForm,
        "announce_again": AnnounceForm,
        "finalise": FinaliseForm,
    }

    def get_consequences(self):
        told = super().get_consequences()
        if self.transition.name != "start_scoring":
            return told
        names = without_self_evaluation(self.object)
        if not names:
            return [*told, "各村的自评都已经提交。"]
        day = cn_date(self.object.self_due)
        is_early = self.object.self_due >= timezone.localdate()
        when = f"自评截止{day}，还没有到" if is_early else f"自评已于{day}截止"
        return [*told, f"{len(names)}个村还没有提交自评（{when}）：{'、'.join(names)}。"]


class OfRound(Within):
    """A form about a round, found by the page's own permission."""

    within = Round
    within_kwarg = "pk"
    within_select = ("campaign__township",)


class RoundTeams(OfRound, FormPage):
    """One table for the whole township: villages × evaluators, a tick is a sheet."""

    permission = "round.edit"
    form_class = TeamsForm
    template = "campaigns/round/teams.html"
    title = "分配考评员"
    submit_label = "保存分配"
    success_message = "考评员已分配。"

    def is_proposed(self):
        """Is a proposal shown: where nobody is assigned yet, and where it is asked for?"""
        is_asked = "propose" in self.request.GET or not self.pairs
        return is_asked and self.request.method != "POST" and self.parent.is_before_review

    @cached_property
    def pairs(self):
        """Pairs (village id, user id) whose sheets there are."""
        return {(village, user) for village, user, _ in self.sheets}

    @cached_property
    def handed_in(self):
        """Those of them that were handed in."""
        submitted = Sheet.Status.SUBMITTED
        return {(village, user) for village, user, status in self.sheets if status == submitted}

    def propose(self, users, own, villages, wanted):
        """(pairs, sentences) of the system's proposal, which keeps who is there."""
        proposed = teams.propose(
            list(villages),
            [user.pk for user in users],
            wanted,
            own={(village, user) for user, held in own.items() for village in held},
            before=teams_before(self.parent),
            given=self.pairs,
        )
        names = {user.pk: str(user) for user in users}
        return proposed.pairs, teams.remarks(proposed, wanted, villages, names)

    def get_chosen(self):
        """Pairs (village id, user id) as ticked, or as they are."""
        if self.request.method == "POST":
            ticked = (value.partition(":") for value in self.request.POST.getlist("pair"))
            pairs = {(asked.number(village), asked.number(user)) for village, _, user in ticked}
            return {pair for pair in pairs if None not in pair}
        return self.pairs

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pairs": self.pairs}

    @cached_property
    def sheets(self):
        sheets = Sheet.objects.of_evaluators().filter(
            evaluation__round=self.parent, scorer__isnull=False
        )
        return list(sheets.current().values_list("evaluation__village", "scorer", "status"))

    def get_context_data(self, **context):
        users = list(round_acts.possible_evaluators(self.parent.campaign.township))
        own = own_villages(users)
        evaluations = list(self.parent.evaluations.current().select_related("village", "level"))
        wanted = self.parent.campaign.setting("evaluators_per_village")
        chosen, told, is_proposed = self.get_chosen(), [], self.is_proposed()
        if is_proposed:
            villages = {one.village_id: str(one.village) for one in evaluations}
            chosen, told = self.propose(users, own, villages, wanted)
        rows = [
            {
                "village": one.village,
                "level": one.level_name,
                "cells": [
                    {
                        "user": user,
                        "value": f"{one.village_id}:{user.pk}",
                        "is_chosen": (one.village_id, user.pk) in chosen,
                        "is_new": is_proposed and (one.village_id, user.pk) in chosen - self.pairs,
                        "is_own": one.village_id in own[user.pk]
                        and (one.village_id, user.pk) not in self.handed_in,
                    }
                    for user in users
                ],
            }
            for one in evaluations
        ]
        return super().get_context_data(
            round=self.parent,
            users=users,
            loads=[(user, sum(one == user.pk for _, one in chosen)) for user in users],
            rows=rows,
            wanted=wanted,
            is_proposed=is_proposed,
            told=told,
            **context,
        )

    def carry_out(self, form):
        round_acts.assign_teams(self.parent, self.get_chosen(), by=self.request.user)
        return self.parent.get_absolute_url()
