"""What every workbook has in common that we write: words stay words, never formulas or links."""

from typing import Any

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ONLY_WORDS = {"strings_to_formulas": False, "strings_to_urls": False}
IN_MEMORY = {"in_memory": True} | ONLY_WORDS


def workbook(target: Any, options: dict[str, Any] = IN_MEMORY) -> Any:
    """A workbook to be written into `target`, closed by the caller."""
    # Not above: a worker that writes no workbook does not load the library (tests/test_start.py).
    import xlsxwriter

    return xlsxwriter.Workbook(target, options)
