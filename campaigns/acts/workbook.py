"""Taking a workbook's points in: previewed first, then written all or none.

Serves the plan's evaluation without a network; see `sheets/workbook.py` and its reader.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction

from campaigns.acts import sheet as sheet_acts
from campaigns.models import Round
from campaigns.sheets.workbook_reader import read_book
from township.files.models import StoredFile
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused


@transaction.atomic
def write(round: Round, upload: tuple[StoredFile, str], *, by: User, take: Any = ()) -> int:
    """Write what the workbook changes; `take` are the keys of conflicts it shall win.

    Returns how many indicators were changed; the same file again changes none. Raises Refused
    when any cell is wrong.
    """
    file, name = upload
    reading = read_book(file.path, round, by)
    if reading.faults:
        raise Refused(map(str, reading.faults))
    chosen = [*reading.changes, *(one for one in reading.conflicts if one.key in set(take))]
    by_sheet = defaultdict(dict)
    for one in chosen:
        by_sheet[one.sheet.pk][one.indicator.code] = one.mark
    if chosen:
        sheet_acts.save_sheets(by_sheet, by=by)
        told = f"导入离线评分表“{name}”：{len(by_sheet)}个村{len(chosen)}项"
        record("sheet.import", round, by, told, {"校验值": ["", file.sha256]})
    return len(chosen)
