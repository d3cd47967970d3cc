"""Zip-based documents (OOXML, ODF, OFD): which one it is, and whether it is safe to keep.

Every entry is unpacked once, in pieces and under a ceiling, so that a lying header, a broken
checksum and a bomb all show. XML parts are held against entity bombs and bottomless nesting.
"""

import shutil
import tempfile
import zipfile
import zlib
from itertools import pairwise
from xml.parsers import expat

from township.files.checks import BOMB, DAMAGED, LOCKED, MACRO, POLYGLOT, Refusal, compound
from township.files.checks.sniffing import ARCHIVE, PROGRAM

MB = 1024 * 1024
MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * MB
MOST_RATIO = 150
RATIO_COUNTS_FROM = 20 * MB
MOST_INSIDE_EACH_OTHER = 2
DEEPEST_XML = 400
DEPTH_COUNTED_UP_TO = 2 * MB
CHUNK = 256 * 1024
ZIP_START, COMPOUND_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": _OFFICE + "wordprocessingml.document",
    "spreadsheetml.sheet.main+xml": _OFFICE + "spreadsheetml.sheet",
    "presentationml.presentation.main+xml": _OFFICE + "presentationml.presentation",
}
ODF_TYPES = {
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
}
PROGRAM_ENDINGS = (".exe", ".dll", ".bat", ".cmd", ".vbs", ".js", ".ps1", ".scr", ".hta", ".jar")
XML_ENDINGS = (".xml", ".rels", ".vml")
OUTSIDE_CODE = ("attachedTemplate", "oleObject", "externalLinkPath", "frame")


def check(path, size, *, depth=1):
    """Media type of the document. Raises Refusal. `size`: bytes on disk."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_shape(entries, size)
            media_type = _media_type(package, {entry.filename for entry in entries})
            for entry in entries:
                _read_entry(package, entry, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        raise Refusal(DAMAGED) from None
    return media_type


def has_zip_behind(path):
    """Whether a readable zip hangs on the end of a file that is something else."""
    try:
        with zipfile.ZipFile(path) as package:
            return bool(package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _refuse_shape(entries, size):
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or packed > size:
        raise Refusal(BOMB)
    if unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * size:
        raise Refusal(BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refusal(LOCKED)
    if entries and min(entry.header_offset for entry in entries) != 0:
        raise Refusal(POLYGLOT)
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    for (start, length), (following, _) in pairwise(places):
        if start + length > following:
            raise Refusal(BOMB)
    if len(set(names)) != len(names):
        raise Refusal(DAMAGED)
    for name in names:
        lowered = name.lower()
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise Refusal(DAMAGED)
        if "vbaproject" in lowered or "/macrosheets/" in lowered or lowered.startswith("basic/"):
            raise Refusal(MACRO)
        if lowered.endswith(PROGRAM_ENDINGS):
            raise Refusal("里面夹带了程序文件，为安全起见没有收下")


def _media_type(package, names):
    if "[Content_Types].xml" in names:
        return _office_type(package.read("[Content_Types].xml").decode("utf-8", "replace"))
    if "OFD.xml" in names:
        if "Encryptions.xml" in names or "Decryptseed.dat" in names:
            raise Refusal(LOCKED)
        return "application/ofd"
    if "mimetype" in names:
        declared = package.read("mimetype").decode("ascii", "replace").strip()
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in package.read(manifest):
            raise Refusal(LOCKED)
        if any(name.startswith("Scripts/") for name in names):
            raise Refusal(MACRO)
        if declared in ODF_TYPES:
            return declared
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        raise Refusal(PROGRAM)
    raise Refusal(ARCHIVE)


def _office_type(content_types):
    if "macroEnabled" in content_types or "vbaProject" in content_types:
        raise Refusal(MACRO)
    for part, media_type in MAIN_PARTS.items():
        if part in content_types:
            return media_type
    raise Refusal("是Office模板或少见的格式，请另存为.docx、.xlsx或.pptx后再上传")


def _read_entry(package, entry, depth):
    name = entry.filename.lower()
    with package.open(entry) as stream:
        beginning = stream.read(4)
        if beginning in (ZIP_START, COMPOUND_START):
            _check_nested(beginning, stream, entry.file_size, depth)
            return
        parser = _SafeXml(entry.file_size) if name.endswith(XML_ENDINGS) else None
        links = bytearray()
        chunk = beginning
        while chunk:
            if parser:
                parser.feed(chunk)
            if name.endswith(".rels"):
                links += chunk
            chunk = stream.read(CHUNK)
        if parser:
            parser.feed(b"", is_last=True)
        _refuse_outside_code(bytes(links))


def _check_nested(beginning, stream, size, depth):
    with tempfile.TemporaryFile() as nested:
        nested.write(beginning)
        shutil.copyfileobj(stream, nested, CHUNK)
        nested.seek(0)
        if beginning == COMPOUND_START:
            compound.check_embedded(nested, size)
        elif depth > MOST_INSIDE_EACH_OTHER:
            raise Refusal(BOMB)
        else:
            check(nested, size, depth=depth + 1)


def _refuse_outside_code(links):
    text = links.decode("utf-8", "replace")
    for link in text.split("<")[1:]:
        if 'TargetMode="External"' in link and any(f'/{kind}"' in link for kind in OUTSIDE_CODE):
            raise Refusal("会从别处载入内容（外部模板或链接对象），请断开链接、另存后再上传")


class _SafeXml:
    """Reads an XML part without building anything: no document type, so no entities; depth counted.

    A large part is left alone after its first element: a document type can only come before it.
    """

    def __init__(self, size):
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.is_large = size > DEPTH_COUNTED_UP_TO
        self.depth = 0
        self.is_done = False

    def feed(self, chunk, is_last=False):
        if self.is_done:
            return
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError:
            raise Refusal(DAMAGED) from None

    def _start(self, tag, attributes):
        self.depth += 1
        if self.depth > DEEPEST_XML:
            raise Refusal(BOMB)
        if self.is_large:
            self.is_done = True
            self.parser.StartElementHandler = self.parser.EndElementHandler = None

    def _end(self, tag):
        self.depth -= 1

    def _refuse_doctype(self, *declared):
        raise Refusal(BOMB)
