"""What each act leaves on paper: which parts, under which keys, in the words of the act."""

import pytest

from archives.papers import leaves
from tests.archives import steps
from tests.villages import way
from tests.villages.files import stored
from township.files.derive import extract_text
from township.files.storing import keep_composed
from township.papers.composing import paper_of
from villages.models import FilingCheck
from villages.workflows.filing import FILING

pytestmark = pytest.mark.usefixtures("late_november")


def shape(parts):
    return [(part.name, part.key, part.kind, part.file_name.rpartition(".")[2]) for part in parts]


def words(part):
    return extract_text(keep_composed(paper_of(part.content).pdf(), part.file_name))


def test_a_meeting_leaves_minutes_and_sign_in(village, cadre):
    meeting = steps.meet(village, cadre)
    parts = leaves.of_meeting(meeting)
    assert shape(parts) == [
        ("会议记录", "minutes", "body", "pdf"),
        ("签到册", "sign_in", "sign_in", "pdf"),
    ]
    assert "412" in words(parts[0])
    assert leaves.of_meeting(meeting)[0].content == parts[0].content, "the same bytes again"


def test_a_vote_leaves_its_record(village, cadre):
    _, meeting = steps.adopt(village, cadre)
    (part,) = leaves.of_vote(meeting.motions.get())
    assert shape([part]) == [("表决记录", "vote", "body", "pdf")]
    assert "398" in words(part)


def test_each_stage_is_set_in_the_words_in_which_it_was_fixed(village, cadre):
    version = steps.finalise(steps.consult(steps.draft(village, cadre), cadre), cadre)
    for row, kind in zip(
        version.stages.order_by("id"), ("draft", "consultation", "final"), strict=True
    ):
        part = leaves.stage(row)
        assert (part.key, part.kind, part.name) == (kind, kind, row.get_stage_display())
        assert "村党支部领导自治工作" in words(part) and "第二章" in words(part)


def test_the_consultation_leaves_its_summary(village, cadre):
    version = steps.consult(steps.draft(village, cadre), cadre)
    part = leaves.consultation(version)
    assert shape([part]) == [("征求意见汇总", "opinions", "body", "pdf")]
    assert "院坝" in words(part)


def test_a_filed_text_leaves_letter_review_and_receipt(village, cadre, office):
    version, _ = steps.adopt(village, cadre)
    filing = steps.accept(version, cadre, office)
    parts = leaves.of_filing(filing)
    assert shape(parts) == [
        ("备案报告", "filing_letter", "attachment", "pdf"),
        ("合法性审查表", "review", "attachment", "pdf"),
        ("备案回执", "receipt", "attachment", "pdf"),
    ]
    assert "2026-001" in words(parts[2])


def test_a_text_to_be_corrected_leaves_the_order(village, cadre, office, leader):
    version, _ = steps.adopt(village, cadre)
    filing = FILING.perform("submit", version.filing, by=cadre, on=steps.days_ago(5))
    filing.checks.update(result=FilingCheck.Result.MET)
    filing.checks.filter(number=5).update(result=FilingCheck.Result.UNMET, comment="设定了罚款")
    filing = way.ordered(filing, office, leader, on=steps.days_ago(1))
    *_, order = leaves.of_filing(filing)
    assert shape([order]) == [("责令改正通知书", "correction", "attachment", "pdf")]
    assert "设定了罚款" in words(order)


def test_a_posting_leaves_its_sheet_and_the_photo_of_the_board(village, cadre):
    posting = steps.post(village, cadre)
    assert shape(leaves.of_posting(posting)) == [("公示", "posting", "body", "pdf")]
    posting.photo, posting.photo_name = stored(), "公示.jpg"
    _, photo = leaves.of_posting(posting)
    assert (photo.kind, photo.key, photo.file_name) == ("photo", "photo", "公示.jpg")


def test_what_is_no_picture_is_an_attachment(db):
    text = keep_composed(b"text", "说明.txt")
    assert leaves.attachment("说明", text, "说明.txt", key="k").kind == "attachment"
    assert leaves.attachment("照片", stored(), "照片.jpg", key="k").kind == "photo"
