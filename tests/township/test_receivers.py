"""Whoever has a matter on the own to-do list after an act is told of it, and whoever waited for an
answer; nobody else, and nobody of what he did himself."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archives.acts import scan_reading
from archives.acts.category import load_categories
from archives.acts.record import enter_record
from archives.models import Record
from campaigns.acts import assignment as assignment_acts
from campaigns.acts.reminder import remind
from campaigns.models import Receipt, Rectification, Sheet
from campaigns.rules import preset
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.rectification import RECTIFICATION
from campaigns.workflows.round import ROUND
from tests.archives.readings import Readers, page, reads
from tests.campaigns.assignments import issued
from tests.campaigns.reminders import owed, waiting
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import SENT_ON, teams
from tests.personas import cadre_of, make_village, person
from tests.villages import way
from tests.villages.files import stored
from tests.villages.workflows import test_filing as filings
from township.access import Role
from township.access.policy import SEEN_BY
from township.alerts.models import Alert
from township.corrections import CORRECTION
from township.corrections.models import Correction
from township.files import scanning
from township.receivers import ANSWERS, ASKED_BY, OF_NOUN
from township.users.stand_in import StandIn
from township.workflow.core import WORKFLOWS
from villages.workflows.filing import FILING

SCANNED_ON = date(2026, 3, 5)


@pytest.fixture
def cadre(village):
    return cadre_of(village, "cadre-wanshun", "张专干")


@pytest.fixture
def other_cadre(other_village):
    return cadre_of(other_village, "cadre-sanshui", "刘专干")


def told(user):
    return list(Alert.objects.filter(user=user).order_by("pk").values_list("kind", "title"))


def titles(user):
    return [title for _, title in told(user)]


def test_what_is_told_has_a_page_with_a_permission():
    for noun in {*OF_NOUN, *(name.partition(".")[0] for name in (*ANSWERS, *ASKED_BY))}:
        assert WORKFLOWS[noun].model._meta.label_lower in SEEN_BY
    for name in (*ANSWERS, *ASKED_BY):
        noun, act = name.split(".")
        assert act in WORKFLOWS[noun]


def test_an_application_on_its_way(cadre, other_cadre, application, office, leader, district):
    second = person("office2", "陈办事", Role.OFFICE, township=application.village.township)
    row = APPLICATION.perform("submit", application, by=office, on=SENT_ON)
    assert titles(leader) == [f"提交：{application}"] and titles(cadre)[-1:] != titles(leader)
    row = APPLICATION.perform("return_by_leader", row, by=leader, opinion="事迹太短", on=SENT_ON)
    kind, title = told(cadre)[-1]
    assert (kind, title) == ("task", f"退回：{application}")
    assert titles(second)[-1] == title and "事迹太短" not in str(Alert.objects.values_list())
    row = APPLICATION.perform("submit", row, by=office, on=SENT_ON)
    APPLICATION.perform("approve", row, by=leader, opinion="同意。", on=SENT_ON)
    assert told(cadre)[-1] == ("answer", f"审批同意，报区：{application}")
    assert titles(district) == [f"审批同意，报区：{application}"]
    # Submitted twice, told twice: each time something else had happened.
    assert titles(leader) == [f"提交：{application}"] * 2
    assert not any(str(application) in one for one in titles(other_cadre))


def test_who_acts_is_not_told_of_it(application, office, leader):
    before = titles(office)
    APPLICATION.perform("submit", application, by=office, on=SENT_ON)
    assert titles(office) == before


def test_a_result_is_told_to_its_village_with_the_last_day_to_object(
    cadre, other_cadre, evaluator, announced
):
    alert = Alert.objects.get(user=cadre, kind="result")
    assert alert.title == "先进村创建：万顺村2025年度考评结果公示"
    assert alert.due == announced.announced_until and "异议" in alert.hint
    found = [title for kind, title in told(other_cadre) if kind == "result"]
    assert found == ["先进村创建：三水村2025年度考评结果公示"]
    assert not [kind for kind, _ in told(evaluator) if kind == "result"]


def test_a_round_tells_villages_and_evaluators_of_their_sheets(
    opened, office, evaluator, cadre, other_cadre
):
    teams(opened, [evaluator], office)
    ROUND.perform("start_self", opened, by=office)
    assert [kind for kind, _ in told(cadre)] == ["task"] and "自评" in titles(cadre)[0]
    assert len(told(other_cadre)) == 1 and told(evaluator) == []
    ROUND.perform("start_scoring", opened, by=office)
    mine = Sheet.objects.of_evaluators().filter(scorer=evaluator)
    assert len(told(evaluator)) == mine.count() == 2


def test_what_is_handed_down_is_told_to_each_village_once(campaign, office, cadre, other_cadre):
    row = assignment_acts.compose(campaign, 2025, by=office)
    issued(row, office)
    for user in (cadre, other_cadre):
        ((kind, title),) = told(user)
        assert kind == "task" and "签收" in title
    row.refresh_from_db()
    row = ASSIGNMENT.perform("recall", row, by=office, reason="有错")
    assert Receipt.objects.count() == 0
    # What was taken back is told no more, though the line is still there.
    assert not Alert.objects.for_user(cadre, "alert.view").exists() and told(cadre)


def test_an_order_before_the_leader_is_not_told_to_the_village(village, cadre, office, leader):
    filing = way.submitted(village, cadre)
    assert titles(office) == [f"报送备案：{filing}"]
    filing = filings.reviewed(filing, office, n1=filings.FAULT)
    before = titles(cadre)
    given = {"correct_by": timezone.localdate() + timedelta(days=20)}
    row = FILING.perform("order_correction", filing, by=office, **given)
    assert titles(cadre) == before and titles(leader)
    FILING.perform("sign_order_correction", row, by=leader)
    assert titles(cadre)[len(before) :] == [f"签发：{filing}"]


def test_an_accepted_filing_is_told_to_the_village(village, cadre, office):
    filing = filings.reviewed(way.submitted(village, cadre), office)
    FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert told(cadre)[-1] == ("answer", f"予以备案：{filing}")


def test_rectifications_go_back_and_forth(village, cadre, office):
    row = owed(village, status=Rectification.Status.OPEN)
    RECTIFICATION.perform("prove", row, by=cadre, note="已补")
    assert [kind for kind, _ in told(office)] == ["rectification"]
    RECTIFICATION.perform("return", row, by=office, reason="还差照片")
    assert told(cadre) == [("rectification", f"退回继续整改：{row}")]
    RECTIFICATION.perform("prove", row, by=cadre, note="补了照片")
    RECTIFICATION.perform("close", row, by=office, opinion="合格")
    assert told(cadre)[1:] == [("rectification", f"核实完成：{row}")]


def test_reminders_are_told_and_whoever_stands_in_is_told_too(village, office, cadre, leader):
    stand_in = person("standin", "吴代理", Role.CADRE, township=village.township)
    today = timezone.localdate()
    StandIn.objects.create(
        user=stand_in, post=cadre.memberships.get(), since=today, until=today, document_number="1号"
    )
    row = owed(village)
    remind([waiting(row)], by=office, sentence="请本周办好")
    for user in (cadre, stand_in):
        alert = Alert.objects.get(user=user)
        assert alert.title == f"催办：{row}" and "请本周办好" in alert.hint
        assert alert.path == row.get_absolute_url() and alert.due == row.due_on
    assert told(leader) == []


def test_a_correction_is_answered_to_whoever_asked(village, cadre, office, leader):
    row = Correction.objects.create(
        township=village.township,
        noun="villages.village",
        object_id=village.pk,
        title="万顺村名称",
        url="/",
        changes=[],
        reason="写错",
        second=Role.LEADER,
        asked_by=office,
        asked_name="王办事",
    )
    CORRECTION.perform("refuse", row, by=leader, reason="没有依据")
    assert titles(office) == [f"驳回更正：{row}"] and titles(cadre) == []


def test_an_act_costs_the_same_however_many_villages_there_are(campaign, township, office):
    """Handing down to forty villages asks no more questions than to four."""
    row = assignment_acts.compose(campaign, 2025, by=office)
    counts = []
    for first, last in ((0, 4), (4, 40)):
        for number in range(first, last):
            cadre_of(make_village(township, f"{number}村", f"K{number:03}"), f"k{number}", "员")
        with CaptureQueriesContext(connection) as asked:
            row = issued(row, office)
        counts.append(len(asked))
        assert Alert.objects.filter(kind="task").count() >= last
        row = ASSIGNMENT.perform("recall", row, by=office, reason="再来")
    assert counts[1] <= counts[0]


def test_what_somebody_has_done_is_unread_by_nobody(village, cadre, office):
    second = person("office2", "陈办事", Role.OFFICE, township=village.township)
    filing = filings.reviewed(way.submitted(village, cadre), office)
    unread = Alert.objects.filter(user__in=(office, second), object_id=filing.pk).unread()
    assert unread.count() == 2
    FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert unread.count() == 0
    # The answer is news to the village all the same.
    assert Alert.objects.filter(user=cadre, kind="answer").unread().exists()


def test_who_sent_a_scan_with_numbers_of_persons_on_it_is_told_once(
    village, cadre, office, township, monkeypatch, settings
):
    reads(monkeypatch, settings)
    categories = {
        row.code: row
        for row in load_categories(township, preset.load("renkou-zizhi").archive_categories)
    }
    scan, clean = stored(), stored(size=(9, 9))
    for number, file in enumerate((scan, clean), 1):
        row = Record(
            village=village, category=categories["HYJ"], title=f"扫描{number}", on=SCANNED_ON
        )
        enter_record(row, [(file, f"扫描{number}.jpg")], by=cadre)
    monkeypatch.setattr(scanning, "read", Readers(page("身份证510823198001011234")))
    scan_reading.read_scan.call(scan.pk)
    monkeypatch.setattr(scanning, "read", Readers(page("讨论修路")))
    scan_reading.read_scan.call(clean.pk)
    alert = Alert.objects.get(noun="archives.record")
    assert alert.user == cadre and "扫描1.jpg" in alert.title and "5108" not in alert.title
