"""A line is open as long as its thing is, told once, and counted with two queries at most."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Rectification
from tests.campaigns.reminders import owed
from township.alerts.models import MOST_COUNTED, Alert, unread_count, unread_sign
from township.alerts.telling import Told, tell
from township.users.models import User


def line(user, row, key="k", **more):
    given = {"kind": "task", "title": str(row), "path": row.get_absolute_url()} | more
    return Told(user=user.pk, key=key, row=row, **given)


def afresh(user):
    return User.objects.get(pk=user.pk)


def test_nothing_is_told_twice(village, cadre, other_cadre):
    row = owed(village)
    tell([line(cadre, row), line(cadre, row)])
    tell([line(cadre, row, title="另一句话"), line(other_cadre, row)])
    assert Alert.objects.filter(user=cadre).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(user=cadre, key="k", kind="task", noun="x", object_id=1, title="")


def test_what_may_no_longer_be_opened_is_not_told(village, cadre, other_cadre, office):
    row = owed(village)
    tell([line(cadre, row), line(other_cadre, row), line(office, row)])
    open_to = [
        user.username for user in (cadre, other_cadre, office) if unread_count(afresh(user)) == 1
    ]
    assert open_to == ["cadre-wanshun", "office"]
    village.cadres.clear()
    user = afresh(cadre)
    assert unread_count(user) == 0 and not Alert.objects.for_user(user, "alert.view").exists()
    Rectification.objects.all().delete()
    assert unread_count(afresh(office)) == 0


def test_a_count_is_one_query_where_there_is_nothing(village, cadre, django_assert_num_queries):
    user = afresh(cadre)
    user.current_memberships  # noqa: B018  loaded once a request
    with django_assert_num_queries(1):
        assert unread_count(user) == 0
    row = owed(village)
    tell(line(cadre, row, key=f"{n}") for n in range(MOST_COUNTED + 30))
    unread_count(user)  # the own villages are looked up once a request
    with django_assert_num_queries(2):
        assert unread_count(user) == MOST_COUNTED + 1


def test_a_sign_changes_with_every_line_and_every_reading(village, cadre):
    row, signs = owed(village), [unread_sign(cadre)]
    for key in ("a", "b"):
        tell([line(cadre, row, key=key)])
        signs.append(unread_sign(cadre))
    Alert.objects.filter(user=cadre, key="a").update(is_read=True)
    signs.append(unread_sign(cadre))
    assert signs[0] == [] and len({tuple(one) for one in signs}) == len(signs)


def test_a_long_title_is_cut(village, cadre):
    tell([line(cadre, owed(village), title="长" * 300)])
    alert = Alert.objects.get()
    assert len(alert.title) == 200 and (str(alert), alert.tone) == (alert.title, "active")
