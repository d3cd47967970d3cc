"""Which rows a transaction has written and no entry of the history has told of yet.

The verbs write rows in many ways; whoever writes the history asks here which ones they were
(`take`). What a savepoint takes back, rows or entries, is as if it had not been: the marks lie
among the transaction's own callbacks, and go with them. What was written without or after the
entry of its act is told of when it is committed (`UNTOLD`).
"""

import weakref

from django.db import connection, models, transaction
from django.db.models.lookups import Exact, In
from django.db.models.signals import m2m_changed, post_delete, post_save

from township.registry import Registry

# {model: names of its fields that nobody needs to be told of}.
WATCHED = {}
UNTOLD = Registry("Who tells of rows that were committed without an entry", "history")


class WrittenRows:
    """The rows written since the last entry, as {(model, pk): None}.

    `next` leads to the mark of the entry that told of them; it leads nowhere once a savepoint has
    taken that entry back, because nothing but the transaction holds a mark.
    """

    def __init__(self):
        self.rows, self.next = {}, lambda: None

    def __call__(self):
        """On commit."""
        if self.rows and self.next() is None:
            UNTOLD["history"](list(self.rows))


def watch(model, passed_over=()):
    """Notice from now on what is written into the model's table and the tables of its links."""
    WATCHED[model] = frozenset(passed_over)
    post_save.connect(_saved, sender=model, dispatch_uid="touched")
    post_delete.connect(_saved, sender=model, dispatch_uid="touched")
    for field in model._meta.local_many_to_many:
        m2m_changed.connect(_linked, sender=field.remote_field.through, dispatch_uid="touched")


def touch(model, pks, fields=None):
    """Rows of the model were written, of all their fields or of those named."""
    if not is_watched(model, fields):
        return
    rows = dict.fromkeys((model, pk) for pk in pks)
    if connection.in_atomic_block:
        _mark().rows.update(rows)
    elif rows:
        UNTOLD["history"](list(rows))


def is_watched(model, fields=None):
    return model in WATCHED and (fields is None or not WATCHED[model].issuperset(fields))


def take():
    """[(model, pk)] written and not told of yet; from now on they count as told."""
    mark = _mark()
    if mark.rows:
        mark.next = weakref.ref(_begun())
    return list(mark.rows)


def _mark():
    for _, callback, _ in reversed(connection.run_on_commit):
        if isinstance(callback, WrittenRows):
            return callback
    return _begun()


def _begun():
    mark = WrittenRows()
    transaction.on_commit(mark, robust=True)
    return mark


def _saved(sender, instance, update_fields=None, **kwargs):
    touch(sender, [instance.pk], update_fields)


def _linked(sender, instance, action, reverse, model, pk_set, **kwargs):
    """The side that declares the links has them among its values."""
    if action.startswith("post") and not reverse:
        touch(type(instance), [instance.pk])
    elif action in ("post_add", "post_remove"):
        touch(model, pk_set)
    elif action == "pre_clear" and reverse:
        links = sender._base_manager.filter(**{_source(sender, type(instance)): instance.pk})
        touch(model, links.values_list(_source(sender, model), flat=True))


def _source(through, model):
    return next(one.attname for one in through._meta.fields if one.related_model is model)


class WatchedQuerySet(models.QuerySet):
    """A query whose writing is noticed, as a row's own `save` and `delete` are by signals."""

    def update(self, **kwargs):
        pks = self._pks() if is_watched(self.model, kwargs) else ()
        number = super().update(**kwargs)
        touch(self.model, pks, kwargs)
        return number

    update.alters_data = True

    def bulk_create(self, objs, *args, **kwargs):
        made = super().bulk_create(objs, *args, **kwargs)
        touch(self.model, [row.pk for row in made if row.pk])
        return made

    bulk_create.alters_data = True

    def _pks(self):
        """Those that may be meant: read off the condition where it names them, else asked for."""
        for one in self.query.where.children if self.query.where.connector == "AND" else ():
            names = isinstance(one, Exact | In) and getattr(one.lhs, "target", None)
            if names and names.primary_key and names.model is self.model:
                found = one.rhs if isinstance(one, In) else [one.rhs]
                if isinstance(found, list | tuple | set) and all(type(pk) is int for pk in found):
                    return list(found)
        return list(self.order_by().values_list("pk", flat=True))
