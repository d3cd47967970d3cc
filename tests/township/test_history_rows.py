"""What is changed behind the product's back is found, whatever it is."""

import json
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from archives.models import PartFile, Record
from archives.workflows.record import RECORD
from tests.committed import committed
from tests.unguarded import unguarded
from township.files.models import StoredFile
from township.history import anchors, kept, rows, verification
from township.history.models import Chain, Entry
from township.history.verification import GUARDS, ROWS
from township.touched import WatchedQuerySet
from township.users.models import Membership, User
from villages.models import Group, Village


def lived_in(story):
    """The demonstration as it is after its last commit, with one record of the archive sealed."""
    record = Record.objects.filter(village=story.village("万顺村")).first()
    items = {entry["key"]: "有" for entry in record.category.metadata}
    Record.objects.filter(pk=record.pk).update(metadata=items)
    RECORD.perform("seal", Record.objects.get(pk=record.pk), by=story.cadre("万顺村"))
    committed()


def found():
    return [sentence for _, sentence in rows.faults()]


def one_of(label, **which):
    return apps.get_model(label).objects.filter(**which).order_by("pk").last()


def alter(sql, *values):
    with unguarded() as cursor:
        cursor.execute(sql, values)


def change(row, told):
    alter(f'UPDATE "{row._meta.db_table}" SET {told} WHERE id = %s', row.pk)


@contextmanager
def altered(sql, *values):
    """Changed for the while by whoever has the database in hand."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
        yield
        transaction.set_rollback(True)


# What is changed: model, which of its rows, and how.
CHANGED = {
    "score": ("campaigns.Score", {"sheet__status": "submitted"}, "points = points - 1"),
    "final score": ("campaigns.Evaluation", {"status": "final"}, "points = points - 1"),
    "final result": ("campaigns.Evaluation", {"status": "final"}, "result = '{}'"),
    "tally": ("villages.Tally", {"motion__status": "passed"}, "yes = yes + 1"),
    "outcome": ("villages.Motion", {"status": "passed"}, "status = 'failed'"),
    "attendance": ("villages.Meeting", {"status": "closed"}, "present = present + 1"),
    "plaque": ("campaigns.Honour", {}, "plaque_number = 'X'"),
    "reward": ("campaigns.Reward", {}, "amount = amount + 1"),
    "role": ("township.Membership", {"role": "observer"}, "role = 'leader'"),
    "password": ("township.User", {"username": "leader"}, "password = 'x'"),
    "reopened record": ("archives.Record", {"status": "sealed"}, "status = 'open'"),
    "telephone": ("villages.Person", {}, "phone = 'x'"),
    "sum of a file": ("township.StoredFile", {"pages__isnull": True}, "sha256 = 'x'"),
    "settings": ("township.Township", {}, "settings = '{}'"),
}


def test_a_change_past_the_product_is_found_and_named(story):
    """The demonstration is as its history left it, but for what is done to it here."""
    lived_in(story)
    assert found() == [] and Entry.objects.exclude(left={}).count() > 100
    with unguarded():
        for what, (label, which, told) in CHANGED.items():
            row = one_of(label, **which)
            with altered(f'UPDATE "{row._meta.db_table}" SET {told} WHERE id = %s', row.pk):
                (sentence,) = found()
            assert "绕过系统改动过（最后一次办理" in sentence, what
            assert row._meta.verbose_name in sentence, what


def test_what_was_taken_out_exchanged_or_slipped_in_is_found(story):
    lived_in(story)
    record = one_of("archives.Record", status="sealed")
    version = one_of("archives.PartFile", part__record__status="open")
    other = StoredFile.objects.exclude(pk=version.file_id).first()
    village, cadre = Village.objects.first(), Membership.objects.filter(role="cadre").last()
    assert cadre not in village.cadres.all()
    with unguarded():
        with altered("DELETE FROM archives_record WHERE id = %s", record.pk):
            (sentence,) = found()
            assert "不见了" in sentence and "最后一次办理" in sentence
        with altered("DELETE FROM archives_partfile WHERE id = %s", version.pk):
            (sentence,) = found()
            assert "不见了" in sentence
        exchange = "UPDATE archives_partfile SET file_id = %s WHERE id = %s"
        with altered(exchange, other.pk, version.pk):
            (sentence,) = found()
            assert "绕过系统改动过" in sentence
        columns = [field.column for field in Group._meta.concrete_fields if field.column != "id"]
        values = ["'假的组'" if name == "name" else f'"{name}"' for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        slip_in = (
            f"INSERT INTO villages_group ({names}) SELECT {', '.join(values)} "
            "FROM villages_group WHERE village_id = %s LIMIT 1"
        )
        with altered(slip_in, village.pk):
            (sentence,) = found()
            assert "假的组" in sentence and "没有来历" in sentence and str(village) in sentence
        link = "INSERT INTO villages_village_cadres (village_id, membership_id) VALUES (%s, %s)"
        with altered(link, village.pk, cadre.pk):
            (sentence,) = found()
            assert village.name in sentence and "绕过系统改动过" in sentence


def cut_off_the_end():
    """The last entry deleted, with what it left set right, and the head of its chain set back."""
    last = Entry.objects.exclude(chain__township=None).first()
    alter("DELETE FROM township_entry WHERE id = %s", last.pk)
    alter(
        "UPDATE township_chain SET length = %s, head = %s WHERE id = %s",
        last.number - 1,
        last.previous_hash,
        last.chain_id,
    )
    return last


def told_by_verify():
    with pytest.raises(CommandError):
        call_command("verify", verbosity=0)
    return " ".join(map(str, apps.get_model("township.FoundFault").objects.all()))


def verified(settings, tmp_path, monkeypatch):
    """Verified once, in a folder of its own; the files are other tests' affair."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setitem(verification.CHECKS, verification.FILES, lambda: [])
    committed()
    call_command("verify", verbosity=0)


