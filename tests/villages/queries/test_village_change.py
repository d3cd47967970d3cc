"""What of a village is not finished, before it is merged."""

from datetime import date

from tests.villages.way import adopted, draft, meeting
from villages.models import Posting
from villages.queries.village_change import open_matters


def told(village):
    return [sentence for sentence, _ in open_matters(village)]


def test_nothing_is_open_in_a_new_village(village):
    assert told(village) == []


def test_texts_and_meetings_on_their_way_are_named(village, cadre):
    draft(village, cadre)
    meeting(village, cadre)
    assert any(one.startswith("文本《万顺村自治章程》") for one in told(village))
    assert any(one.startswith("会议：") for one in told(village))


def test_what_is_still_posted_is_named_and_no_neighbours(village, other_village):
    for place, number, status in (
        (village, 1, "posted"), (village, 2, "taken_down"), (other_village, 3, "posted"),
    ):  # fmt: skip
        Posting.objects.create(
            village=place, kind="other", title=f"第{number}份", status=status, place="大院",
            until=date(2026, 5, 31), posted_on=date(2026, 5, 1), taken_down_on=date(2026, 6, 1),
        )  # fmt: skip
    (sentence,) = told(village)
    assert sentence.startswith("公示：") and "第1份" in sentence


def test_an_adopted_text_waits_for_its_filing(village, cadre):
    adopted(village, cadre)
    sentences = told(village)
    assert any(one.startswith("备案：") for one in sentences)
    assert not any(one.startswith(("文本", "会议")) for one in sentences)


def test_every_matter_leads_to_its_page(village, cadre, client):
    draft(village, cadre)
    client.force_login(cadre)
    for _, address in open_matters(village):
        assert client.get(address.partition("#")[0]).status_code == 200
