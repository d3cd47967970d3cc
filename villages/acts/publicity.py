"""Writing down what was made known to whom, by which channel (plan, clause 43)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from township.files.models import StoredFile
from township.today import after_today
from township.users.models import User
from township.workflow.announcing import fact
from villages.acts.attachment import attach
from villages.acts.entry import refuse, tell
from villages.models import (
    Group,
    Publicity,
)

PUBLICITY = fact("publicity.record")


def publicity_faults(publicity: Publicity, groups: Sequence[Group]) -> Iterator[str]:
    """Sentences on what may not be saved, by what was told to which groups."""
    yield from after_today(publicity.on)
    if not publicity.contents:
        yield "请至少勾选一项宣传内容。"
    if set(publicity.contents) - set(Publicity.Content.values):
        yield "宣传内容里有不认识的项目。"
    if not groups:
        yield "请勾选到达了哪些小组。"
    if any(group.village_id != publicity.village_id for group in groups):
        yield f"到达的小组不是{publicity.village.words.here}的。"
    if publicity.channel == Publicity.Channel.SLOGAN and not publicity.slogan.strip():
        yield "标语要写明内容。"
    if publicity.channel != Publicity.Channel.SLOGAN and publicity.slogan:
        yield "只有标语才填标语内容。"


@transaction.atomic
def record_publicity(
    publicity: Publicity,
    groups: Iterable[Group],
    *,
    by: User,
    files: Iterable[tuple[StoredFile, str]] = (),
    changes: dict[str, Any] | None = None,
) -> Publicity:
    """Save a publicity row with the groups it reached and its photos; returns it.

    changes: {label: [old, new]} for the history of a row that is changed.
    """
    groups = list(groups)
    refuse(publicity_faults(publicity, groups))
    is_new = publicity.pk is None
    publicity.save()
    publicity.groups.set(groups)
    attach(publicity, files, by=by)
    tell(publicity, "宣传", PUBLICITY, by, is_new, changes)
    return publicity
