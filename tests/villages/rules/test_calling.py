"""Contradictions in how a meeting was called."""

from dataclasses import replace
from datetime import date

import pytest

from villages.rules.calling import Calling, calling_problems, modes_of
from villages.rules.kinds import MeetingKind, Mode, PlaceKind
from villages.rules.statutes import pack_on

ON = date(2026, 5, 20)
PACK = pack_on(PlaceKind.VILLAGE, ON)
SOUND = Calling(MeetingKind.VILLAGERS, Mode.PERSON, ON, date(2026, 5, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"noticed_on": date(2026, 5, 21)},
            "noticed_on",
            "会议通知日期2026年5月21日晚于会议日期2026年5月20日",
        ),
        (
            {"party_on": date(2026, 5, 21)},
            "party_on",
            "党组织研究讨论应在会前，日期2026年5月21日晚于会议日期2026年5月20日",
        ),
        ({"is_special": True, "special_reason": " "}, "special_reason", "请写明是什么特殊情况"),
        ({"mode": Mode.MEMBER}, "mode", "村民会议只能按人或者按户代表计算到会人数"),
    ],
)
def test_each_contradiction_is_told_at_its_field(change, field, sentence):
    found = calling_problems(replace(SOUND, **change), PACK)
    assert set(found) == {field} and sentence in found[field]


@pytest.mark.parametrize(
    "change",
    [{}, {"noticed_on": ON, "party_on": ON}, {"is_special": True, "special_reason": "防汛"}],
)
def test_the_day_itself_and_a_named_reason_are_sound(change):
    assert calling_problems(replace(SOUND, **change), PACK) == {}


@pytest.mark.parametrize(
    ("kind", "modes"),
    [
        (MeetingKind.VILLAGE_REPS, [Mode.MEMBER]),
        (MeetingKind.YARD, [Mode.PERSON]),
        (MeetingKind.VILLAGERS, [Mode.PERSON, Mode.HOUSEHOLD]),
    ],
)
def test_how_heads_may_be_counted(kind, modes):
    assert modes_of(PACK, kind) == modes


@pytest.mark.parametrize("place", PlaceKind)
@pytest.mark.parametrize("kind", [MeetingKind.RESIDENT_GROUP, MeetingKind.GROUP])
def test_where_the_law_names_no_quorum_heads_and_households_are_counted(place, kind):
    assert modes_of(pack_on(place, ON), kind) == [Mode.PERSON, Mode.HOUSEHOLD]