def test_an_end_cut_off_is_found_by_what_was_noted_outside(
    story, settings, tmp_path, monkeypatch, capsys
):
    verified(settings, tmp_path, monkeypatch)
    outside = anchors.heads()
    last = cut_off_the_end()
    assert "另外记下的校验码不符" in told_by_verify()
    anchors.file().unlink()
    (fault,) = anchors.faults(outside)
    assert f"那天有{last.number}条" in fault[1] and fault[0] == last.chain.township
    paper = tmp_path / "heads"
    paper.write_text("".join(json.dumps(one) + "\n" for one in outside))
    with pytest.raises(CommandError):
        call_command("verify", heads=paper, verbosity=0)
    assert "另外保存的校验码" in capsys.readouterr().out
    paper.write_text("")
    with pytest.raises(CommandError, match="没有校验码"):
        call_command("verify", heads=paper, verbosity=0)


def test_heads_that_are_there_are_no_fault_and_noted_once(story, settings, tmp_path, monkeypatch):
    verified(settings, tmp_path, monkeypatch)
    before = anchors.noted()
    assert len(before) == Chain.objects.count() and not list(anchors.faults())
    anchors.note()
    assert anchors.noted() == before
    with anchors.file().open("a") as lines:
        lines.write('{"chain": 1, "numb')
    assert anchors.noted() == before, "a line that a power cut left half"


@pytest.mark.parametrize("is_changed", [False, True])
def test_triggers_that_are_gone_or_say_something_else_are_found(
    story, settings, tmp_path, monkeypatch, is_changed
):
    verified(settings, tmp_path, monkeypatch)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER fz_township_entry_u")
            if is_changed:
                cursor.execute(
                    "CREATE TRIGGER fz_township_entry_u BEFORE UPDATE ON township_entry WHEN 0 "
                    "BEGIN SELECT RAISE(ABORT, 'frozen'); END"
                )
        elif is_changed:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE township_entry DISABLE TRIGGER fz_township_entry_u")
        else:
            cursor.execute("DROP TRIGGER fz_township_entry_u ON township_entry")
    assert "fz_township_entry_u" in told_by_verify()


