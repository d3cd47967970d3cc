"""From which tables something was read, and which acts have written there since."""

import pytest
from django.db import connection, transaction

from archives.models import FixityRun
from campaigns.models import Campaign
from township.crud import reading
from township.crud.reading import (
    MOST,
    Read,
    asked_again,
    entries_about,
    stands,
    tables_read,
    touched,
)
from township.history.chain import record
from township.history.models import Chain, Entry
from township.users.models import Membership
from villages.models import Group, Village


def test_tables_of_joins_and_subqueries_are_seen_and_no_others(village, cadre):
    with tables_read() as tables:
        within = Village.objects.filter(pk=village.pk).values("pk")
        list(Group.objects.filter(village__in=within).select_related("village__township"))
    assert tables == {"villages_group", "villages_village", "township_township"}
    list(Campaign.objects.all())
    assert "campaigns_campaign" not in tables


@pytest.fixture
def chain(village):
    with transaction.atomic():
        record("village.edit", village, None, "修改")
    return Chain.objects.get(township=village.township)


def written(village, change):
    with transaction.atomic():
        change()
        record("village.edit", village, None, "修改")


def asked(chain, *tables):
    until = Chain.objects.get(pk=chain.pk).length
    return touched(tables, reading.written(chain.pk, chain.length, until)) == set()


def test_an_act_touches_the_tables_that_it_wrote_into(chain, village):
    assert asked(chain, "villages_group")
    written(village, lambda: Village.objects.filter(pk=village.pk).update(name="千顺村"))
    assert asked(chain, "villages_group", "campaigns_campaign")
    assert not asked(chain, "villages_group", "villages_village")
    written(village, lambda: Group.objects.filter(village=village).delete())
    assert not asked(chain, "villages_group")


def test_links_are_touched_with_the_side_that_declares_them(chain, village, other_village, cadre):
    table = Membership.villages.through._meta.db_table
    post = cadre.memberships.get()
    written(village, lambda: other_village.cadres.add(post))
    assert not asked(chain, table)


def test_what_the_history_does_not_keep_is_touched_by_every_act(chain, village):
    for table in ("archives_filewords", Entry._meta.db_table, "archives_search"):
        assert asked(chain, table)
    written(village, lambda: None)
    for table in ("archives_filewords", Entry._meta.db_table, "archives_search"):
        assert not asked(chain, table)
    assert asked(chain, "township_alert"), "the bell is looked at by itself"


def test_an_entry_about_a_thing_touches_it(chain, village):
    assert asked(chain, "archives_fixityrun")
    run = FixityRun(village=village, year=2026, records=0, files=0, size=0, is_passed=False)
    with transaction.atomic():
        run.save()
        record("fixity.run", run, None, "检测")
    assert asked(chain, "villages_group") and not asked(chain, "archives_fixityrun")
    assert not asked(chain, "archives_record", "archives_fixityrun")


def test_of_the_history_some_nouns_may_be_read_alone(chain, village):
    with tables_read() as tables, entries_about(Campaign):
        list(Entry.objects.filter(noun="campaigns.campaign"))
    written(village, lambda: None)
    assert tables == {"campaigns_campaign"} and asked(chain, *tables)
    with tables_read() as tables:
        list(Entry.objects.filter(noun="campaigns.campaign"))
    assert tables == {Entry._meta.db_table}


def test_many_acts_are_not_looked_through(chain, village):
    for _ in range(MOST):
        written(village, lambda: None)
    assert asked(chain, "campaigns_campaign")
    written(village, lambda: None)
    assert not asked(chain, "campaigns_campaign")


def test_a_chain_that_went_back_is_not_trusted(chain):
    since = reading.written(chain.pk, chain.length, chain.length - 1)
    assert since is None and touched({"villages_village"}, since) is None
    assert not stands(Read(), None, asked_again)


def read_of(*querysets):
    with reading.reading() as read:
        for rows in querysets:
            list(rows)
    return read


def test_what_is_answered_as_before_stands_and_is_asked_once_more(
    village, other_village, django_assert_num_queries
):
    own = Village.objects.filter(pk=village.pk)
    read = read_of(own.select_related("township"), Group.objects.all())
    assert read.tables == {"villages_village", "township_township", "villages_group"}
    Village.objects.filter(pk=other_village.pk).update(name="千顺村")
    with django_assert_num_queries(1):
        assert stands(read, {"villages_village"}, asked_again)
    with django_assert_num_queries(0):
        assert stands(read, set(), asked_again)
    own.update(name="百顺村")
    assert not stands(read, {"villages_village"}, asked_again)
    assert stands(read, {"villages_group"}, asked_again)


def test_what_is_looked_at_for_its_digest_is_handed_on_as_it_is(village, other_village):
    names = [village.name, other_village.name]
    with reading.reading() as read:
        rows = Village.objects.order_by("pk")
        assert [one.name for one in rows.iterator(chunk_size=1)] == names
        assert rows.exists() and rows.count() == 2 and rows.first() == village
        with connection.cursor() as cursor:
            for number in range(2):
                cursor.execute("SELECT name FROM villages_village WHERE id = %s", [village.pk])
                assert cursor.fetchone() == (village.name,) and cursor.fetchone() is None, number
            cursor.execute("SELECT name FROM villages_village ORDER BY id")
            assert list(cursor) == [(name,) for name in names]
    assert not read.unasked and stands(read, {"villages_village"}, asked_again)


def test_what_cannot_be_asked_again_never_stands(village):
    with reading.reading() as unknown, connection.cursor() as cursor:
        cursor.execute("WITH own AS (SELECT id FROM villages_village) SELECT id FROM own")
    assert "villages_village" in unknown.unasked and not unknown.questions
    assert not stands(unknown, {"villages_village"}, asked_again)


def test_what_was_answered_in_two_ways_never_stands(village):
    """A change came between: which answer the page shows is not known."""
    first = read_of(Village.objects.all())
    Village.objects.update(name="百顺村")
    second = read_of(Village.objects.all())
    assert stands(second, {"villages_village"}, asked_again)
    second.add(first)
    first.add(second)
    for read in (first, second):
        assert not stands(read, {"villages_village"}, asked_again)


def test_to_ask_again_is_not_to_read(village):
    (question,) = read_of(Village.objects.all()).questions
    with reading.reading() as read:
        asked_again(question)
    assert not read.tables and not read.questions
