"""What a village enters: refused with every reason at once, told to history, and announced.

Serves the plan's clause 43 (record in time, keep, file): what is announced files itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce


def refuse(faults: Iterable[Any]) -> None:
    """Raises Refused with the faults, unless there are none."""
    faults = list(faults)
    if faults:
        raise Refused(faults)


def tell(
    row: Any,
    verb: str,
    name: str,
    by: User,
    is_new: bool,
    changes: Mapping[str, Sequence[int | str]] | None = None,
) -> None:
    """Announce an entry as `name` and write it into the history; `verb` is Chinese."""
    announce(name, row, by)
    record(name, row, by, f"{'登记' if is_new else '修改'}{verb}：{row}", changes)
