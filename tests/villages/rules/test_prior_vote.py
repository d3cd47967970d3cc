"""A vote of long ago is judged by what is known of it, and by nothing else."""

from datetime import date

import pytest

from villages.rules.conditions import Question
from villages.rules.kinds import MeetingKind, Mode, PlaceKind, TextKind, VoteOutcome, VotingMethod
from villages.rules.prior_vote import prior_verdict
from villages.rules.tally import Roll, VoteCounts


def asked(*, meeting=MeetingKind.VILLAGERS, about=TextKind.CHARTER, present=301, yes=151):
    return Question(
        place=PlaceKind.VILLAGE,
        meeting=meeting,
        on=date(2021, 6, 1),
        about=about,
        roll=Roll(
            mode=Mode.MEMBER if "reps" in meeting else Mode.PERSON, total=600, present=present
        ),
        counts=VoteCounts(VotingMethod.SHOW_OF_HANDS, yes, present - yes, 0),
    )


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({}, VoteOutcome.PASSED),
        ({"yes": 150}, VoteOutcome.FAILED),
        ({"present": 300, "yes": 300}, VoteOutcome.NO_QUORUM),
        (
            {"meeting": MeetingKind.VILLAGE_REPS, "present": 500, "yes": 500},
            VoteOutcome.INCOMPETENT,
        ),
    ],
)
def test_body_quorum_and_majority_decide(known, outcome):
    assert prior_verdict(asked(**known)).outcome == outcome


def test_what_is_not_known_is_not_judged():
    """Nobody knows of a delegation of that time, so representatives are not told they had none."""
    found = prior_verdict(
        asked(meeting=MeetingKind.VILLAGE_REPS, about=TextKind.RULE, present=500, yes=500)
    )
    assert found.is_passed and {one.key for one in found.findings} == {"quorum", "majority"}
