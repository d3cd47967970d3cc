"""Words of a paper that was filed: whose they are, and what they say."""

import pytest

from archives.models import DrawnPaper
from tests.archives import steps
from tests.campaigns.database import refused
from villages.workflows.meeting import MEETING

pytestmark = pytest.mark.usefixtures("categories")


@pytest.fixture
def paper(village, cadre):
    meeting = steps.meet(village, cadre)
    meeting.summary = "讨论种树。"
    meeting.save()
    MEETING.perform("close", meeting, by=cadre)
    return DrawnPaper.objects.get(part__key="minutes")


def test_it_says_what_it_was_filed_with(paper):
    words = {name: getattr(paper, name) for name in ("name", "front", "text", "author", "on")}
    assert paper.says(words)
    assert not paper.says(words | {"text": paper.text + "。"})
    assert "讨论种树" in paper.paper.text()


def test_it_waits_until_it_has_its_file_and_belongs_to_its_village(paper, cadre, other_cadre):
    assert paper in DrawnPaper.objects.waiting()
    assert paper in DrawnPaper.objects.for_user(cadre, "record.view")
    assert paper not in DrawnPaper.objects.for_user(other_cadre, "record.view")


def test_a_number_of_a_part_is_held_once(paper):
    given = {"name": "minutes", "front": paper.front, "text": "另一份", "on": paper.on}
    with refused():
        DrawnPaper.objects.create(part=paper.part, number=1, file_name="另.pdf", **given)
