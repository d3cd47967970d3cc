"""Who sits in a meeting of representatives: shares, women, the province's smallest number."""

from dataclasses import replace

from tests.villages.rules.test_conditions import found, keys
from tests.villages.rules.test_verdict import ON, ask
from villages.rules.kinds import Mode, PlaceKind, Severity
from villages.rules.provinces import NATIONAL, LocalRules, rules_of
from villages.rules.seats import SEATS, seats
from villages.rules.shares import TWO_THIRDS
from villages.rules.statutes import pack_on
from villages.rules.tally import Roll

DECISIVE = Severity.DECISIVE


def seats_of(local=NATIONAL, place=PlaceKind.VILLAGE, kind="village_reps", **roll):
    pack = pack_on(place, ON)
    figures = {"mode": Mode.MEMBER, "total": 35, "present": 30, "reps": 28, "women_reps": 12}
    rows = seats(Roll(**figures | roll), pack, pack.body(kind), local)
    return {one.key: (one.ok, one.needed, one.got) for one in rows}


def test_the_composition_of_thirty_five():
    assert seats_of() == {"reps": (True, 28, 28), "women": (True, 12, 12)}
    assert seats_of(reps=27, women_reps=11) == {"reps": (False, 28, 27), "women": (False, 12, 11)}


def test_a_share_of_hainan_stands_beside_the_national_one():
    rows = seats_of(rules_of("hainan"), women_reps=10)
    assert rows["women"] == (False, 12, 10) and rows["women_among_reps"] == (True, 10, 10)
    assert seats_of(rules_of("hainan"), women_reps=9)["women_among_reps"] == (False, 10, 9)
    assert "women_among_reps" not in seats_of(rules_of("sichuan"))
    assert set(seats_of(rules_of("hainan"))) == set(SEATS)


def test_the_smallest_number_of_representatives_is_for_villages():
    assert seats_of(rules_of("sichuan"), reps=19)["reps_minimum"] == (False, 20, 19)
    assert "reps_minimum" not in seats_of(
        rules_of("sichuan"), place=PlaceKind.COMMUNITY, kind="resident_reps"
    )


def test_two_thirds_of_the_women_come_in_shandong_only():
    roll = {"women_reps": 12, "women_reps_present": 7}
    question = ask("village_reps", 35, 30, 20, roll=roll, local=rules_of("shandong"))
    one = found(question, "women_attending")
    assert (one.ok, one.needed, one.got) == (False, 8, 7)
    assert one.sentence == "妇女代表12人，法定到会为三分之二以上即8人，实到7人，未达到法定人数"
    assert one.severity == DECISIVE
    enough = replace(question, roll=replace(question.roll, women_reps_present=8))
    assert found(enough, "women_attending").ok
    assert "women_attending" not in keys(replace(question, local=NATIONAL))
    residents = ask("resident_reps", 36, 30, 20, local=LocalRules(women_attending=TWO_THIRDS))
    assert "women_attending" not in keys(residents)
