"""Long work of this app, done by the worker beside the server."""

import io
import tempfile
import zipfile
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from campaigns.models import Round, Sheet, WorkbookBatch, WorkbookFile
from campaigns.sheets import workbook as workbook_sheets
from township.files.names import clean_name
from township.files.storing import open_stored, store
from township.history.chain import record
from township.tasks import PERSON_WAITS, Concern, work
from township.users.models import User


def evaluators_of(round: Round) -> QuerySet:
    """Who scores in a round, by name."""
    scorers = Sheet.objects.of_evaluators().filter(evaluation__round=round).values("scorer")
    return User.objects.filter(pk__in=scorers).order_by("full_name", "pk")


@transaction.atomic
def ask_for_workbooks(round: Round, *, by: User) -> WorkbookBatch:
    """Queue the making of all workbooks of a round; returns its WorkbookBatch."""
    batch = WorkbookBatch.objects.create(round=round, most=evaluators_of(round).count(), made_by=by)
    record("sheet.workbooks", round, by, f"生成全部离线评分表：{round}")
    make_workbooks.enqueue(batch.pk)
    return batch


def _not_made(pk):
    """A batch matters while no later one took its place."""
    rows = WorkbookBatch.objects.select_related("round__campaign__township")
    batch = rows.filter(pk=pk).first()
    if batch is None or batch.is_done or batch.round.batches.filter(pk__gt=pk).exists():
        return None
    return Concern(str(batch), batch.get_absolute_url(), batch.made_by_id, batch)


def _tell_fault(pk):
    fault = "几次都没有生成，请再试一次或联系管理员。"
    WorkbookBatch.objects.filter(pk=pk).update(fault=fault)


@work("生成离线评分表", priority=PERSON_WAITS, concern=_not_made, given_up=_tell_fault)
def make_workbooks(pk: int) -> None:
    """Make every evaluator's workbook that is not made yet; how many are is kept on the way."""
    batch = WorkbookBatch.objects.select_related("round").get(pk=pk)
    users = list(evaluators_of(batch.round))
    names = [clean_name(f"{batch.round}离线评分表-{one}-{one.username}.xlsx") for one in users]
    made = set(batch.files.values_list("file_name", flat=True))
    WorkbookBatch.objects.filter(pk=pk).update(most=len(users), fault="")
    for done, (user, name) in enumerate(zip(users, names, strict=True), 1):
        if name not in made:
            file = store(io.BytesIO(workbook_sheets.write_book(batch.round, user)), name)
            WorkbookFile.objects.get_or_create(batch=batch, file_name=name, defaults={"file": file})
        WorkbookBatch.objects.filter(pk=pk).update(done=done)


def bundle(batch: WorkbookBatch) -> Any:
    """A finished batch as one ZIP, an open temporary file at its start."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as into:
        for row in batch.files.select_related("file"):
            with open_stored(row.file) as source:
                into.writestr(row.file_name, source.read())
    kept.seek(0)
    return kept
