"""Those whose term ends last go on together, with a ground."""

import pytest

from tests.villages import way
from tests.villages.queries.test_term_end import term
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.term_end import extend_body, extend_representatives
from villages.models import Meeting, Person, Representative, Term
from villages.queries.roll import entitled

REASON = "县里统一安排换届"


def test_the_last_ones_go_on_and_who_left_before_does_not(village, cadre):
    before = term(village, until=-400, name="前任")
    last = [term(village, until=-3, name=name) for name in ("甲某", "乙某")]
    until = way.days_ago(-60)
    body = before.body
    assert extend_body(body, until=until, reason=REASON, by=cadre) == 2
    assert {row.until for row in Term.objects.filter(pk__in=[one.pk for one in last])} == {until}
    assert Term.objects.get(pk=before.pk).until == way.days_ago(400)
    entry = Entry.objects.about(body).first()
    assert "2人" in entry.summary and REASON in entry.summary


@pytest.mark.parametrize("days", [3, 2])
def test_it_goes_on_past_what_is_entered(village, cadre, days):
    row = term(village, until=3)
    with pytest.raises(Refused, match="延长要在这以后"):
        extend_body(row.body, until=way.days_ago(-days), reason=REASON, by=cadre)
    assert extend_body(row.body, until=way.days_ago(-4), reason=REASON, by=cadre) == 1


def test_without_an_end_there_is_nothing_to_extend(village, cadre):
    row = term(village, until=None)
    with pytest.raises(Refused, match="不用延长"):
        extend_body(row.body, until=way.days_ago(-4), reason=REASON, by=cadre)


def test_a_seat_that_is_over_is_not_counted_until_it_goes_on(village, cadre):
    for name in ("李代表", "王代表"):
        person = Person.objects.create(village=village, name=name)
        Representative.objects.create(
            village=village, person=person, since=way.days_ago(900), until=way.days_ago(10)
        )
    meeting = Meeting(village=village, kind="village_reps", held_at=way.noon(way.days_ago(5)))
    assert entitled(meeting) == []
    until = way.days_ago(-60)
    assert extend_representatives(village, until=until, reason=REASON, by=cadre) == 2
    assert len(entitled(meeting)) == 2
