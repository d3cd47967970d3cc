"""Child process: says what files are, or why they are not taken in, one line of JSON each.

`python -m township.files.inspector path name [path name …]`. Starts without Django and for one
file loads only the parser that it needs; limits are set before the first byte is read.
"""

import json
import os
import shutil
import sys
import tempfile
from functools import partial
from importlib import import_module

from township.files.limits import OUT_OF_MEMORY, limit_self

# A register of a thousand pages has a hundred thousand objects, each looked at in Python.
SECONDS, PDF_SECONDS = 2, 12
MOST_INSIDE_EACH_OTHER = 2


def examine(path, name, depth=0):
    """{"media_type", "warnings", "pages"} or raises checks.Refusal.

    `depth`: how many files it lies within; what a file carries goes through the same gate.
    """
    from township.files.checks import Refusal, programs, sniffing
    from township.files.kinds import KINDS_BY_EXTENSION, KINDS_BY_TYPE, MB
    from township.files.names import extension

    size = os.path.getsize(path)
    ending = extension(name)
    if size == 0:
        raise Refusal("是空文件（0字节），请重新选择后再上传")
    if ending in sniffing.ENDINGS_TOLD:
        raise Refusal(sniffing.ENDINGS_TOLD[ending])
    with open(path, "rb") as stream:
        found = sniffing.sniff_as(stream.read(4096), ending)
    claimed = KINDS_BY_EXTENSION.get(ending)
    media_type, warnings, pages = _check_content(path, size, found, claimed, partial(_pass, depth))
    programs.refuse_in(path)
    kind = KINDS_BY_TYPE[media_type]
    if ending and not kind.fits(ending):
        warnings.append(f"内容是{kind.label}，已按{kind.label}保存")
    if size > kind.limit:
        raise Refusal(f"有{size // MB}MB，{kind.label}最大{kind.limit // MB}MB")
    return {"media_type": media_type, "warnings": warnings, "pages": pages}


def _pass(depth, stream, name):
    """The gate for a file inside another one. Raises Refusal."""
    from township.files.checks import BOMB, Refusal
    from township.files.names import display_name

    if depth >= MOST_INSIDE_EACH_OTHER:
        raise Refusal(BOMB)
    with tempfile.NamedTemporaryFile() as inner:
        shutil.copyfileobj(stream, inner)
        inner.flush()
        try:
            examine(inner.name, name, depth + 1)
        except Refusal as refusal:
            shown = f"的文件“{display_name(name)}”" if name else "的文件"
            raise Refusal(f"里面夹带{shown}{refusal}") from None


def _check_content(path, size, found, claimed, gate):
    """(media type by content, warnings, pages or None). Imports one check only: start-up counts."""
    from township.files.checks import POLYGLOT, Refusal, sniffing

    if found == sniffing.ZIP:
        from township.files.checks import package

        return package.check(path, size, gate), [], None
    if found == sniffing.COMPOUND:
        from township.files.checks import compound

        return compound.check(path, size, gate), [], None
    if found == sniffing.TEXT:
        from township.files.checks import text

        if claimed and claimed.family != "text":
            raise Refusal(f"不是{claimed.label}，可能已损坏或没有传完整，请确认能打开后再上传")
        text.check(path)
        return ("text/csv" if claimed and claimed.media_type == "text/csv" else found), [], None
    media_type, warnings, pages = _check_binary(path, size, found, claimed, gate)
    from township.files.checks.package import has_zip_behind

    if has_zip_behind(path):
        raise Refusal(POLYGLOT)
    return media_type, warnings, pages


def _check_binary(path, size, found, claimed, gate):
    if found == "application/pdf":
        from township.files.checks import pdf

        return found, *pdf.check(path, size, gate)
    from township.files.checks import media

    if found.startswith("image/"):
        from township.files.checks import image

        if found == "image/heic":
            media.check_boxes(path, size, b"meta")
        return found, *image.check(path, found, size)
    return media.check(path, size, found, claimed), [], 0


def tell(path, name):
    """Print the verdict on one file."""
    from township.files.checks import Refusal

    try:
        verdict = examine(path, name)
    except Refusal as refusal:
        verdict = {"refused": str(refusal)}
    print(json.dumps(verdict, ensure_ascii=False), flush=True)


def tell_within_limits(path, name):  # pragma: no cover (runs in the child only)
    """Print the verdict on one file and return the process's exit code."""
    with open(path, "rb") as stream:
        is_pdf = b"%PDF-" in stream.read(1024)
    limit_self(cpu_seconds=PDF_SECONDS if is_pdf else SECONDS, memory_mb=512, output_mb=320)
    try:
        tell(path, name)
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    return 0


def tell_each(files):  # pragma: no cover (runs in the child only)
    """The same for many files, each by a child of its own that finds the parsers loaded."""
    for parser in ("compound", "image", "media", "package", "pdf", "text"):
        import_module(f"township.files.checks.{parser}")
    for path, name in files:
        child = os.fork()
        if not child:
            code = 1  # of whatever is no refusal and no lack of memory
            try:
                code = tell_within_limits(path, name)
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code:
            print(json.dumps({"failed": code}), flush=True)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    files = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    if len(files) == 1:
        sys.exit(tell_within_limits(*files[0]))
    tell_each(files)
