"""Child process: writes the text of a .docx to standard output, clauses and numbers included.

`python -m villages.wordreader path`. Its limits are set before the first byte is read; it exits
with 1 when the file is no readable Word document.
"""

import sys

from township.files.limits import OUT_OF_MEMORY, limit_self


def main(path):
    from villages.sheets.word_document import from_docx

    with open(path, "rb") as stream:
        sys.stdout.write(from_docx(stream))


if __name__ == "__main__":
    limit_self(cpu_seconds=10, memory_mb=768, output_mb=4)
    try:
        main(sys.argv[1])
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
