"""From an acceptance to an honour, and from an honour to its reward (plan, clauses 58–60).

The township names nobody: an honour needs the authority's document (dossier §0.4). A reward
follows its honour by itself, exactly once, under the rule in force on the day of naming.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from campaigns.models import Application, Campaign, Evaluation, Honour, Reward
from campaigns.models.reward import RewardRule as RuleRow
from campaigns.queries.organising import naming_faults
from campaigns.queries.progress import REACHED, STAGES, Reached, Stage
from campaigns.rules.granting import GrantMethod, GrantRule, grant, rule_for
from township.access.interest import against_deciding
from township.dates import cn_date, years_later
from township.document_number import year_faults
from township.files.models import StoredFile
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.models import Village

AWARDED = fact("honour.award")
NOTHING_LEFT_OUT = "这项荣誉没有应发而没有列入的奖励。"


@transaction.atomic
def award(
    application: Application,
    *,
    by: User,
    awarded_on: date,
    plaque_number: str,
    document_number: str,
    document_title: str = "",
    upload: tuple[StoredFile, str] | None = None,
) -> Honour:
    """Register the honour that an accepted application led to; returns it with its reward.

    `upload` is (StoredFile, name) of the naming document. Raises Refused when the application
    is not accepted, is honoured already, or the dates do not fit.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if faults := list(_against_award(application, awarded_on, plaque_number, document_number)):
        raise Refused(faults)
    level, village = application.level, application.village
    file, file_name = upload or (None, "")
    honour = Honour.objects.create(
        village=village,
        level=level,
        application=application,
        year=application.evaluation.round.year,
        issuer=level.named_by,
        issuer_name=level.named_by.name_on(awarded_on),
        plaque_number=plaque_number,
        document_number=document_number,
        document_title=document_title,
        file=file,
        file_name=file_name,
        awarded_on=awarded_on,
        review_on=years_later(awarded_on, level.campaign.setting("rereview_years")),
    )
    _reward(honour, by)
    announce(AWARDED, honour, by)
    record("honour.award", honour, by, f"登记荣誉：{honour}，牌匾编号 {plaque_number}")
    return honour


def _against_award(application, awarded_on, plaque_number, document_number):
    """Reasons why this honour cannot be registered."""
    if application.status != Application.Status.ACCEPTED:
        yield "申报还没有验收合格，不能登记荣誉。"
        return
    if Honour.objects.standing().filter(application=application).exists():
        yield "这份申报的荣誉已经登记过。"
    if not (document_number.strip() and plaque_number.strip()):
        yield "荣誉要有命名机关的文号和牌匾编号。"
    visited = application.acceptances.standing().first()
    if visited and awarded_on < visited.visited_on:
        yield f"命名日期不能早于验收日期（{cn_date(visited.visited_on)}）。"
    yield from after_today(awarded_on, "命名日期")
    yield from year_faults(document_number, awarded_on)
    organ = application.level.named_by
    if fault := naming_faults(application.campaign, [organ], awarded_on)[organ.pk]:
        yield f"{fault}。"


def _rules(campaign):
    """(rows, the same as rules) of a campaign's rewards."""
    rows = list(RuleRow.objects.filter(campaign=campaign).select_related("level"))
    return rows, [
        GrantRule(row.level.code, row.amount, row.payer, row.since, row.until) for row in rows
    ]


def rule_in_force(honour: Honour) -> GrantRule | None:
    """The rule for the honour's level on its day of naming."""
    _, rules = _rules(honour.level.campaign)
    return rule_for(rules, honour.level.code, honour.awarded_on)


def rule_left_out(honour: Honour) -> GrantRule | None:
    """The rule for an honour whose reward was not drawn up: it was entered after the honour."""
    if not honour.is_held or honour.is_entered_later or hasattr(honour, "reward"):
        return None
    return rule_in_force(honour)


@transaction.atomic
def draw_up_reward(honour: Honour, *, by: User) -> Reward:
    """The reward of an honour that was registered before the rule for it was entered. Raises
    Refused where there is none, or where `by` serves the village."""
    rows = Honour.objects.select_for_update(of=("self",)).select_related("village__township")
    honour = rows.get(pk=honour.pk)
    if faults := list(against_deciding(honour.village, by)):
        raise Refused(faults)
    if rule_left_out(honour) is None:
        raise Refused(NOTHING_LEFT_OUT)
    reward = _reward(honour, by)
    told = f"列入应发奖励：{reward}"
    record("honour.draw_up_reward", honour, by, told, permission="reward.edit")
    return reward


