"""From an acceptance to an honour and its reward: refusals, dates, and the ladder climbed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns.acts import honour as honour_acts
from campaigns.acts.honour import award
from campaigns.models import (
    Application,
    Authority,
    Evaluation,
    FormerName,
    Honour,
    Level,
    Reward,
    RewardRule,
    Round,
)
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import scan
from township.dates import years_later
from township.files.storing import keep_composed
from township.history.models import Entry
from township.workflow import Refused

DAY = timedelta(days=1)


def give(application, by, **given):
    fields = {
        "awarded_on": TODAY(),
        "plaque_number": "示区先进-01",
        "document_number": "示卫发〔2026〕60号",
    }
    return award(application, by=by, **(fields | given))


def refused(application, by, sentence, **given):
    with pytest.raises(Refused) as told:
        give(application, by, **given)
    assert sentence in str(told.value)
    assert not Entry.objects.filter(verb="honour.award").exists()
    assert not Honour.objects.exists() and not Reward.objects.exists()


def test_an_honour_bears_the_organs_name_of_its_day_and_is_reviewed_later(accepted, office):
    file = keep_composed(scan().getvalue(), "命名通知.docx")
    honour = give(accepted, office, document_title="命名通知", upload=(file, "命名通知.docx"))
    level = accepted.level
    assert (honour.village, honour.level, honour.issuer) == (
        accepted.village,
        level,
        level.named_by,
    )
    assert honour.issuer_name == level.named_by.name
    assert (honour.file, honour.file_name, honour.document_title) == (
        file,
        "命名通知.docx",
        "命名通知",
    )
    assert honour.review_on == years_later(TODAY(), 3)
    told = Entry.objects.about(honour).get()
    assert told.actor == office and told.summary == f"登记荣誉：{honour}，牌匾编号 示区先进-01"


def test_an_organ_that_was_renamed_since_is_called_by_its_old_name(accepted, office):
    FormerName.objects.create(
        authority=accepted.level.named_by, name="示范区卫生局", until=TODAY() + DAY
    )
    assert give(accepted, office).issuer_name == "示范区卫生局"


def test_no_honour_without_acceptance(sent, office):
    refused(sent, office, "申报还没有验收合格，不能登记荣誉。")


def test_one_application_is_honoured_once(accepted, office):
    give(accepted, office)
    with pytest.raises(Refused, match="这份申报的荣誉已经登记过"):
        give(accepted, office, plaque_number="02")
    assert Honour.objects.count() == Reward.objects.count() == 1


@pytest.mark.parametrize("given", [{"plaque_number": " "}, {"document_number": ""}])
def test_no_honour_without_document_and_plaque(accepted, office, given):
    refused(accepted, office, "荣誉要有命名机关的文号和牌匾编号。", **given)


def test_a_village_is_named_between_its_acceptance_and_today(accepted, office):
    refused(accepted, office, "命名日期不能在今天之后。", awarded_on=TODAY() + DAY)
    refused(accepted, office, "命名日期不能早于验收日期", awarded_on=TODAY() - DAY)
    assert give(accepted, office, awarded_on=TODAY()).awarded_on == TODAY()


def test_the_township_names_nobody(accepted, office):
    Authority.objects.filter(pk=accepted.level.named_by_id).update(tier="township")
    refused(accepted, office, "是镇里的机关，不能命名。")


# --- rewards


def rule(level, amount, **given):
    RewardRule.objects.filter(level=level).delete()
    return RewardRule.objects.create(
        campaign=level.campaign,
        level=level,
        amount=Decimal(amount),
        payer="township",
        payer_name="清河镇财政所",
        **({"since": TODAY()} | given),
    )


def test_a_reward_follows_by_the_rule_of_the_day(accepted, office):
    rule(accepted.level, "300")
    reward = give(accepted, office).reward
    assert (reward.amount, reward.payer, reward.payer_name) == (
        Decimal(300),
        "township",
        "清河镇财政所",
    )
    assert (reward.status, reward.reason) == ("due", "按规定奖励300.00元。")
    told = Entry.objects.about(reward).get()
    assert (told.verb, told.actor) == ("reward.due", None)


@pytest.mark.parametrize(("since", "until"), [(1, None), (-9, -1)])
def test_no_rule_in_force_no_reward(accepted, office, since, until):
    end = until and TODAY() + until * DAY
    rule(accepted.level, "300", since=TODAY() + since * DAY, until=end)
    honour = give(accepted, office)
    assert not Reward.objects.exists() and honour.is_held


def earlier_reward(accepted, status="due", village=None):
    """What the same village was granted for the level below in this campaign."""
    lower = Level.objects.get(campaign=accepted.campaign, code="QUALIFIED")
    before = Application.objects.create(
        campaign=accepted.campaign,
        village=village or accepted.village,
        level=lower,
        evaluation=accepted.evaluation,
        created_by=accepted.created_by,
        status="accepted",
    )
    honour = Honour.objects.create(
        village=before.village,
        level=lower,
        application=before,
        year=2026,
        issuer=lower.named_by,
        issuer_name=lower.named_by.name,
        plaque_number="先",
        document_number="号",
        awarded_on=TODAY(),
    )
    return Reward.objects.create(
        honour=honour,
        amount=Decimal(80),
        payer="township",
        payer_name="清河镇财政所",
        reason="按规定",
        status=status,
    )


@pytest.fixture
def by_difference(accepted):
    township = accepted.village.township
    township.settings |= {"reward_method": "DIFFERENCE"}
    township.save()
    rule(accepted.level, "300")
    return Application.objects.get(pk=accepted.pk)


def test_where_levels_add_up_the_whole_amount_is_due(accepted, office):
    rule(accepted.level, "300")
    earlier_reward(accepted)
    assert give(accepted, office).reward.amount == Decimal(300)


def test_where_only_the_difference_is_paid_what_was_granted_is_taken_off(by_difference, office):
    earlier_reward(by_difference)
    assert give(by_difference, office).reward.amount == Decimal(220)


def test_what_was_refused_or_granted_to_others_is_not_taken_off(
    by_difference, office, other_village
):
    earlier_reward(by_difference, "refused")
    assert give(by_difference, office).reward.amount == Decimal(300)


def test_what_a_neighbour_got_is_not_taken_off(by_difference, office, other_village):
    earlier_reward(by_difference, village=other_village)
    assert give(by_difference, office).reward.amount == Decimal(300)


# --- the ladder


def states(village, campaign):
    steps, _ = honour_acts.ladder(campaign, village)
    return [(step["label"], step["state"]) for step in steps]


def test_before_any_honour_the_lowest_rung_comes_next(running, village):
    assert states(village, running) == [
        ("合格村", "current"),
        ("区级先进村", "todo"),
        ("市级示范村", "todo"),
        ("国家级示范村", "todo"),
    ]
    steps, result = honour_acts.ladder(running, village)
    assert result is None and {step["hint"] for step in steps} == {""}


def test_what_is_held_is_done_and_what_was_skipped_is_said(accepted, office, village):
    honour = give(accepted, office)
    steps, result = honour_acts.ladder(accepted.campaign, village)
    assert [step["state"] for step in steps] == ["todo", "done", "current", "todo"]
    assert [step["hint"] for step in steps] == ["没有单独命名", "", "", ""]
    assert (steps[1]["url"], steps[1]["date"]) == (honour.get_absolute_url(), TODAY())
    assert (steps[2]["url"], steps[2]["date"]) == ("", None)
    assert result == accepted.evaluation


def test_the_rung_above_the_highest_held_comes_next(accepted, office, village):
    higher = give(accepted, office)
    lower = Level.objects.get(campaign=accepted.campaign, rank=1)
    before = Honour(
        village=village,
        level=lower,
        year=2025,
        issuer=lower.named_by,
        issuer_name=str(lower.named_by),
        plaque_number="示合格-01",
        document_number="示卫发〔2026〕1号",
        awarded_on=higher.awarded_on,
    )
    before.enter(office)
    before.save()
    told = [state for _, state in states(village, accepted.campaign)]
    assert told == ["done", "done", "current", "todo"]


def test_a_level_that_was_taken_back_is_climbed_again(accepted, office, village):
    honour = give(accepted, office)
    Honour.objects.filter(pk=honour.pk).update(status="revoked")
    assert states(village, accepted.campaign)[:2] == [("合格村", "current"), ("区级先进村", "todo")]


def test_neighbours_stand_where_they_stand(accepted, office, other_village):
    give(accepted, office)
    assert states(other_village, accepted.campaign)[0] == ("合格村", "current")
    assert honour_acts.ladder(accepted.campaign, other_village)[1] is None


def test_the_newest_final_result_stands_beside_the_ladder(accepted, running, village):
    row = Round.objects.create(
        campaign=running, year=2027, self_due="2027-12-05", scoring_due="2027-12-20"
    )
    fresh = Evaluation.objects.create(
        round=row,
        village=village,
        standard_version=accepted.evaluation.standard_version,
        points=Decimal(95),
    )
    assert honour_acts.ladder(running, village)[1] == accepted.evaluation
    Evaluation.objects.filter(pk=fresh.pk).update(status="final")
    assert honour_acts.ladder(running, village)[1] == fresh


# --- for the matrix of targets


def test_levels_held_are_told_with_the_year_they_rest_on(accepted, office):
    assert list(honour_acts.levels_held(accepted.campaign)) == []
    honour = give(accepted, office)
    (told,) = honour_acts.levels_held(accepted.campaign)
    assert (told.village_id, told.level_id, told.rank) == (
        accepted.village_id,
        accepted.level_id,
        2,
    )
    assert (told.on, told.year, told.url) == (TODAY(), 2026, honour.get_absolute_url())
    Honour.objects.filter(pk=honour.pk).update(status="removed")
    assert list(honour_acts.levels_held(accepted.campaign)) == []


@pytest.mark.parametrize(
    ("status", "label", "is_open"),
    [("office", "申报：镇办公室审核", True), ("refused", "申报：验收不合格", False)],
)
def test_an_application_on_its_way_is_a_stage_of_its_level(application, status, label, is_open):
    Application.objects.filter(pk=application.pk).update(status=status)
    (stage,) = honour_acts.applications_on_the_way(application.campaign)
    application.refresh_from_db()
    assert stage.label == f"申报：{application.get_status_display()}"
    assert (stage.year, stage.level_id, stage.is_open) == (2026, application.level_id, is_open)
    assert (stage.order, stage.url) == (50, application.get_absolute_url())
    assert not stage.is_lost


def test_what_was_named_and_taken_back_is_lost(accepted, office):
    honour = give(accepted, office)
    (stage,) = honour_acts.applications_on_the_way(accepted.campaign)
    assert not stage.is_lost and stage.is_open
    Honour.objects.filter(pk=honour.pk).update(status="revoked")
    honour.refresh_from_db()
    (stage,) = honour_acts.applications_on_the_way(accepted.campaign)
    assert stage.is_lost and not stage.is_open
    assert stage.label == f"荣誉{honour.get_status_display()}"


def test_a_withdrawn_application_is_no_stage(application):
    Application.objects.filter(pk=application.pk).update(status="withdrawn")
    assert list(honour_acts.applications_on_the_way(application.campaign)) == []


# --- a reward whose rule was entered after the honour


@pytest.mark.parametrize("since", [0, -1])
def test_a_reward_is_drawn_up_once_its_rule_is_there(accepted, office, since):
    RewardRule.objects.all().delete()
    honour = give(accepted, office)
    assert honour_acts.rule_left_out(honour) is None and not Reward.objects.exists()
    rule(accepted.level, "300", since=TODAY() + since * DAY)
    assert honour_acts.rule_left_out(honour).amount == 300
    reward = honour_acts.draw_up_reward(honour, by=office)
    assert (reward.honour, reward.amount, reward.status) == (honour, Decimal(300), "due")
    assert Entry.objects.about(honour).first().actor == office
    with pytest.raises(Refused, match="没有应发而没有列入"):
        honour_acts.draw_up_reward(honour, by=office)
    assert Reward.objects.count() == 1


def test_nothing_is_drawn_up_by_a_rule_of_another_day(accepted, office):
    RewardRule.objects.all().delete()
    honour = give(accepted, office)
    rule(accepted.level, "300", since=TODAY() + DAY)
    with pytest.raises(Refused, match="没有应发而没有列入"):
        honour_acts.draw_up_reward(honour, by=office)


@pytest.mark.parametrize("status", ["revoked", "removed"])
def test_nothing_is_drawn_up_for_an_honour_that_was_lost(accepted, office, status):
    RewardRule.objects.all().delete()
    honour = give(accepted, office)
    rule(accepted.level, "300")
    Honour.objects.filter(pk=honour.pk).update(status=status)
    with pytest.raises(Refused, match="没有应发而没有列入"):
        honour_acts.draw_up_reward(Honour.objects.get(pk=honour.pk), by=office)


def test_who_serves_the_village_draws_up_no_reward(accepted, office, cadre, village):
    RewardRule.objects.all().delete()
    honour = give(accepted, office)
    rule(accepted.level, "300")
    with pytest.raises(Refused):
        honour_acts.draw_up_reward(honour, by=cadre)
    assert not Reward.objects.exists()
