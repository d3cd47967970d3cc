"""既有文本: entered once, in force from its own day, and nobody of today acted then."""

from datetime import date

import pytest
import time_machine

from archives.acts.category import load_categories
from archives.models import PartFile, Record
from archives.queries.completeness import shelf
from archives.workflows.record import RECORD
from campaigns.queries.text_counts import of_texts
from campaigns.rules import preset
from tests.villages import way
from tests.villages.files import stored
from township.corrections import CORRECTION, ask
from township.history.models import Entry
from township.workflow import Refused
from villages.acts import text as text_acts
from villages.acts.prior_adoption import add_papers, enter_past_text
from villages.models import Attachment, Filing, Motion, PriorAdoption, Text, TextVersion
from villages.queries.prior_adoption import has_papers
from villages.rules.kinds import TextKind
from villages.workflows.correction import PRIOR_CORRECTION

DAY = date(2021, 6, 1)
VOTED = {
    "meeting_kind": "villagers",
    "mode": "person",
    "total": 600,
    "present": 400,
    "yes": 380,
    "no": 10,
    "abstain": 10,
}


def scan():
    return stored("章程.jpg"), "章程.jpg"


def enter(village, by, *, kind=TextKind.CHARTER, title="万顺村自治章程", **known):
    files, words = known.pop("files", ()), known.pop("words", way.CHARTER)
    prior = PriorAdoption(**({"on": DAY} | known))
    return enter_past_text(village, kind, title, prior, by=by, words=words, files=files)


def test_it_is_in_force_from_its_own_day_and_nobody_acted(village, cadre):
    version = enter(village, cadre)
    assert version.status == TextVersion.Status.ADOPTED and version.adopted_on == DAY
    in_force = TextVersion.objects.in_force_on
    assert version in in_force(DAY) and not in_force(date(2021, 5, 31)).exists()
    assert not Motion.objects.exists() and not Filing.objects.exists()
    assert not version.stages.exists() and not version.consultations.exists()
    prior = version.entered_later
    assert prior.entered_by == cadre and prior.entry_note.startswith(f"补录：{cadre}，")
    assert prior.judged is None
    assert Entry.objects.get(verb="text.enter_past").summary == f"补录既有文本：{version}"


def test_a_scan_is_enough_and_nothing_is_not(village, office):
    version = enter(village, office, words="", files=[scan()])
    assert version.sha256 == scan()[0].sha256 and not version.clauses.exists()
    with pytest.raises(Refused, match="请上传扫描件"):
        enter(village, office, kind=TextKind.RULE, title="会议制度", words="")
    assert Text.objects.count() == 1


def test_where_the_original_lies_is_enough_until_it_is_scanned(village, office):
    prior = enter(village, office, words="", proof="原件存村委会档案柜").entered_later
    assert not has_papers(prior)
    for _ in range(2):
        add_papers(prior, [scan()], by=office)
    assert has_papers(prior) and Attachment.objects.of(prior).count() == 1
    parts = Record.objects.get().parts.order_by("order")
    assert [part.name for part in parts] == ["既有文本登记表", "章程.jpg"]
    told = Entry.objects.filter(verb="text.add_papers").first()
    assert told.summary == "万顺村自治章程（第1版）（补录）补交凭据：章程.jpg"


@pytest.mark.usefixtures("papers_set")
def test_papers_are_added_to_a_record_that_is_sealed(village, office):
    version = enter(village, office)
    record = Record.objects.get()
    RECORD.perform("seal", record, by=office)
    add_papers(version.entered_later, [scan()], by=office)
    added = PartFile.objects.get(part__record=record, part__name="章程.jpg")
    assert added.reason == "办理中产生的新材料"


@pytest.mark.usefixtures("papers_set")
def test_it_is_one_record_that_says_so(village, office):
    version = enter(village, office, files=[scan()], filed_on=date(2021, 6, 9), receipt_no="备1号")
    record = Record.objects.get()
    assert record.source == f"text:{version.pk}" and record.on == DAY and record.year == 2021
    assert record.is_entered_later and record.note == version.entered_later.entry_note
    assert PartFile.objects.filter(part__record=record).count() == 3
    assert record.metadata["consultation"] == "没有查到"
    assert version.status == TextVersion.Status.FILED
    entry = Entry.objects.get(verb="record.file")
    assert "补录" in entry.summary


