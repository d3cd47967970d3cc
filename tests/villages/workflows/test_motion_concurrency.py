"""Twenty people save at once: a roll-call is being entered while others close it.

The control shows what would happen without the lock: a verdict that is not what was voted.
"""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from tests.personas import cadre_of
from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts.roll import cast, take_roll
from villages.models import Authorisation, Ballot, Group, Motion, Person, Representative
from villages.rules.kinds import VotingMethod
from villages.workflows.motion import close_once

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, WRITERS, CLOSERS, CHANGES = 80, 10, 10, 4


@pytest.fixture
def motion(village, cadre):
    """Eighty representatives present, all to be asked by name."""
    group = Group.objects.filter(village=village).first()
    people = Person.objects.bulk_create(
        Person(village=village, name=f"代表{n:03d}", gender="man", group=group)
        for n in range(PEOPLE)
    )
    Representative.objects.bulk_create(
        Representative(village=village, person=p, group=group, since=way.days_ago(99))
        for p in people
    )
    Authorisation.objects.create(
        village=village,
        granted_on=way.days_ago(50),
        since=way.days_ago(50),
        until=way.days_ago(-50),
        matters=["other"],
    )
    meeting = way.meeting(village, cadre, kind="village_reps")
    take_roll(meeting, [p.pk for p in people], by=cadre)
    return meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method=VotingMethod.ROLL_CALL
    )


def together(*jobs):
    """Run the jobs at the same moment, each on its own connection; returns what they return."""
    start = threading.Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def patiently(act, *args, **kwargs):
    """As people work: a moment's pause between two acts, and another try when a crowded machine
    could not get the lock in time (nothing was saved then)."""
    for _ in range(20):
        time.sleep(0.02)
        try:
            return act(*args, **kwargs)
        except OperationalError as error:
            assert "locked" in str(error)
    raise AssertionError("the database stayed locked")


def counted(motion):
    return Counter(Ballot.objects.filter(motion=motion).values_list("choice", flat=True))


def test_eighty_entries_against_ten_closings(motion, cadre):
    people = list(Person.objects.order_by("name"))

    def enter(part):
        """Everybody of this part votes yes; then minds are changed until the vote is closed."""
        for person in part:
            patiently(cast, motion, person, "yes", by=cadre)
        changed = 0
        try:
            for person in part[:CHANGES]:
                patiently(cast, motion, person, "no", by=cadre)
                changed += 1
        except Refused as refusal:
            assert "已经结束表决" in str(refusal)
        return changed

    def close():
        while True:
            try:
                row = patiently(close_once, motion, by=cadre)
            except Refused as refusal:
                assert "没有登记表决意见" in str(refusal)
                time.sleep(0.2)
                continue
            return (str(row.verdict), row.closed_at)

    jobs = [lambda part=people[n::WRITERS]: enter(part) for n in range(WRITERS)]
    results = together(*jobs, *[close] * CLOSERS)
    changed, closings = sum(results[:WRITERS]), results[WRITERS:]
    row = Motion.objects.get(pk=motion.pk)
    found = counted(motion)
    assert len(set(closings)) == 1
    assert found == Counter({"yes": PEOPLE - changed, "no": changed}) - Counter()
    assert {key: row.verdict["counts"][key] for key in ("yes", "no", "abstain")} == {
        "yes": found["yes"],
        "no": found["no"],
        "abstain": 0,
    }
    told = Entry.objects.filter(verb="motion.close", object_id=motion.pk)
    entered = Entry.objects.filter(verb="motion.ballot", object_id=motion.pk)
    assert (told.count(), entered.count()) == (1, PEOPLE + changed)


def test_without_the_lock_a_verdict_would_not_be_what_was_voted(motion, cadre):
    """The control: closing reads the ballots, somebody changes a vote, closing writes."""
    people = list(Person.objects.all())
    for person in people:
        Ballot.objects.create(motion=motion, person=person, choice="yes", entered_by=cadre)
    has_read, has_changed = threading.Event(), threading.Event()

    def close_naively():
        found = counted(motion)
        has_read.set()
        has_changed.wait(60)
        Motion.objects.filter(pk=motion.pk, status="open").update(
            **{"status": "passed", "closed_at": timezone.now(), "verdict": {"counts": found}}
        )

    def change_naively():
        has_read.wait(60)
        Ballot.objects.filter(motion=motion, person=people[0]).update(choice="no")
        has_changed.set()

    together(close_naively, change_naively)
    motion.refresh_from_db()
    assert motion.verdict["counts"]["yes"] == PEOPLE
    assert counted(motion)["yes"] == PEOPLE - 1


def test_two_people_enter_the_same_side_of_a_secret_ballot(village, cadre):
    teller = cadre_of(village, "teller", "李会计")
    meeting = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method=VotingMethod.SECRET
    )
    given = {"issued": 400, "returned": 400, "yes": 400, "no": 0, "abstain": 0, "invalid": 0}

    def enter(person):
        try:
            meeting_acts.enter_tally(motion, by=person, side=1, **given)
        except Refused:
            return "refused"
        return "entered"

    results = together(lambda: enter(cadre), lambda: enter(teller))
    assert sorted(results) == ["entered", "refused"]
    assert motion.tallies.count() == 1
