"""Runs the typesetter, in this process or, for a long paper, in a child.

The typesetter keeps what it has laid out in memory (about 200 MB for 1,000 rows of nine
columns) and never gives it back, so a long paper is set by a child that ends with it. As a
script this file reads its files as JSON from standard input and writes the PDF to standard
output; of the site it imports its own bounds only.
"""

import json
import sys
from functools import lru_cache
from pathlib import Path

TIME_LIMIT = 120
# MB; a catalogue of a thousand records takes 200.
MOST_MEMORY, MOST_OUTPUT = 3072, 256
# The free fonts that come along, with their source and licence.
SHIPPED = Path(__file__).resolve().parent / "faces" / "noto-cjk"


class TooLong(Exception):
    """The paper was not set within the bounds of a child."""


class Unsettable(Exception):
    """The typesetter refuses what stands in the paper."""


@lru_cache(maxsize=2)
def fonts_of(folder):
    """The fonts that come along and those of a folder ("" for none), which are only read; finding
    them takes longer than making a compiler."""
    # Not above, as below: a process that sets nothing loads no typesetter (tests/test_start.py).
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[SHIPPED, *([folder] if folder else [])],
    )


def typeset(files, folder=""):
    """PDF/A-2b bytes of a typst project: {name: text}, starting from main.typ.

    folder: where more fonts lie.

    Each call has a compiler of its own (half a millisecond): a second thread that asks one that
    is at work is answered "Already borrowed". Raises: Unsettable.
    """
    import typst

    sources = {name: text.encode() for name, text in files.items()}
    compiler = typst.Compiler(font_paths=fonts_of(folder), ignore_system_fonts=True)
    try:
        return compiler.compile(sources, format="pdf", pdf_standards=["a-2b"], pdf_tags=False)
    except typst.TypstError as error:
        raise Unsettable(str(error)) from error


def typeset_apart(files, time_limit, folder=""):
    """The same in a child process.

    Raises: TooLong after `time_limit` seconds, or when it takes more than the child may have;
    ChildFailed when the child fails otherwise.
    """
    # Not above: the child runs this file too, and knows nothing of the site.
    from township.files import sandbox

    given = json.dumps([files, folder]).encode()
    reads = [folder] if folder else []
    try:
        return sandbox.run(__file__, reads=reads, given=given, wall_seconds=time_limit)
    except sandbox.ChildFailed as failure:
        if failure.is_over_limit:
            raise TooLong from failure
        raise


if __name__ == "__main__":
    from township.files.limits import OUT_OF_MEMORY, limit_self

    limit_self(cpu_seconds=TIME_LIMIT, memory_mb=MOST_MEMORY, output_mb=MOST_OUTPUT)
    try:
        sys.stdout.buffer.write(typeset(*json.load(sys.stdin.buffer)))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
