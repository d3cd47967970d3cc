"""How many texts are enough is said once, by the campaign's preset, and everybody asks there."""

from datetime import date

import pytest

from campaigns.acts import preset as preset_acts
from campaigns.queries import progress
from campaigns.rules import preset
from villages.acts import text as text_acts
from villages.models import TextVersion
from villages.queries.village import elements_of
from villages.rules.kinds import TextKind

DAY = date(2026, 11, 27)


def adopt(village, cadre, number):
    """`number` rules in force."""
    for place in range(number):
        version = text_acts.create_text(village, TextKind.RULE, f"制度{place}", by=cadre)
        TextVersion.objects.filter(pk=version.pk).update(
            status="adopted", adopted_on=DAY, sha256="0" * 64
        )


def page_and_report(campaign, village):
    (element,) = [one for one in elements_of(village, DAY) if one.key == "rule"]
    behind = [one.sentence for one in progress.gaps(campaign, 2026)[village.pk]]
    return element, [one for one in behind if "自治制度" in one]


@pytest.mark.parametrize(
    ("number", "state", "sentence"),
    [
        (0, "missing", "还没有生效的自治制度。"),
        (1, "warn", "生效的自治制度只有1项，还差2项。"),
        (2, "warn", "生效的自治制度只有2项，还差1项。"),
    ],
)
def test_the_village_page_and_the_gap_report_say_the_same(
    drafted, village, cadre, number, state, sentence
):
    adopt(village, cadre, number)
    element, behind = page_and_report(drafted, village)
    assert (element.state, element.sentence, behind) == (state, sentence, [sentence])


def test_three_are_enough(drafted, village, cadre):
    adopt(village, cadre, 3)
    element, behind = page_and_report(drafted, village)
    assert (element.state, behind) == ("ok", [])


def test_another_preset_asks_for_something_else(drafted, village):
    other = preset_acts.load(preset.load("minzhu-fazhi"), drafted.township, start=2026)
    assert other.texts_needed == {"covenant": 1}
    told = [one.sentence for one in progress.gaps(other, 2026)[village.pk]]
    assert "还没有生效的自治公约。" in told and "还没有生效的自治制度。" not in told