def test_one_that_begins_later_is_in_force_from_then(village, cadre):
    version = enter(village, cadre, effective_on=date(2021, 7, 1))
    assert version.adopted_on == DAY
    in_force = TextVersion.objects.in_force_on
    assert not in_force(date(2021, 6, 30)).exists()
    assert version in in_force(date(2021, 7, 1))


def test_its_counts_are_judged_by_the_law_of_the_day(village, cadre):
    judged = enter(village, cadre, **VOTED).entered_later.judged
    assert judged.is_passed and judged.since == date(2018, 12, 29)
    assert {one.key for one in judged.findings} == {"competence", "quorum", "majority"}


def test_counts_that_do_not_carry_it_are_told_and_stay(village, cadre):
    version = enter(village, cadre, **VOTED | {"yes": 100, "no": 290})
    assert not version.entered_later.judged.is_passed
    assert of_texts([village.pk], DAY)[village.pk]["adoption_defects"] == 1


def test_before_every_law_known_nothing_is_judged(village, cadre):
    assert enter(village, cadre, **VOTED | {"on": date(1985, 1, 1)}).entered_later.judged is None


def test_it_may_begin_and_be_filed_on_the_day_it_was_passed(village, cadre):
    prior = enter(village, cadre, effective_on=DAY, filed_on=DAY).entered_later
    assert (prior.effective_on, prior.filed_on) == (DAY, DAY)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"on": way.days_ago(-1)}, "不能在今天之后"),
        ({"filed_on": date(2021, 5, 1)}, "备案日期不能早于通过日期"),
        ({"effective_on": date(2021, 5, 31)}, "施行日期不能早于通过日期"),
        ({"effective_on": way.days_ago(-1)}, "施行日期不能在今天之后"),
        (VOTED | {"present": 700}, "实到数700大于应到数600"),
        (VOTED | {"meeting_kind": ""}, "请选由什么会议通过"),
        ({"receipt_no": "备1号"}, "请把备案日期也填上"),
    ],
)
def test_what_cannot_be_true_is_refused(village, cadre, known, told):
    with pytest.raises(Refused, match=told):
        enter(village, cadre, **known)
    assert not Text.objects.exists()


def test_what_was_adopted_since_the_system_came_goes_the_whole_way(village, cadre):
    with time_machine.travel(way.noon(way.days_ago(30))):
        enter(village, cadre)
    with pytest.raises(Refused, match="起已经用系统办理"):
        enter(village, cadre, kind=TextKind.COVENANT, title="村规民约", on=way.days_ago(10))


def test_a_later_version_begins_from_it(village, cadre):
    version = enter(village, cadre)
    fresh = text_acts.revise(version, by=cadre)
    assert fresh.number == 2 and fresh.clauses.count() == version.clauses.count()
    assert fresh.entered_later is None


def test_it_counts_for_completeness_and_for_the_round(village, cadre, township):
    load_categories(township, preset.load("renkou-zizhi").archive_categories)
    enter(village, cadre)
    cells = shelf(village, way.days_ago(0).year).cells
    stages = {c.requirement.stage: c.have for c in cells if c.requirement.category == "ZCH"}
    assert stages == {"draft": 1, "consultation": 1, "final": 1}
    assert shelf(village, DAY.year).delay is None
    facts = of_texts([village.pk], DAY)[village.pk]
    assert facts["has_charter"] and facts["stages_present"] == 3
    assert facts["consult_channels"] is None and facts["is_reviewed"] is None


def test_a_correction_moves_the_day_and_judges_again(village, cadre, office):
    version = enter(village, cadre)
    after = VOTED | {"on": date(2021, 7, 1)}
    correction = ask(PRIOR_CORRECTION, version.entered_later, after, by=cadre, reason="日期看错了")
    CORRECTION.perform("agree", correction, by=office)
    version.refresh_from_db()
    prior = PriorAdoption.objects.get()
    assert version.adopted_on == prior.on == date(2021, 7, 1)
    assert prior.judged.is_passed and Record.objects.get().on == date(2021, 7, 1)
