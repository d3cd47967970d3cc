"""What a village does files itself: one record a fact, its papers with it, nothing twice."""

import inspect
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from archives import receivers
from archives.acts import returning
from archives.models import Part, Record
from archives.rules.requirements import BY_FACT
from archives.workflows.record import RECORD
from tests.archives import steps
from tests.archives.tus import picture
from tests.personas import cadre_of
from tests.villages import way
from township.files.derive import extract_text
from township.files.storing import store
from township.workflow import Refused
from villages.acts.activity import record_activity
from villages.acts.commendation import record_commendation
from villages.acts.haves import check_haves
from villages.acts.publicity import record_publicity
from villages.models import Activity, Commendation, FilingCheck, Publicity
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.text import TEXT

pytestmark = pytest.mark.usefixtures("late_november")


def the(source):
    return Record.objects.get(source=source)


def words(record, key):
    return extract_text(record.parts.get(key=key).files.first().file)


def photo():
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(stream, "JPEG")
    stream.seek(0)
    return store(stream, "现场.jpg")


@pytest.mark.usefixtures("papers_set")
def test_a_text_is_one_record_with_its_three_stages_in_order(village, cadre):
    version = steps.consult(steps.draft(village, cadre), cadre)
    record = the(f"text:{version.pk}")
    assert record.category.code == "ZCH"
    assert [part.kind for part in record.parts.all()] == ["draft", "consultation"]
    version = steps.finalise(version, cadre)
    record.refresh_from_db()
    kinds = [part.kind for part in record.parts.all()]
    assert kinds == ["draft", "consultation", "body", "final"]
    assert "村党支部领导自治工作" in words(record, "final")
    assert "院坝会" in words(record, "opinions")
    assert Record.objects.count() == 1


@pytest.mark.usefixtures("papers_set")
def test_a_second_round_adds_versions_to_the_same_parts(village, cadre):
    version = steps.finalise(steps.consult(steps.draft(village, cadre), cadre), cadre)
    version = TEXT.perform("revert", version, by=cadre)
    steps.finalise(steps.consult(version, cadre, days=20), cadre, days=15)
    final = the(f"text:{version.pk}").parts.get(kind=Part.Kind.FINAL)
    assert [file.number for file in final.files.all()] == [2, 1]


def test_a_withdrawn_text_leaves_the_count(village, cadre):
    version = steps.consult(steps.draft(village, cadre), cadre)
    TEXT.perform("withdraw", version, by=cadre)
    record = the(f"text:{version.pk}")
    assert record.status == Record.Status.WITHDRAWN
    assert not Record.objects.kept().exists()


@pytest.mark.usefixtures("papers_set")
def test_a_closed_meeting_leaves_its_record_and_a_record_of_each_vote(village, cadre):
    version, meeting = steps.adopt(village, cadre)
    minutes = the(f"meeting:{meeting.pk}")
    assert minutes.category.code == "HYJ"
    assert minutes.metadata["present"] == "412人"
    assert {part.key for part in minutes.parts.all()} == {"minutes", "sign_in"}
    assert "398" in words(minutes, "minutes")
    assert minutes.pages >= 2
    vote = the(f"vote:{meeting.motions.get().pk}")
    assert vote.category.code == "BJL" and vote.metadata["tally"] == "通过"
    text = the(f"text:{version.pk}")
    assert text.on == meeting.held_on and "村民会议" in text.metadata["vote"]


@pytest.mark.usefixtures("papers_set")
def test_the_receipt_joins_the_text_and_the_text_can_be_sealed(village, cadre, office):
    version, _ = steps.adopt(village, cadre)
    steps.accept(version, cadre, office)
    record = the(f"text:{version.pk}")
    assert record.document_number == record.metadata["filing_number"] == "2026-001"
    assert "现予备案" in words(record, "receipt")
    assert RECORD.perform("seal", record, by=cadre).reference_code.endswith("ZCH-0001")


@pytest.mark.usefixtures("papers_set")
def test_a_correction_order_joins_the_text(village, cadre, office, leader):
    version, _ = steps.adopt(village, cadre)
    filing = FILING.perform("submit", version.filing, by=cadre, on=steps.days_ago(5))
    filing.checks.update(result=FilingCheck.Result.MET)
    filing.checks.filter(number=5).update(result=FilingCheck.Result.UNMET, comment="设定了罚款")
    way.ordered(filing, office, leader, on=steps.days_ago(1))
    assert "设定了罚款" in words(the(f"text:{version.pk}"), "correction")