def test_what_is_found_is_told_to_office_and_administrator(
    client, story, settings, tmp_path, monkeypatch
):
    verified(settings, tmp_path, monkeypatch)
    change(one_of("campaigns.Honour"), "plaque_number = 'X'")
    assert "牌匾" in told_by_verify() or "荣誉" in told_by_verify()
    for name, is_told in (("office", True), ("admin", True), ("leader", False)):
        client.force_login(User.objects.get(username=name))
        assert (f"{ROWS}有1处不对" in client.get(reverse("home")).text) == is_told, name


# How rows are written, and that nothing escapes.


def test_every_kept_model_is_watched_and_every_exemption_is_one():
    for model in kept.kept_models():
        assert isinstance(model._default_manager.all(), WatchedQuerySet), model
    labels = {
        model._meta.label for app in kept.APPS for model in apps.get_app_config(app).get_models()
    }
    assert labels >= kept.NOT_KEPT.keys()
    for told in kept.FIELDS_NOT_KEPT:
        label, _, name = told.rpartition(".")
        assert apps.get_model(label)._meta.get_field(name)
    assert all(kept.NOT_KEPT.values()) and all(kept.FIELDS_NOT_KEPT.values())


def one_more(village, number):
    return village.groups.create(name=f"{number}组", order=number, households=1, adults=1)


WAYS = {
    "save": lambda group: group.save(),
    "update": lambda group: type(group).objects.filter(name=group.name).update(households=7),
    "update by key": lambda group: type(group).objects.filter(pk=group.pk).update(households=8),
    "update of all": lambda group: type(group).objects.update(adults=9),
    "bulk update": lambda group: type(group).objects.bulk_update([group], ["households"]),
    "delete": lambda group: type(group).objects.filter(pk=group.pk).delete(),
    "link": lambda group: group.village.cadres.clear(),
}


@examples(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(WAYS)), st.sampled_from(["kept", "taken back", "told"])),
        max_size=6,
    )
)
def test_whatever_is_written_by_the_product_is_told_of(village, cadre, acts):
    """Random writes in random savepoints, some of them taken back, entries in between."""
    from township.history.chain import record, record_all

    before = set(found())  # rows of a scene that was set before come without an entry
    with transaction.atomic():
        for number, (way, end) in enumerate(acts, 10):
            group = one_more(village, number)
            with transaction.atomic():
                WAYS[way](group)
                record_all("village.edit", [], cadre)
                if end != "kept":
                    record("village.edit", village, cadre, "改")
                transaction.set_rollback(end == "taken back")
        committed()
        assert set(found()) <= before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_without_an_entry_is_told_of_by_the_system(village):
    before = Entry.objects.count()
    village.name = "改名村"
    village.save()
    entry = Entry.objects.first()
    assert Entry.objects.count() == before + 1 and entry.verb == "history.follow"
    assert "改名村" in entry.summary and entry.village_id == village.pk
    assert found() == []
    with transaction.atomic():
        Village.objects.filter(pk=village.pk).update(name="又改")
        transaction.set_rollback(True)
    assert Entry.objects.count() == before + 1 and found() == []


def test_reading_again_meets_what_was_done_meanwhile(story, monkeypatch):
    """An act between the reading of the entries and that of the rows is no fault."""
    committed()
    honour, read = one_of("campaigns.Honour"), kept.digests

    def busy(model):
        if model is type(honour):
            from township.history.chain import record

            type(honour).objects.filter(pk=honour.pk).update(past_reward_note="补记")
            record("honour.edit", honour, None, "改")
        return read(model)

    monkeypatch.setattr(kept, "digests", busy)
    with unguarded():
        assert found() == []


def test_a_new_column_with_its_default_changes_no_digest():
    shape = kept._shape(Record)
    assert shape.usual[shape.names.index("note")] == ""
    assert shape.usual[shape.names.index("is_entered_later")] is False
    assert PartFile.objects.none().model in kept.kept_models() and GUARDS


@pytest.mark.one_database
def test_a_row_alone_has_the_digest_that_it_has_among_others(story):
    for model in kept.kept_models():
        for pk, digest in list(kept.digests(model))[:3]:
            assert kept.digest_of(model, pk) == digest, (model, pk)
