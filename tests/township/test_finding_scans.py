"""Pages that wait without a code are found by what was read off them, until they are settled."""

import pytest

from archives.models import ScanPage
from tests.township import finds
from township.finding.asking import words_of
from township.finding.kinds import KINDS

pytestmark = pytest.mark.django_db
KIND = KINDS["codeless"]


@pytest.fixture(autouse=True)
def planted(village, other_village, office):
    finds.plant(village, office, 1)
    finds.plant(other_village, office, 2)


def found(user, typed):
    return KIND.find(user, words_of(typed))


def test_a_page_is_found_by_any_word_on_it_and_leads_to_its_place(cadre, village):
    assert len(found(cadre, "研究修路")) == 1
    (line,) = KIND.show(cadre, found(cadre, "修路"), ["修路"])
    page = ScanPage.objects.get(batch__village=village)
    assert line.url == f"{page.batch.get_absolute_url()}#page-1"
    assert "".join(text for text, _ in line.title).endswith("会议记录"), "as it calls itself"
    assert ("修路", True) in line.excerpt
    assert found(cadre, "航天") == []


def test_the_village_may_be_a_word_but_not_the_only_one(office, village, other_village):
    assert len(found(office, "研究修路")) == 2
    assert len(found(office, f"{other_village.name} 修路")) == 1
    ScanPage.objects.update(number=2)
    assert found(office, village.name) == [], "nothing was read off the page itself"


@pytest.mark.parametrize(
    "settled", [{"outcome": "filed"}, {"outcome": "dropped"}, {"sheet": "notice"}]
)
def test_what_is_settled_or_known_by_its_code_is_not_told_here(office, settled):
    ScanPage.objects.update(**settled)
    assert found(office, "修路") == []
