"""Final evaluations become records: one a village under KPS, with its paper and its figures."""

import io
from datetime import date

import pypdf
import pytest

from archives.models import Record
from campaigns.acts import evaluation_record as evaluation_record_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Round, Sheet
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score
from township.files.storing import open_stored


@pytest.fixture
def scored(scoring, village, cadre, office):
    """万顺村 handed in its own sheet; 三水村 loses too much to reach a level."""
    own = Sheet.objects.get(evaluation__village=village, kind="self")
    sheet_acts.save_marks(own, full_marks(own, {"B1": "6.7"}), by=cadre)
    SHEET.perform("submit_self", own, by=cadre)
    score(scoring, {"三水村": {"B1": 0, "B2": 0, "C1": 0, "D1": 0, "A1": 0}})
    row = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    row = ROUND.perform("announce", row, by=office, on=date(2025, 12, 22), days=7)
    return ROUND.perform("finalise", row, by=office, on=date(2025, 12, 30))


def record_of(village):
    return Record.objects.get(village=village, category__code="KPS")


def text_of(record):
    file = record.parts.get().files.get().file
    with open_stored(file) as source:
        reader = pypdf.PdfReader(io.BytesIO(source.read()))
        return "".join(page.extract_text() for page in reader.pages)


@pytest.mark.usefixtures("papers_set")
def test_each_final_evaluation_has_its_record(scored, village, office):
    record = record_of(village)
    evaluation = Evaluation.objects.get(village=village)
    assert (record.title, record.on, record.year) == (
        "万顺村2025年度考评表",
        date(2025, 12, 30),
        2025,
    )
    assert record.source == f"evaluation:{evaluation.pk}" and record.filed_by == office
    assert record.responsible == "清河镇人民政府"
    assert record.metadata == {
        "year": "2025",
        "score": "100.0",
        "level": "区级先进村",
        "authority": "清河镇人民政府",
        "document_number": "—",
    }
    part = record.parts.get()
    assert (part.name, part.files.get().file_name.endswith(".pdf")) == ("考评表", True)


def test_a_village_that_reached_no_level_is_told_so(scored, other_village):
    assert record_of(other_village).metadata["level"] == "未达标"


@pytest.mark.usefixtures("papers_set")
def test_the_paper_shows_the_villages_own_points_where_it_handed_them_in(
    scored, village, other_village
):
    assert Sheet.objects.get(evaluation__village=other_village, kind="self").is_open
    assert "6.7" in text_of(record_of(village))
    assert "6.7" not in text_of(record_of(other_village))


def test_filing_again_adds_no_second_record(scored, village, office):
    evaluation_record_acts.file_evaluations(Round.objects.get(), by=office)
    assert Record.objects.filter(category__code="KPS").count() == 2


def test_only_what_is_final_is_filed(announced, office):
    evaluation_record_acts.file_evaluations(announced, by=office)
    assert not Record.objects.filter(category__code="KPS").exists()
