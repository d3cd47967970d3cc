"""A committee in office, and a demand to recall its director."""

from tests.villages import way
from villages.acts.organisation import body_of, seat
from villages.acts.recall import record_recall
from villages.models import Person, Recall
from villages.rules.bodies import BodyKind, PostKind


def seated(village, cadre, name="陈主任", post=PostKind.DIRECTOR):
    who = Person.objects.create(village=village, name=name, gender="man")
    body = body_of(village, BodyKind.COMMITTEE)
    return seat(body, post, who, since=way.days_ago(700), by=cadre)


def demand(term, *, petitioners="voters", signers=130, base=600, days=40, **more):
    return Recall(
        village=term.body.village,
        term=term,
        received_on=way.days_ago(days),
        petitioners=petitioners,
        signers=signers,
        base=base,
        reason="账目长期不公开。",
        **more,
    )


def demanded(village, cadre, **more):
    return record_recall(demand(seated(village, cadre), **more), by=cadre)
