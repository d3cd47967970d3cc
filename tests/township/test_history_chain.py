"""Nothing is silently altered: the chain tells, and the database refuses."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.unguarded import unguarded
from township.history import chain
from township.history.models import Chain, Entry


@pytest.fixture
def three_entries(village, cadre):
    with transaction.atomic():
        for n in (1, 2, 3):
            chain.record("village.edit", village, cadre, f"第{n}次修改", {"村名": ["旧", n]})
    return list(Entry.objects.filter(verb="village.edit").order_by("number"))


def alter(sql, *values):
    with unguarded() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_chain_is_whole(three_entries):
    assert list(chain.verify()) == []
    assert [entry.number for entry in three_entries] == [1, 2, 3]
    assert three_entries[1].previous_hash == three_entries[0].hash


def test_entries_know_township_and_village(three_entries, village):
    entry = Entry.objects.get(pk=three_entries[0].pk)
    assert entry.village_id == village.pk
    assert entry.chain.township == village.township


@pytest.mark.parametrize("change", [{"summary": "改写"}, {"hash": "0" * 64}])
def test_the_database_refuses_to_change_an_entry(three_entries, change):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Entry.objects.filter(pk=three_entries[0].pk).update(**change)


def test_the_database_refuses_to_delete_an_entry(three_entries):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Entry.objects.filter(pk=three_entries[0].pk).delete()


def test_an_altered_entry_is_named(three_entries):
    alter("UPDATE township_entry SET summary = %s WHERE number = 2", "改写")
    (sentence,) = chain.verify()
    assert "第 2 条被改动过" in sentence


def test_a_missing_entry_is_named(three_entries):
    alter("DELETE FROM township_entry WHERE number = 2")
    told = list(chain.verify())
    assert any("缺第 2 条" in sentence for sentence in told)


def test_a_cut_end_is_named(three_entries):
    alter("DELETE FROM township_entry WHERE number = 3")
    (sentence,) = chain.verify()
    assert "应有 3 条，实有 2 条" in sentence


def test_verify_command_exits_with_an_error(three_entries, capsys, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("verify")
    assert "全部正常" in capsys.readouterr().out
    alter("UPDATE township_entry SET summary = %s WHERE number = 2", "改写")
    with pytest.raises(CommandError):
        call_command("verify")


@pytest.mark.django_db(transaction=True)
def test_history_needs_the_transaction_of_its_change(village, cadre):
    with pytest.raises(RuntimeError):
        chain.record("village.edit", village, cadre, "没有事务")


@pytest.mark.django_db(transaction=True)
def test_ten_writers_at_once_leave_no_gap(village, cadre):
    def write():
        try:
            for _ in range(5):
                with transaction.atomic():
                    chain.record("village.edit", village, cadre, "同时写")
        finally:
            connection.close()

    # What the fixtures committed without an entry was told of by the system.
    before = Chain.objects.get(township=village.township).length
    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Chain.objects.get(township=village.township).length == before + 50
    assert list(chain.verify()) == []


def forge(entry, **changed):
    """The entry altered and hashed anew, as somebody who knows how it is hashed would do it."""
    for name, value in changed.items():
        setattr(entry, name, value)
    alter(
        "UPDATE township_entry SET summary = %s, previous_hash = %s, hash = %s WHERE id = %s",
        entry.summary,
        entry.previous_hash,
        entry.digest(),
        entry.pk,
    )
    return entry.digest()


def test_a_forged_entry_that_is_hashed_anew_is_betrayed_by_the_next_one(three_entries):
    forge(three_entries[1], summary="改写")
    (sentence,) = chain.verify()
    assert "第 3 条被改动过" in sentence


def test_an_entry_that_does_not_hang_on_the_one_before_is_named(three_entries):
    last = forge(three_entries[2], previous_hash="0" * 64)
    alter("UPDATE township_chain SET head = %s", last)
    (sentence,) = chain.verify()
    assert "第 3 条被改动过" in sentence


def test_a_chain_forged_to_its_end_no_longer_ends_at_its_head(three_entries):
    second = forge(three_entries[1], summary="改写")
    forge(three_entries[2], previous_hash=second)
    (sentence,) = chain.verify()
    assert "末尾不完整" in sentence
