"""The words of the villages app: what is stored, and how the kinds of meeting fall into groups."""

from villages.rules.kinds import (
    DECIDING,
    NOT_DECIDING,
    OF_GROUP,
    REPRESENTATIVE,
    SUBJECTS,
    FilingAuthority,
    Matter,
    MeetingKind,
    Mode,
    TextKind,
)
from villages.rules.statutes import PACKS


def test_a_meeting_decides_sits_for_others_or_only_talks():
    assert {"village_reps", "resident_reps"} == REPRESENTATIVE
    assert {"party", "group_leaders", "yard", "committee"} == NOT_DECIDING
    assert {"group", "resident_group"} == OF_GROUP
    assert {"villagers", "residents"} | REPRESENTATIVE == DECIDING


def test_no_law_gives_power_to_a_meeting_that_only_talks():
    known = {kind for pack in PACKS for kind in pack.bodies}
    assert known == set(MeetingKind) - NOT_DECIDING


def test_a_vote_is_about_a_text_or_another_matter():
    assert [*TextKind.choices, *Matter.choices] == SUBJECTS
    assert len(dict(SUBJECTS)) == len(TextKind) + len(Matter)


def test_stored_values_stay():
    """They lie in the rows of every installation."""
    assert TextKind.values == ["charter", "rule", "covenant", "agreement"]
    assert Mode.values == ["person", "household", "delegate", "member"]
    assert FilingAuthority.values == ["township", "street", "district"]
