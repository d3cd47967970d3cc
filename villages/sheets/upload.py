"""The cells of an uploaded workbook, read by a child process with limits, and gone afterwards.

A roster's workbook is personal data: it is checked like every upload but not kept; only what the
village confirms is written (个人信息保护法 article 6).
"""

import os
import tempfile
from pathlib import Path

from township.files.blobs import storage_errors, temporary_folder
from township.files.checks.sniffing import UNKNOWN, is_markup
from township.files.errors import UploadRefused
from township.files.inspection import inspect
from township.files.names import clean_name
from township.files.room import refuse_full_disk
from township.files.workbooks import WorkbookRefused, read_workbook

MOST_ROWS, MOST_COLUMNS = 3000, 60
LIMIT = 20 * 1024 * 1024
SHEETS = ("sheet", "excel", "spreadsheet", "text/csv", "text/plain")
PAGE = "这是网页格式的表格，没有读出来。请用WPS或Excel打开，另存为.xlsx后再导入。"
UNREADABLE = (
    "这个文件的文字编码看不懂，或者没有保存完整。"
    "请用WPS或Excel打开，看清没有乱码，另存为.xlsx后再导入。"
)
ENDINGS = ".xlsx,.xls,.et,.ods,.csv,.txt,.htm,.html,.xml"


def sheets_of(upload):
    """The visible sheets of an upload that hold anything; its content decides what it is.

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
        is_page = _is_page(path)
        if not is_page and not inspect(path, _without_ending(name)).media_type.endswith(SHEETS):
            raise ValueError("请选Excel或WPS表格（.xlsx、.xls、.et），或者CSV文件。")
        sheets = read_workbook(path, max_rows=MOST_ROWS, max_columns=MOST_COLUMNS)
    except UploadRefused as refused:
        if UNKNOWN in refused.sentence and name.lower().endswith((".csv", ".txt")):
            raise ValueError(UNREADABLE) from None
        raise
    except WorkbookRefused as refused:
        raise ValueError(PAGE if is_page else refused.sentence) from None
    finally:
        Path(path).unlink(missing_ok=True)
    if is_page and not sheets:
        raise ValueError(PAGE)
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if (rows := sum(len(sheet.rows) for sheet in filled)) > MOST_ROWS:
        raise ValueError(f"几张工作表一共有{rows}行，最多{MOST_ROWS}行。请分几次导入。")
    return filled


def _without_ending(name):
    """The content decides what a table is; older systems call separated text .xls."""
    return name.rpartition(".")[0].replace(".", "．") or name


def _is_page(path):
    """A web page or XML, which older systems export as .xls: its table is read by the child, the
    file is not kept, so what makes a page dangerous elsewhere does not matter here."""
    with open(path, "rb") as stream:
        start = stream.read(4096)
    if start[:13].lower() == b"mime-version:":
        raise ValueError(PAGE)
    return is_markup(start)
