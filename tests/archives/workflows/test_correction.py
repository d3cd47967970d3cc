"""A sealed record's description put right; what was filed of a corrected fact is filed anew."""

import datetime

import pytest

from archives.acts.record import file_fact
from archives.models import Category, PartFile, Record
from archives.workflows.correction import RECORD_CORRECTION
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from tests.villages.way import final, voted
from township.corrections import CORRECTION, Correction, ask
from township.dates import cn_date
from township.workflow import Refused
from villages.workflows.correction import MEETING_CORRECTION

TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def sealed(township, village, cadre):
    Category.objects.create(township=township, code="HYJ", name="会议记录", retention="Y")
    part = part_of("会议记录", "到会三十人。".encode(), "记录.txt")
    row = file_fact(village, "HYJ", source="meeting:1", title="村民会义", on=TODAY, by=cadre,
                    parts=[part])  # fmt: skip
    return RECORD.perform("seal", row, by=cadre)


def test_a_title_is_corrected_and_the_reference_code_stays(sealed, cadre):
    code = sealed.reference_code
    done = ask(RECORD_CORRECTION, sealed, {"title": "村民会议"}, by=cadre, reason="错字")
    row = Record.objects.get()
    assert (row.title, row.reference_code) == ("村民会议", code)
    assert done.status == Correction.Status.APPLIED


@pytest.mark.parametrize(
    "day", [datetime.date(2025, 12, 31), datetime.date(2027, 1, 1), datetime.date(2026, 12, 31)]
)
def test_the_day_stays_in_the_year_of_the_code_and_not_after_today(sealed, cadre, day):
    with pytest.raises(Refused):
        ask(RECORD_CORRECTION, sealed, {"on": day}, by=cadre, reason="错")


def test_its_right_day_stands_beside_the_wrong_one_for_everybody(client, sealed, cadre):
    wrong, right = sealed.on, sealed.on - datetime.timedelta(days=1)
    given = {"by": cadre, "reason": "以原件为准", "document_number": "清府函〔2026〕9号"}
    done = ask(RECORD_CORRECTION, sealed, {"on": right}, **given)
    assert Record.objects.get().on == right and Record.objects.get().is_sealed
    client.force_login(cadre)
    for url in (sealed.get_absolute_url(), done.get_absolute_url()):
        page = client.get(url).text
        told = (cn_date(wrong), cn_date(right), cadre.full_name, "以原件为准", "清府函〔2026〕9号")
        assert not [word for word in told if word not in page]


def test_an_open_record_is_simply_changed(sealed, village, cadre):
    row = file_fact(village, "HYJ", source="meeting:2", title="另一次", on=TODAY, by=cadre)
    with pytest.raises(Refused, match="直接修改"):
        ask(RECORD_CORRECTION, row, {"title": "别的"}, by=cadre, reason="错")


@pytest.mark.usefixtures("papers_set")
def test_corrected_minutes_are_a_further_version_beside_the_old(township, village, cadre, office):
    for code in ("HYJ", "BJL", "ZCH"):
        Category.objects.create(township=township, code=code, name=code, retention="Y")
    meeting = voted(final(village, cadre), cadre)
    minutes = PartFile.objects.filter(part__key="minutes")
    before = minutes.get()
    asked = ask(MEETING_CORRECTION, meeting, {"place": "一组院坝"}, by=cadre, reason="地点录错")
    CORRECTION.perform("agree", asked, by=office)
    assert minutes.count() == 2
    assert minutes.get(number=1).file == before.file
