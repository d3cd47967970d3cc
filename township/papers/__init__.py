"""Papers: one template text comes out as page, Word file, PDF/A-2b, workbook and plain text.

Serves the office's paperwork: official documents after GB/T 9704-2012, forms, registers and
lists after DA/T 22-2015. A township replaces a template by placing a file of the same name
under DATA_DIR/papers/<township code>/; nothing else needs to change.
"""

from township.papers.composing import Paper, compose
from township.papers.delivery import paper_page, paper_response, send
from township.papers.errors import PaperTemplateError, PaperTooLong

__all__ = [
    "Paper",
    "PaperTemplateError",
    "PaperTooLong",
    "compose",
    "paper_page",
    "paper_response",
    "send",
]
