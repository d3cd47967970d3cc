"""A demand is held against the law of the day it came."""

from datetime import date

from tests.villages import way
from tests.villages.recalls import demand, seated
from villages.queries.recall import body_for, finding_of, meetings_for
from villages.rules.kinds import MeetingKind


def test_the_law_of_the_day_it_came(village, cadre):
    row = demand(seated(village, cadre))
    row.received_on = date(2025, 12, 31)
    assert finding_of(row).article == "第十六条第一款"
    row.received_on = date(2026, 1, 1)
    assert finding_of(row).article == "第十九条第一款"
    assert body_for(row) == MeetingKind.VILLAGERS
    row.village.kind = "community"
    assert body_for(row) == MeetingKind.RESIDENTS


def test_the_meetings_that_may_vote_on_it(village, cadre):
    row = demand(seated(village, cadre))
    assembly = way.meeting(village, cadre)
    way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS)
    assert list(meetings_for(row)) == [assembly]
