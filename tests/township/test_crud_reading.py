"""From which tables something was read, and which acts have written there since."""

import pytest
from django.db import transaction

from archives.models import FixityRun
from campaigns.models import Campaign
from township.crud import reading
from township.crud.reading import MOST, entries_about, stands, tables_read
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
    return stands(tables, reading.written(chain.pk, chain.length, until))


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
    assert not stands({"villages_village"}, since)
