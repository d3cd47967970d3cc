"""各村逐年目标和进展 as a workbook: what the matrix of a campaign shows, a line a village."""

from collections.abc import Mapping
from typing import Any

from township.crud.exporting import SheetPart


def parts(matrix: Mapping[str, Any]) -> list[SheetPart]:
    """The one sheet of a matrix (`queries.progress.matrix`)."""
    heads = ["村（社区）", *(f"{year}年" for year in matrix["years"])]
    rows = [
        [row["label"], *("；".join(map(_told, cell["marks"])) for cell in row["cells"])]
        for row in matrix["rows"]
    ]
    return [SheetPart("各村逐年进展", heads, rows)]


def _told(mark):
    return f"{mark['label']}（{mark['hint']}）" if mark["hint"] else mark["label"]
