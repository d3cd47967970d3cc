"""The yearly assignment: composed from targets, printed, handed down, signed for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment, AssignmentRow, Honour
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from tests.personas import make_village
from township.workflow import Refused
from villages.acts.village_change import rename


def test_every_village_has_its_row_with_or_without_a_target(running, office):
    make_village(running.township, "石桥村", "J109")
    assignment = assignment_acts.compose(running, 2026, by=office)
    told = {row.village.name: row.task for row in assignment.rows.select_related("village")}
    assert len(told) == 7
    assert "年底前达到标准并申报区级先进村" in told["万顺村"]
    assert "为2027年创建区级先进村打基础" in told["三水村"]
    assert told["石桥村"] == "参加创建活动，接受年终考评。"


def test_what_an_earlier_year_missed_is_told_again(running, office, time_machine):
    time_machine.move_to("2027-03-01 09:00:00+08:00")
    assignment = assignment_acts.compose(running, 2027, by=office)
    row = assignment.rows.get(village__name="万顺村")
    assert "2026年应完成，尚未达到" in row.task


def test_rows_follow_changed_targets_while_drafted(running, assignment, office):
    running.targets.filter(village__name="三水村").update(due_year=2026)
    assignment_acts.recompose(assignment, by=office)
    assert assignment.rows.get(village__name="三水村").target is not None


def test_what_the_office_wrote_for_a_village_stands_in_the_notice(assignment):
    row = assignment.rows.get(village__name="万顺村")
    AssignmentRow.objects.filter(pk=row.pk).update(task="先补齐协会活动记录，再申报区级先进村。")
    (line,) = [
        one for one in assignment_acts.notice(assignment)["targets"] if one["village"] == "万顺村"
    ]
    assert line["note"] == "先补齐协会活动记录，再申报区级先进村。"
    others = assignment_acts.notice(assignment)["others"]
    assert "三水村" in others and "万顺村" not in others


# --- which rows, in which order


@pytest.mark.parametrize(
    ("year", "status", "told"),
    [
        (2025, "running", "年度要在2026年至2030年之间"),
        (2031, "running", "年度要在2026年至2030年之间"),
        (2030, "closed", "已经结束"),
    ],
)
def test_a_year_outside_the_campaign_or_after_its_end_has_none(drafted, office, year, status, told):
    drafted.status = status
    with pytest.raises(Refused, match=told):
        assignment_acts.compose(drafted, year, by=office)
    assert not Assignment.objects.exists()


def test_an_issued_one_is_not_composed_anew(assignment, office):
    Assignment.objects.filter(pk=assignment.pk).update(status="issued")
    with pytest.raises(Refused):
        assignment_acts.recompose(assignment, by=office)


def test_rows_are_numbered_from_one_in_the_order_of_villages(assignment):
    rows = list(assignment.rows.select_related("village"))
    assert [row.order for row in rows] == list(range(1, len(rows) + 1))
    places = [row.village.order for row in rows]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("due", "has_target", "words"),
    [
        (2026, True, "年底前达到标准并申报区级先进村。"),
        (2025, True, "年底前达到标准并申报区级先进村（2025年应完成，尚未达到）。"),
        (2027, False, "为2027年创建区级先进村打基础，参加创建活动，接受年终考评。"),
    ],
)
def test_what_is_due_this_year_earlier_or_later(running, office, due, has_target, words):
    running.targets.exclude(village__name="三水村", level__code="ADVANCED").delete()
    running.targets.update(due_year=due)
    made = assignment_acts.compose(running, 2026, by=office)
    row = made.rows.get(village__name="三水村")
    assert (row.target is not None, row.task) == (has_target, words)


def test_a_target_that_may_be_missed_is_told_as_such(running, office):
    running.targets.filter(village__name="万顺村", level__code="ADVANCED").update(
        commitment="stretch"
    )
    made = assignment_acts.compose(running, 2026, by=office)
    row = made.rows.get(village__name="万顺村")
    assert row.task == "年底前力争达到标准并申报区级先进村。"


def _honoured(running, village, office, on):
    level = running.levels.get(code="QUALIFIED")
    return Honour.objects.create(
        village=village, level=level, year=2025, issuer=level.named_by, issuer_name="区政府",
        document_number="清委发〔2026〕1号", awarded_on=on, entered_at=timezone.now(),
        entered_by=office, entered_name="办公室",
    )  # fmt: skip


def test_an_issued_notice_keeps_levels_and_names_of_its_day(
    running, assignment, office, village, time_machine
):
    row = issued(assignment, office)
    before = assignment_acts.notice(row)
    assert {one["previous"] for one in before["targets"]} == {""}
    _honoured(running, village, office, row.issued_on)
    time_machine.move_to(timezone.now() + timedelta(days=1))
    rename(
        village, by=office, name="万顺社区", kind="community",
        on=row.issued_on + timedelta(days=1), reason="批复", document_number="江府函〔2026〕9号",
    )  # fmt: skip
    fresh = Assignment.objects.get(pk=row.pk)
    assert assignment_acts.notice(fresh) == before


@pytest.mark.parametrize(("later", "told"), [(0, "合格村"), (1, "")])
def test_a_notice_tells_the_level_held_when_it_was_handed_down(
    running, assignment, office, village, later, told
):
    day = timezone.localdate()
    _honoured(running, village, office, day + timedelta(days=later))
    row = issued(assignment, office)
    (line,) = [
        one for one in assignment_acts.notice(row)["targets"] if one["village"] == village.name
    ]
    assert line["previous"] == told
