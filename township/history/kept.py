"""What the history holds of the rows themselves: after each act the digest of every row it wrote.

All models of the house are kept. What is not is named here, with the reason.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from django.apps import apps
from django.db import models
from django.db.models import ExpressionWrapper, F, TextField

from township import touched
from township.files.models import StoredFile
from township.prepared_query import PreparedQuery

APPS = ("township", "villages", "archives", "campaigns")
NOT_KEPT = {
    "township.Chain": "the history itself: every entry hangs on the one before",
    "township.Entry": "the history itself: every entry hangs on the one before",
    "township.FoundFault": "what a check found, made anew by the next one",
    "township.Verification": "when a check was made",
    "township.Upload": "a file on its way, forgotten after a day",
    "township.UsedKey": "a form on its way, forgotten after a day",
    "township.WorkerBeat": "says that a worker is alive, anew every few seconds",
    "township.Alert": "tells of what the history holds; read marks are nobody's act",
    "township.Dispatch": "an alert on its way out, and what came of it",
    "township.Session": "the door's own books",
    "township.Guesses": "the door's own books",
    "township.AccessEvent": "the door's own books",
    "archives.FileWords": "read from the file, and can be read again",
    "archives.FixityRun": "what a check found; it can be made again",
    "archives.ScanBatch": "files on their way; the records they go into are kept",
    "archives.ScanPage": "files on their way; the records they go into are kept",
    "archives.ScanReading": "read from the file, and can be read again",
    "archives.TakeIn": "files on their way; the records they become are kept",
    "archives.TakeInLine": "files on their way; the records they become are kept",
    "campaigns.WorkbookBatch": "made from the sheets, and can be made again",
    "campaigns.WorkbookFile": "made from the sheets, and can be made again",
}
FIELDS_NOT_KEPT = {
    "township.StoredFile.pages": "counted from the bytes",
    "township.StoredFile.taken_at": "when it was last sent, also by a form that was refused",
    "township.User.last_login": "the door's own books",
}
# Comes in before the act that keeps it, and is told of with the rows that do; one that nobody
# keeps is swept. No row can keep what is not there.
ALONG = StoredFile
AT_ONCE = 1000
ABSENT = ""
AS_THEY_ARE = (str, int, bool, float, dict, list)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def kept_models() -> list[type[models.Model]]:
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if model._meta.label not in NOT_KEPT
    ]


def watch_all() -> None:
    for model in kept_models():
        names = [field.name for field in model._meta.concrete_fields]
        label = model._meta.label
        touched.watch(model, [name for name in names if f"{label}.{name}" in FIELDS_NOT_KEPT])


def left() -> dict[str, dict[str, str]]:
    """{model: {pk: digest}} of the rows that the transaction wrote since its last entry, as they
    are now; of one that is gone the digest is empty."""
    by_model: dict = {}
    for model, pk in touched.take():
        by_model.setdefault(model, set()).add(pk)
    told, files = {}, by_model.pop(ALONG, set())
    for model, pks in by_model.items():
        told[model._meta.label] = _left_of(model, pks, files)
    if files:
        told[ALONG._meta.label] = _left_of(ALONG, files, set())
    return told


def _left_of(model, pks, files):
    asked = sorted(pks)
    found = dict.fromkeys(map(str, asked), ABSENT)
    for start in range(0, len(asked), AT_ONCE):
        pks = asked[start : start + AT_ONCE]
        some = {"pk": pks[0]} if len(pks) == 1 else {"pk__in": pks}
        for pk, digest, along in _digests(model, some):
            found[str(pk)] = digest
            files.update(along)
    return found


def digests(model: type[models.Model]) -> Iterator[tuple[int, str]]:
    """(pk, digest) of every row, in the order of their pk, some at a time."""
    last: int = -1
    while some := list(_digests(model, {"pk__gt": last}, AT_ONCE)):
        yield from ((pk, digest) for pk, digest, _ in some)
        last = some[-1][0]


def digest_of(model: type[models.Model], pk: int) -> str:
    return next((digest for _, digest, _ in _digests(model, {"pk": pk})), ABSENT)


def _digests(model, which, most=None) -> Iterator[tuple[int, str, list[int]]]:
    """(pk, digest, the files it keeps)."""
    shape = _shape(model)
    rows = shape.one(which["pk"]) if "pk" in which else list(shape.rows(**which)[:most])
    links = _links(model, [row[0] for row in rows])
    for pk, *values in rows:
        told = {
            name: plain
            for name, value, usual in zip(shape.names, values, shape.usual, strict=True)
            if (plain := _plain(value)) != usual
        }
        told |= links.get(pk, {})
        text = _JSON.encode([shape.label, pk, told])
        along = [values[at] for at in shape.files if values[at]]
        yield pk, hashlib.sha256(text.encode()).hexdigest()[:32], along


def _links(model, pks):
    """{pk: {name: sorted pks of what it is linked with}} of the rows that have links."""
    found = {}
    for field in model._meta.local_many_to_many:
        own, other = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through
        rows = through._base_manager.filter(**{f"{own}__in": pks}).order_by(own, other)
        for pk, linked in rows.values_list(own, other):
            found.setdefault(pk, {}).setdefault(field.name, []).append(linked)
    return found


class _Shape:
    """How the rows of a model are read for their digest.

    A value that is what an untouched field holds is left out, so that a new column with a
    default changes no digest.
    """

    def __init__(self, model):
        self.model, self.label = model, model._meta.label
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.primary_key and f"{self.label}.{field.name}" not in FIELDS_NOT_KEPT
        ]
        self.names = [field.attname for field in fields]
        # What is encrypted is taken as it lies, whatever the keys open.
        self.sealed = [
            field.attname
            for field in fields
            if hasattr(field, "from_db_value") and not isinstance(field, models.JSONField)
        ]
        self.asked = [f"raw_{name}" if name in self.sealed else name for name in self.names]
        self.usual = [_usual(field) for field in fields]
        self.files = [at for at, field in enumerate(fields) if field.related_model is ALONG]
        # Most acts write one row of a kind.
        self.one = PreparedQuery(lambda pk: self.rows(pk=pk))

    def rows(self, **which):
        as_it_lies = {
            f"raw_{name}": ExpressionWrapper(F(name), TextField()) for name in self.sealed
        }
        query = self.model._base_manager.filter(**which).order_by("pk")
        return query.annotate(**as_it_lies).values_list("pk", *self.asked)


_shape = lru_cache(maxsize=None)(_Shape)


def _usual(field):
    """What the field holds where nobody has said anything."""
    if field.has_default():
        value = field.default
        if callable(value):
            return value() if value in (dict, list) else Ellipsis
        return _plain(value)
    if field.null:
        return None
    return "" if field.empty_strings_allowed and not field.is_relation else Ellipsis


def _plain(value):
    """The same words for the same value on every database."""
    if value is None or type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if isinstance(value, AS_THEY_ARE) else str(value)


def told_of(left: dict[str, dict[str, str]]) -> Iterable[tuple[str, int, str]]:
    """(model, pk, digest) of what an entry says it left."""
    for label, rows in left.items():
        for pk, digest in rows.items():
            yield label, int(pk), digest
