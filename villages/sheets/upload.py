"""The cells of an uploaded workbook, read by a child process with limits, and gone afterwards.

A roster's workbook is personal data: it is checked like every upload but not kept; only what the
village confirms is written (个人信息保护法 article 6).
"""

import os
import tempfile
from pathlib import Path

from township.files.blobs import storage_errors, temporary_folder
from township.files.inspection import inspect
from township.files.names import clean_name
from township.files.room import refuse_full_disk
from township.files.workbooks import WorkbookRefused, read_workbook

MOST_ROWS, MOST_COLUMNS = 3000, 60
LIMIT = 20 * 1024 * 1024
SHEETS = ("sheet", "excel", "spreadsheet", "text/csv", "text/plain")
ENDINGS = ".xlsx,.xls,.et,.ods,.csv"


def rows_of(upload):
    """((text, …), …) of the first sheet that holds anything.

    Raises UploadRefused or ValueError, both with a sentence for the person.
    """
    name = clean_name(upload.name)
    if upload.size > LIMIT:
        raise ValueError("表格超过20MB，太大了。请删去图片和多余的工作表后再导入。")
    refuse_full_disk(upload.size)
    with storage_errors():
        handle, path = tempfile.mkstemp(dir=temporary_folder())
        with os.fdopen(handle, "wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
    try:
        media_type = inspect(path, name).media_type
        if not media_type.endswith(SHEETS):
            raise ValueError("请选Excel或WPS表格（.xlsx、.xls、.et），或者CSV文件。")
        sheets = read_workbook(path, max_rows=MOST_ROWS, max_columns=MOST_COLUMNS)
    except WorkbookRefused as refused:
        raise ValueError(refused.sentence) from None
    finally:
        Path(path).unlink(missing_ok=True)
    return next((sheet.rows for sheet in sheets if any(map(any, sheet.rows))), ())
