"""People of a village on its rosters and in its posts, for tests that begin with them."""

from tests.villages import way
from villages.models import Body, Person, Representative, Term


def person(village, name="张三", gender="man", **more):
    return Person.objects.create(village=village, name=name, gender=gender, **more)


def representative(village, number, gender="man", since=None, until=None):
    """代表NN of the village's first group; returns the person."""
    group = village.groups.first()
    found = person(village, f"代表{number:02d}", gender, group=group)
    Representative.objects.create(
        village=village,
        person=found,
        group=group,
        households=10,
        since=since or way.days_ago(400),
        until=until,
    )
    return found


def in_post(village, kind, post, who, since=None, until=None):
    body, _ = Body.objects.get_or_create(village=village, kind=kind)
    return Term.objects.create(
        body=body, post=post, person=who, since=since or way.days_ago(400), until=until
    )
