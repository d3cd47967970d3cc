"""The yearly assignment: composed from targets, printed, handed down, signed for."""

from campaigns.acts import assignment as assignment_acts
from campaigns.models import AssignmentRow
from tests.campaigns.assignments import *  # noqa: F403
from tests.personas import make_village


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
