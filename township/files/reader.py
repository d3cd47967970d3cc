"""Child process: writes the words of a document to standard output, for the search index.

`python -m township.files.reader path media_type`.
"""

import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

MOST_LETTERS = 200_000
MOST_ROWS = 20_000
MOST_PAGES = 500
# Parts of zip documents that hold what people wrote, and the elements that hold one line of it
# in Word and slides (p), ODF (p, h) and OFD (TextObject).
WORD_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "ppt/slides/slide")
WORD_PARTS += ("content.xml",)
PARAGRAPHS = {"p", "h", "TextObject"}


def pieces_of(path, media_type):
    """Pieces of text in reading order."""
    if media_type == "application/pdf":
        return _pdf(path)
    if media_type.startswith("text/"):
        return _plain(path)
    if media_type.endswith(("sheet", "excel", "spreadsheet")):
        return _sheets(path)
    if media_type in ("application/msword", "application/vnd.ms-powerpoint"):
        return ()
    return _zipped(path)


def _pdf(path):
    from pypdf import PdfReader

    for page in PdfReader(path).pages[:MOST_PAGES]:
        yield page.extract_text() + "\n"


def _plain(path):
    from township.files.checks.text import encoding_of

    with open(path, encoding=encoding_of(path), errors="replace") as stream:
        yield stream.read(MOST_LETTERS)


def _sheets(path):
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        for title in book.sheet_names:
            yield title + "\n"
            for row in book.get_sheet_by_name(title).to_python(nrows=MOST_ROWS):
                yield " ".join(str(value) for value in row if value != "") + "\n"


def _zipped(path):
    import zipfile

    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith(WORD_PARTS) or name.endswith("/Content.xml"):
                with package.open(name) as stream:
                    for _, element in iterparse(stream, forbid_dtd=True):
                        if element.tag.rpartition("}")[2] in PARAGRAPHS:
                            yield "".join(element.itertext()) + "\n"
                            element.clear()


def write(path, media_type, target):
    room = MOST_LETTERS
    for piece in pieces_of(path, media_type):
        piece = piece[:room].replace("\x00", "")
        target.write(piece)
        room -= len(piece)
        if room <= 0:
            return


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=20, memory_mb=1024, output_mb=4)
    try:
        write(sys.argv[1], sys.argv[2], sys.stdout)
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
