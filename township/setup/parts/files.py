"""The column that names the files sent beside the workbook, and what is said of those that lack."""

from township.setup.columns import BookColumn
from township.shorttext import read_short

FILE = "文件名"


def file_column(example):
    return BookColumn(FILE, 28, example, file_names, aliases=("文件", "附件"))


def file_names(cell):
    return read_short(cell, FILE, 300)


def named_files(part, values):
    """The files that a row names; those that did not come are remarked."""
    found, missing = part.sent.named(values[FILE])
    for name in missing:
        part.remarks.append(f"没有收到文件“{name[:40]}”，可以以后再交。")
    return found


def named_file(part, values):
    """The one file of a noun that keeps one, or None."""
    found = named_files(part, values)
    for _, name in found[1:]:
        part.remarks.append(f"只能附一个文件，“{name[:40]}”没有附上。")
    return found[0] if found else None