def _reward(honour, by):
    campaign = honour.level.campaign
    rows, rules = _rules(campaign)
    earlier = Reward.objects.filter(
        honour__village=honour.village, honour__level__campaign=campaign
    ).exclude(status__in=(Reward.Status.REFUSED, Reward.Status.RECLAIMED))
    earlier = earlier.exclude(honour__status=Honour.Status.VOID)
    granted = grant(
        rules,
        honour.level.code,
        honour.awarded_on,
        GrantMethod(campaign.setting("reward_method")),
        already=[*earlier.values_list("amount", flat=True), *_paid_before(honour, campaign)],
    )
    if granted is None:
        return None
    reward = Reward.objects.create(
        honour=honour,
        amount=granted.amount,
        payer=granted.payer,
        payer_name=_payer_name(rows, rules, honour),
        reason=granted.reason,
    )
    record("reward.due", reward, None, f"应发奖励：{reward}（{granted.reason}）")
    return reward


def _paid_before(honour, campaign):
    """What was paid on the village's honours of a time before the system."""
    rows = Honour.objects.filter(village=honour.village, level__campaign=campaign)
    return rows.exclude(past_reward=None).values_list("past_reward", flat=True)


def _payer_name(rows, rules, honour):
    chosen = rule_for(rules, honour.level.code, honour.awarded_on)
    return rows[rules.index(chosen)].payer_name


def ladder(campaign: Campaign, village: Village) -> Any:
    """(components/stepper steps, newest final Evaluation or None): how far a village has climbed.

    Two queries beyond the campaign's levels; a level no longer held is not done.
    """
    held = {
        honour.level_id: honour
        for honour in Honour.objects.held()
        .filter(village=village, level__campaign=campaign)
        .select_related("level")
    }
    best = max((honour.level.rank for honour in held.values()), default=0)
    steps, is_next_told = [], False
    for level in campaign.levels.all():
        honour = held.get(level.pk)
        is_next = level.rank > best and not is_next_told
        is_next_told = is_next_told or is_next
        steps.append(
            {
                "label": level.name_for(village, honour and honour.awarded_on),
                "state": "done" if honour else "current" if is_next else "todo",
                "url": honour.get_absolute_url() if honour else "",
                "date": honour.awarded_on if honour else None,
                "hint": "没有单独命名" if not honour and level.rank < best else "",
            }
        )
    finals = Evaluation.objects.final().filter(village=village, round__campaign=campaign)
    return steps, finals.select_related("round", "village", "level").order_by(
        "-round__year"
    ).first()


@REACHED.answers("honour")
def levels_held(campaign: Campaign) -> Iterator[Reached]:
    """What villages hold, for the matrix of targets."""
    held = Honour.objects.held().filter(level__campaign=campaign)
    for honour in held.select_related("level", "village"):
        yield Reached(
            honour.village_id,
            honour.level_id,
            honour.level.rank,
            honour.awarded_on,
            honour.get_absolute_url(),
            honour.year,
            honour.level_name,
        )


@STAGES.answers("application")
def applications_on_the_way(campaign: Campaign) -> Iterator[Stage]:
    """How far an application has come, for the matrix of targets."""
    rows = Application.objects.filter(campaign=campaign).select_related(
        "evaluation__round", "level"
    )
    rows = rows.prefetch_related(Prefetch("honours", Honour.objects.standing(), "named"))
    rows = rows.defer("evaluation__proposals", "evaluation__evidence", "evaluation__result")
    for row in rows.exclude(status=Application.Status.WITHDRAWN):
        honour = next(iter(row.named), None)
        lost = honour if honour and not honour.is_held and row.is_accepted else None
        yield Stage(
            row.village_id,
            row.evaluation.round.year,
            f"荣誉{lost.get_status_display()}" if lost else f"申报：{row.get_status_display()}",
            tone=lost.status_tone if lost else row.status_tone,
            order=50,
            level_id=row.level_id,
            is_open=row.status != Application.Status.REFUSED and not lost,
            url=row.get_absolute_url(),
            is_lost=lost is not None,
            rank=row.level.rank,
        )


@STAGES.answers("honour")
def honours_lost(campaign: Campaign) -> Iterator[Stage]:
    """Honours of a time before the system that were taken back, for the matrix of targets."""
    rows = Honour.objects.filter(level__campaign=campaign, application=None)
    for row in rows.exclude(status=Honour.Status.HELD).select_related("level"):
        yield Stage(
            row.village_id,
            row.year,
            f"荣誉{row.get_status_display()}",
            tone=row.status_tone,
            order=50,
            level_id=row.level_id,
            is_open=False,
            url=row.get_absolute_url(),
            is_lost=True,
            rank=row.level.rank,
        )