@pytest.mark.usefixtures("papers_set")
def test_a_meeting_that_cannot_be_filed_is_not_closed(village, cadre, settings, tmp_path):
    meeting = steps.meet(village, cadre)
    steps.vote(meeting, cadre)
    (tmp_path / "files").write_text("没有文件夹的位置")
    settings.DATA_DIR = tmp_path
    with pytest.raises(Exception, match="files"):
        MEETING.perform("close", meeting, by=cadre)
    meeting.refresh_from_db()
    assert meeting.status == "planned"
    assert not Record.objects.exists()


def test_a_photo_that_is_added_while_the_posting_hangs_is_filed_at_once(client, village, cadre):
    posting = steps.post(village, cadre)
    client.force_login(cadre)
    address = reverse("villages:posting_edit", args=[posting.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent = SimpleUploadedFile("公开栏.jpg", picture())
    answer = client.post(address, values | {"picture": sent})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "photo" in the(f"posting:{posting.pk}").parts.values_list("kind", flat=True)


def test_a_posting_files_itself_when_it_hangs_and_is_completed_when_it_comes_down(village, cadre):
    posting = steps.post(village, cadre)
    record = the(f"posting:{posting.pk}")
    assert record.category.code == "GKG" and record.metadata["taken_down_on"] == ""
    posting.photo, posting.photo_name = photo(), "公示.jpg"
    posting.save()
    steps.POSTING.perform("take_down", posting, by=cadre, on=steps.days_ago(1))
    record.refresh_from_db()
    assert record.metadata["taken_down_on"] == steps.days_ago(1).isoformat()
    assert record.parts.filter(kind=Part.Kind.PHOTO).count() == 1


def test_daily_work_files_itself_with_its_photos(village, cadre):
    day = steps.days_ago(3)
    publicity = record_publicity(
        Publicity(village=village, channel="yard", contents=["charter"], on=day, place="院坝"),
        list(village.groups.all()),
        by=cadre,
        files=[(photo(), "现场.jpg")],
    )
    activity = record_activity(
        Activity(
            village=village,
            kind=Activity.Kind.BOARD,
            title="理事会",
            on=day,
            place="村委会",
            headcount=9,
            summary="商量秋季活动。",
        ),
        by=cadre,
    )
    commendation = record_commendation(
        Commendation(
            village=village,
            kind="commendation",
            on=day,
            organisation="三组会员小组",
            basis_clause="自治章程第二十六条",
            measure="通报表扬。",
        ),
        by=cadre,
    )
    record = the(f"publicity:{publicity.pk}")
    assert record.category.code == "XCH" and record.parts.filter(kind="photo").count() == 1
    assert "自治章程" in record.metadata["contents"]
    assert the(f"activity:{activity.pk}").requirement == "board"
    restricted = the(f"commendation:{commendation.pk}").category
    assert restricted.code == "BZC" and restricted.is_restricted


def test_what_lies_at_the_place_itself_is_called_by_its_name(village, community):
    for place, name in ((village, "本村"), (community, "本社区")):
        check = check_haves(place, 2026, {}, by=cadre_of(place, place.name, "钱专干"))
        assert the(f"haves:{check.pk}").metadata["place"] == name


def test_a_record_filed_from_a_fact_without_its_items_is_not_sealed(village, cadre):
    version = steps.consult(steps.draft(village, cadre), cadre)
    record = the(f"text:{version.pk}")
    record.category.metadata = [{"key": "filing_number", "name": "备案号"}]
    record.category.save()
    with pytest.raises(Refused, match="备案号"):
        RECORD.perform("seal", record, by=cadre)


def test_a_title_names_the_village_once():
    assert receivers.titled("万顺村", "万顺村自治章程（第1版）") == "万顺村自治章程（第1版）"
    assert receivers.titled("万顺村", "公示：第1季度村务公开") == "万顺村公示：第1季度村务公开"


def test_the_categories_that_facts_file_are_those_that_are_called_known():
    told = inspect.getsource(receivers) + inspect.getsource(returning)
    written = set(re.findall('"([A-Z]{3})"', told))
    assert written == BY_FACT
