"""Which nouns may be corrected, in which fields, by whom, and what follows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models

from township.access.policy import Role
from township.registry import Registry

CORRECTABLE = Registry(
    "How a noun is corrected",
    "villages.village",
    "villages.meeting",
    "villages.tally",
    "villages.opinion",
    "villages.filing",
    "villages.posting",
    "villages.prioradoption",
    "archives.record",
    "campaigns.acceptance",
    "campaigns.assignment",
    "campaigns.honour",
    "campaigns.priorresult",
    "campaigns.review",
    "campaigns.reward",
)


def _nothing(row, by) -> Iterable:
    return ()


@dataclass(frozen=True)
class Correctable:
    """How rows of `model` are corrected once they are final.

    `fields` are the model's fields that may be corrected; `permission` who asks; `second` the role
    whose agreement it needs, None where it takes effect at once. `is_final(row)` tells whether the
    row is corrected or simply changed. `against(row, by)` yields reasons against the row as it
    would be, not saved yet; `follow(row, by)` does what else belongs to the correction, after it is
    saved, and yields (sentence, address or "") of what people must look at now. `past` names days
    that cannot be after today, `scopes` the permission that narrows what a field that leads to
    another row may choose. `url_name` is the address of the page that asks for a correction.
    `beside(row)` yields (row, label, fields) of rows that only make sense corrected along with it;
    the database opens them to its correction. `unasked(row)` names those of the fields that a row
    of its kind has not. `file` is (name, label) of the row's own document where another may take
    its place; what it is called stands in the column `<name>_name`.
    """

    model: type[models.Model]
    fields: tuple
    permission: str
    url_name: str
    second: Role | None = None
    is_final: Callable = lambda row: True
    against: Callable = _nothing
    follow: Callable = _nothing
    past: tuple = ()
    scopes: dict = field(default_factory=dict)
    select: tuple = ()
    beside: Callable = lambda row: ()
    unasked: Callable = lambda row: ()
    file: tuple = ()

    @property
    def noun(self):
        return self.model._meta.label_lower


def declare(correctable: Correctable) -> Correctable:
    """Keep it under its noun, which is declared once."""
    return CORRECTABLE.answers(correctable.noun)(correctable)
