"""PDF written object by object, as tables of objects or within compressed object streams."""

import io
import struct
import zlib

from pypdf import PdfReader, PdfWriter

CATALOG, PAGES, PAGE = 1, 2, 3
FIRST_FREE = 4


def objects(catalog="", page="", more=()):
    """The bodies of objects 1 (catalog), 2, 3 (the only page), 4 … as bytes."""
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R {catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842] {page}>>",
        *more,
    ]
    return [body if isinstance(body, bytes) else body.encode("latin-1") for body in bodies]


def stream(content, entries=""):
    content = content if isinstance(content, bytes) else content.encode()
    return f"<</Length {len(content)} {entries}>>stream\n".encode() + content + b"\nendstream"


def plain(catalog="", page="", more=()):
    """A PDF with a table of its objects at the end."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    bodies = objects(catalog, page, more)
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(bodies) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def packed(catalog="", page="", more=()):
    """The same with every object but streams inside one compressed object stream."""
    bodies = objects(catalog, page, more)
    inside = [(n, body) for n, body in enumerate(bodies, 1) if not body.endswith(b"endstream")]
    out, entries = bytearray(b"%PDF-1.7\n"), {0: (0, 0, 65535)}
    for number, body in enumerate(bodies, 1):
        if body.endswith(b"endstream"):
            entries[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    holder, table = len(bodies) + 1, len(bodies) + 2
    head, content = b"", b""
    for at, (number, body) in enumerate(inside):
        head += b"%d %d " % (number, len(content))
        content += body + b" "
        entries[number] = (2, holder, at)
    entries[holder] = (1, len(out), 0)
    data = zlib.compress(head + content)
    kind = f"/Type/ObjStm/N {len(inside)}/First {len(head)}/Filter/FlateDecode"
    out += b"%d 0 obj\n%b\nendobj\n" % (holder, stream(data, kind))
    entries[table] = (1, len(out), 0)
    start = len(out)
    rows = b"".join(struct.pack(">BIH", *entries[n]) for n in range(table + 1))
    kind = f"/Type/XRef/W[1 4 2]/Size {table + 1}/Root 1 0 R/Filter/FlateDecode"
    out += b"%d 0 obj\n%b\nendobj\n" % (table, stream(zlib.compress(rows), kind))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def restricted(content, algorithm="AES-256"):
    """With an owner's password only: everybody reads, not everybody prints."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("", owner_password="chief", algorithm=algorithm)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def bomb(megabytes=400):
    """A few hundred kilobytes whose page says hundreds of megabytes."""
    squeeze, pieces = zlib.compressobj(9), []
    for _ in range(megabytes):
        pieces.append(squeeze.compress(b" " * 1024 * 1024))
    content = b"".join(pieces) + squeeze.flush()
    return plain("", "/Contents 4 0 R", [stream(content, "/Filter/FlateDecode")])


def nested_bomb(megabytes=400):
    """Squeezed twice: one or two kilobytes."""
    once = zlib.compress(zlib.compress(b" " * megabytes * 1024 * 1024, 9), 9)
    filters = "/Filter[/FlateDecode/FlateDecode]"
    return plain("", "/Contents 4 0 R", [stream(once, filters)])
