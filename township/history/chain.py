"""Writing and checking the chain."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from township import touched
from township.access.secret import CHANGED, SET_ANEW, is_secret
from township.enumeration import first_of
from township.history import kept
from township.history.models import GENESIS, Chain, Entry, digest_of
from township.plain_insert import insert_rows

MOST_TOLD = 3
PLAIN = (str, int, bool)
# What an act under way has to tell at its end; None outside of one.
GATHERED: ContextVar[list | None] = ContextVar("gathered", default=None)


@dataclass(frozen=True)
class _Told:
    """What an entry will say; who acted and on what is as it was when it was told."""

    township: int | None
    verb: str
    actor: Any
    actor_name: str
    noun: str
    object_id: int
    village: int | None
    summary: str
    changes: dict


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """An act of several acts: what is recorded in here is appended at its end, in one insert.

    The chain, for which every act of the township waits, is locked last. What an inner act told
    that failed is dropped with it.
    """
    outer = GATHERED.get()
    gathered = [] if outer is None else outer
    before, token = len(gathered), GATHERED.set(gathered)
    try:
        yield
        if outer is None:
            _write(gathered)
    except BaseException:
        del gathered[before:]
        raise
    finally:
        GATHERED.reset(token)


def record(verb, instance, by, summary, changes=None, *, permission=""):
    """Append an entry about `instance` in the caller's transaction, at its end within an act that
    tells then.

    `by` is a user or None for the system itself; `summary` is a sentence for people;
    `permission` under which it was done, where the verb does not say it.
    Raises RuntimeError outside a transaction: an act and its history live or die together.
    """
    record_all(verb, [(instance, summary, changes)], by, permission=permission)


def record_all(verb, acts, by, *, permission=""):
    """Append an entry for each of `acts` (instance, summary, changes), in their order.

    The same act on many rows costs as much as on one: each township's chain is locked once. To
    keep that so, the instances bring along the rows on their way to village and township.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("history is written in the transaction of the change it tells of")
    told, places = [], {}
    name = by.acting_name(permission or verb) if by else "系统"
    for instance, summary, changes in acts:
        row = type(instance), instance.pk
        if row not in places:
            places[row] = place_of(instance)
        township, village = places[row]
        told.append(
            _Told(
                township=township and township.pk,
                verb=verb,
                actor=by,
                actor_name=name,
                noun=instance._meta.label_lower,
                object_id=row[1],
                village=village and village.pk,
                summary=str(summary),
                changes=_plain(changes or {}),
            )
        )
    gathered = GATHERED.get()
    if gathered is None:
        _write(told)
    else:
        gathered += told


def _write(told):
    """Append what was told. The last entry carries what all of it has left: the act that the
    others belong to tells of itself last."""
    # Where nothing is told, nothing counts as told.
    if not told:
        return
    left, by_township = kept.left(), {}
    for one in told:
        by_township.setdefault(one.township, []).append(one)
    for township, some in sorted(by_township.items(), key=lambda row: row[0] or 0):
        _append(township, some, left if some[-1] is told[-1] else {})


def remove_row(verb, instance, by, summary, changes=None, *, about=None):
    """Delete a row and tell of it, or of `about`, what it belonged to; by then it is gone."""
    pk = instance.pk
    instance.delete()
    # History still calls it by its number.
    instance.pk = pk
    record(verb, about or instance, by, summary, changes)


@touched.UNTOLD.answers("history")
def follow(rows):
    """An entry by the system itself of rows (model, pk) that were committed without one."""
    found = [(model, pk) for model, pk in rows if model is not kept.ALONG]
    if not found:
        return
    with transaction.atomic():
        there = [row for model, pk in found if (row := model._base_manager.filter(pk=pk).first())]
        model, pk = found[0]
        about = there[0] if there else model(pk=pk)
        told = first_of([f"{row._meta.verbose_name}“{row}”" for row in there], MOST_TOLD)
        for model, pk in found:
            touched.touch(model, [pk])
        record("history.follow", about, None, f"补记：{told or about._meta.verbose_name}")


def _append(township, told, left):
    """The entries of one chain, which is locked and led on to its new head; the last of them
    carries what the act left."""
    chain, _ = Chain.objects.select_for_update().get_or_create(township_id=township)
    entries = []
    for one in told:
        entry = {
            "chain_id": chain.pk,
            "number": chain.length + 1,
            "at": timezone.now().astimezone(datetime.UTC),
            "actor_id": one.actor and one.actor.pk,
            "actor_name": one.actor_name,
            "verb": one.verb,
            "noun": one.noun,
            "object_id": one.object_id,
            "village_id": one.village,
            "summary": one.summary,
            "changes": one.changes,
            "left": left if one is told[-1] else {},
            "previous_hash": chain.head,
        }
        entry["hash"] = digest_of(entry)
        chain.length, chain.head = entry["number"], entry["hash"]
        entries.append(entry)
    insert_rows(Entry, entries)
    chain.save(update_fields=["length", "head"])


def _plain(changes):
    """Values as JSON gives them back, so that the digest is the same after reading."""
    return {str(key): _plain_value(value) for key, value in changes.items()}


def _plain_value(value):
    if type(value) in PLAIN:
        return value
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value if value is None or isinstance(value, PLAIN) else str(value)


def place_of(instance):
    """(township, village) of an instance, found by the paths of its QuerySet's scope."""
    return _follow(instance, _scope_of(instance._meta.model).get("township")), its_village(instance)


def its_village(instance):
    """The village alone, which asks for no township."""
    return _follow(instance, _scope_of(instance._meta.model).get("village"))


@cache
def _scope_of(model):
    return getattr(model.objects.all(), "scope", {})


def _follow(instance, path):
    if path is None:
        return None
    for step in filter(None, path.split("__")):
        instance = getattr(instance, step, None)
    return instance if isinstance(instance, models.Model) else None


def changed_fields(form):
    """{label: [old, new]} of a bound model form, as history keeps it; of a secret only that it
    was set, of what the form calls `erasable` only that it was changed."""
    told = {}
    for name in form.changed_data:
        field = form.fields[name]
        if is_secret(field):
            values = [None, SET_ANEW]
        elif name in getattr(form, "erasable", ()):
            values = [None, CHANGED]
        else:
            values = [_shown(form.initial.get(name)), _shown(form.cleaned_data.get(name))]
        told[str(field.label or name)] = values
    return told


def _shown(value):
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple | models.QuerySet):
        return "、".join(str(item) for item in value)
    return str(value)


def verify(township=None) -> Iterator[str]:
    """Check every chain, or one township's; yields a Chinese sentence for each thing wrong."""
    for _, sentence in faults(township):
        yield sentence


def faults(township=None) -> Iterator[tuple]:
    """(township, None for the platform's chain; sentence) for each thing wrong."""
    chains = Chain.objects.select_related("township")
    for chain in chains.filter(township=township) if township else chains:
        for sentence in _faults_of(chain):
            yield chain.township, f"{chain.township or '平台'}的历史记录{sentence}"


def _faults_of(chain):
    previous, number = GENESIS, 0
    for entry in chain.entries.order_by("number").iterator(chunk_size=2000):
        number += 1
        if entry.number != number:
            yield f"缺第 {number} 条"
            number = entry.number
        if entry.previous_hash != previous or entry.hash != entry.digest():
            yield f"第 {entry.number} 条被改动过（{entry.summary}）"
        previous = entry.hash
    if (number, previous) != (chain.length, chain.head):
        yield f"末尾不完整：应有 {chain.length} 条，实有 {number} 条"
