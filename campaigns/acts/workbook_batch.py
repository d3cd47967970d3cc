"""Long work of this app, done by the worker beside the server."""

import io
import logging
import tempfile
import zipfile
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from campaigns.models import Round, Sheet, WorkbookBatch, WorkbookFile
from campaigns.sheets import workbook as workbook_sheets
from township.files.names import clean_name
from township.files.storing import open_stored, store
from township.history.chain import record
from township.users.models import User

log = logging.getLogger(__name__)


def evaluators_of(round: Round) -> QuerySet:
    """Who scores in a round, by name."""
    scorers = Sheet.objects.of_evaluators().filter(evaluation__round=round).values("scorer")
    return User.objects.filter(pk__in=scorers).order_by("full_name", "pk")


@transaction.atomic
def ask_for_workbooks(round: Round, *, by: User) -> WorkbookBatch:
    """Queue the making of all workbooks of a round; returns its WorkbookBatch."""
    batch = WorkbookBatch.objects.create(round=round, most=evaluators_of(round).count(), made_by=by)
    record("sheet.workbooks", round, by, f"生成全部离线评分表：{round}")
    transaction.on_commit(lambda: make_workbooks.enqueue(batch.pk))
    return batch


@task()
def make_workbooks(pk: Any) -> None:
    """Make every evaluator's workbook; how many are made is kept on the way."""
    batch = WorkbookBatch.objects.select_related("round").get(pk=pk)
    try:
        for done, user in enumerate(evaluators_of(batch.round), 1):
            name = clean_name(f"{batch.round}离线评分表-{user}-{user.username}.xlsx")
            file = store(io.BytesIO(workbook_sheets.write_book(batch.round, user)), name)
            WorkbookFile.objects.create(batch=batch, file=file, file_name=name)
            WorkbookBatch.objects.filter(pk=pk).update(done=done)
    except Exception:
        log.exception("workbooks of round %s were not made", batch.round_id)
        WorkbookBatch.objects.filter(pk=pk).update(fault="生成时出错，请再试一次或联系管理员。")
        raise


def bundle(batch: WorkbookBatch) -> Any:
    """A finished batch as one ZIP, an open temporary file at its start."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as into:
        for row in batch.files.select_related("file"):
            with open_stored(row.file) as source:
                into.writestr(row.file_name, source.read())
    kept.seek(0)
    return kept
