"""A question that is written once says for other values what the query itself would say."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.personas import person
from township.access import Role
from township.files.models import StoredFile
from township.prepared_query import PreparedQuery
from township.users.models import Membership, User

pytestmark = pytest.mark.django_db


def test_rows_come_as_the_query_gives_them_for_each_value(township, other_township):
    one = person("one", "张一", Role.OFFICE, township=township)
    two = person("two", "张二", Role.OFFICE, township=other_township)
    written = []

    @PreparedQuery
    def posts(user):
        written.append(user)
        return Membership.objects.filter(user=user).select_related("township")

    for user in (one, two, one):
        (post,) = posts(user.pk)
        assert (post.user_id, post.township) == (user.pk, user.township)
    assert posts(0) == [] and len(written) == 1
    with CaptureQueriesContext(connection) as asked:
        assert posts(two.pk)[0].township == other_township
    assert len(asked) == 1


def test_words_and_values_that_stand_in_it(township):
    person("one", "张一", Role.OFFICE, township=township)
    written = []

    @PreparedQuery
    def names(username, *, since):
        written.append(since)
        rows = User.objects.filter(username=username, password_changed_at__date__gte=since)
        return rows.values_list("full_name", flat=True)

    early, late = datetime.date(2020, 1, 1), datetime.date(2999, 1, 1)
    assert names("one", since=early) == names("one", since=early) == ["张一"]
    assert names("two", since=early) == []
    assert written == [early]
    assert names("one", since=late) == []
    assert written == [early, late]


def test_the_narrowest_column_is_asked_too():
    StoredFile.objects.create(sha256="0" * 64, size=5, media_type="application/pdf", pages=3)

    @PreparedQuery
    def sizes(pages):
        return StoredFile.objects.filter(pages=pages).values_list("size", flat=True)

    assert sizes(3) == [5] and sizes(4) == []
