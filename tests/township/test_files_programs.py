"""A program is found by its bytes wherever a file carries it; what is carried is examined too."""

import struct
import zlib

import pytest

from tests import pdfs
from tests.hostile import (
    MB,
    compound,
    film,
    old_sheet,
    old_slides,
    old_word,
    open_document,
    pdf,
    photo,
    slides,
    with_entries,
    word,
    workbook,
)
from township.files import inspector
from township.files.checks import Refusal
from township.files.checks.programs import CHUNK, Seeker, holds_program
from township.files.inspection import inspect

DOS = b"MZ\x90\0" + bytes(60)
WINDOWS = b"MZ".ljust(60, b"\0") + struct.pack("<I", 128) + bytes(64) + b"PE\0\0\x4c\1" + bytes(90)
UNIX = b"\x7fELF\2\1\1" + bytes(60)
HANDED = "夹带"


def wrapped(name, content, before=b"\2\0"):
    """As Packager wraps a file."""
    label = name.encode("gb18030") + b"\0"
    body = before + label + b"C:\\" + label + b"\0\0\3\0"
    body += struct.pack("<I", len(label)) + label + struct.pack("<I", len(content)) + content
    return compound({"\1Ole10Native": struct.pack("<I", len(body)) + body})


def word_part(content, name="word/media/image9.png"):
    return with_entries(word(), {name: content})


def word_object(content):
    return word_part(content, "word/embeddings/oleObject1.bin")


def slides_carrying(content, is_packed):
    inner = struct.pack("<I", len(content)) + zlib.compress(content) if is_packed else content
    head = struct.pack("<HHI", 0x10 if is_packed else 0, 0x1011, len(inner))
    user = struct.pack("<HHIII", 0, 0x0FF6, 20, 20, 0xE391C05F).ljust(60, b"\0")
    body = b"p" * 4200 + head + inner
    return compound({"PowerPoint Document": body, "Current User": user})


CARRIED = {
    "Windows program as a picture": ("章程.docx", lambda: word_part(WINDOWS)),
    "DOS program as a picture": ("章程.docx", lambda: word_part(DOS)),
    "Unix program in a sheet": (
        "表.xlsx",
        lambda: with_entries(workbook(), {"xl/media/image1.emf": UNIX}),
    ),
    "script in slides": (
        "汇报.pptx",
        lambda: with_entries(slides(), {"ppt/media/a.dat": b"#!/bin/sh\n"}),
    ),
    "program in an ODF": ("章程.odt", lambda: open_document(extra={"Pictures/a.png": WINDOWS})),
    "behind a picture's head": ("章程.docx", lambda: word_part(photo() + WINDOWS)),
    "across two pieces": (
        "章程.docx",
        lambda: word_part(b"\1" * (16 + 256 * 1024 - 70) + WINDOWS, "word/media/a.wmf"),
    ),
    "stream of an object": ("章程.docx", lambda: word_object(compound({"Contents": WINDOWS}))),
    "wrapped under a harmless name": (
        "章程.docx",
        lambda: word_object(wrapped("附件.pdf", WINDOWS)),
    ),
    "wrapped script": ("章程.docx", lambda: word_object(wrapped("附件.vbs", b"MsgBox 1"))),
    "wrapped page": ("章程.docx", lambda: word_object(wrapped("附件.txt", b"<html><script>"))),
    "wrapped archive": ("章程.docx", lambda: word_object(wrapped("附件.rar", b"Rar!\x1a\x07\1\0"))),
    "wrapped macros": (
        "章程.docx",
        lambda: word_object(wrapped("附件.doc", old_word(extra={"_VBA_PROJECT": b"v"}))),
    ),
    "package within an object": (
        "章程.docx",
        lambda: word_object(compound({"Package": word_part(WINDOWS)})),
    ),
    "PDF within an object": (
        "章程.docx",
        lambda: word_object(compound({"CONTENTS": pdfs.plain("/OpenAction<</S/Launch>>")})),
    ),
    "old Word": ("章程.doc", lambda: old_word(extra={"\1Ole10Native": wrapped_stream()})),
    "first of two wrapped": (
        "章程.doc",
        lambda: twice_named(
            old_word(extra={"\1Ole10Nativf": wrapped_stream(), "\1Ole10Native": b"x" * 90})
        ),
    ),
    "stream of an old sheet": ("表.xls", lambda: old_sheet() + WINDOWS),
    "old slides": ("汇报.ppt", lambda: slides_carrying(wrapped("a.exe", DOS), is_packed=False)),
    "packed in old slides": ("汇报.ppt", lambda: slides_carrying(wrapped("a.pdf", DOS), True)),
    "behind a photo": ("照片.jpg", lambda: photo() + WINDOWS),
    "behind a PDF's end": ("章程.pdf", lambda: pdf() + b"\n%" + UNIX),
    "in a film": ("现场.mp4", lambda: film().replace(b"\2" * 400, WINDOWS.ljust(400, b"\2"))),
}


def wrapped_stream():
    body = b"\2\0a.exe\0C:\\a.exe\0\0\0\3\0" + struct.pack("<I", 6) + b"a.exe\0"
    return struct.pack("<I", 0) + body + struct.pack("<I", len(DOS)) + DOS


def twice_named(document):
    """Two streams of one name, as two objects of a text have."""
    return document.replace("Ole10Nativf".encode("utf-16-le"), "Ole10Native".encode("utf-16-le"))


KEPT = {
    "picture": ("章程.docx", lambda: word_part(photo())),
    "wrapped table": ("章程.docx", lambda: word_object(wrapped("附件.xlsx", workbook()))),
    "wrapped PDF": ("章程.docx", lambda: word_object(wrapped("附件.pdf", pdf()))),
    "wrapped text": ("章程.docx", lambda: word_object(wrapped("说明.txt", "村务".encode()))),
    "package within an object": (
        "章程.docx",
        lambda: word_object(compound({"Package": workbook()})),
    ),
    "packed picture of Windows": ("章程.docx", lambda: word_part(b"\x1f\x8b\x08" + bytes(90))),
    "wrapped table in old slides": (
        "汇报.ppt",
        lambda: slides_carrying(wrapped("附件.xlsx", workbook()), True),
    ),
    "the two letters in a text": ("说明.txt", lambda: b"a MZ PE\n" * 9),
    "old slides": ("汇报.ppt", old_slides),
}


def examined(folder, content, name):
    path = folder / "a"
    path.write_bytes(content)
    return inspector.examine(path, name)


@pytest.mark.parametrize(("name", "build"), CARRIED.values(), ids=CARRIED)
def test_what_is_carried_inside_is_found_by_its_content(tmp_path, name, build):
    with pytest.raises(Refusal, match=HANDED):
        examined(tmp_path, build(), name)


@pytest.mark.parametrize(("name", "build"), KEPT.values(), ids=KEPT)
def test_what_the_archive_takes_may_be_carried(tmp_path, name, build):
    assert examined(tmp_path, build(), name)["warnings"] == []


@pytest.mark.parametrize("label", ["wrapped table", "wrapped PDF", "package within an object"])
def test_the_confined_child_looks_into_what_is_carried_too(tmp_path, label):
    name, build = KEPT[label]
    path = tmp_path / "a"
    path.write_bytes(build())
    assert inspect(path, name).warnings == ()


def test_the_sentence_names_what_is_carried(tmp_path):
    with pytest.raises(Refusal, match=r"里面夹带的文件“附件\.vbs”是程序或脚本，不能作为档案上传"):
        examined(tmp_path, word_object(wrapped("附件.vbs", b"MsgBox 1")), "章程.docx")


def test_files_within_files_have_an_end(tmp_path):
    content = workbook()
    for _ in range(4):
        content = word_object(wrapped("附件.docx", content))
    with pytest.raises(Refusal, match="展开后大得不正常"):
        examined(tmp_path, content, "章程.docx")


def test_controls_are_refused(tmp_path):
    with pytest.raises(Refusal, match="ActiveX控件"):
        examined(tmp_path, old_word(extra={"\3OCXNAME": b"x" * 40}), "章程.doc")


def test_a_directory_without_end_is_refused(tmp_path):
    with pytest.raises(Refusal, match="展开后大得不正常"):
        examined(tmp_path, old_word(extra={f"s{n}": b"x" for n in range(20_001)}), "章程.doc")


@pytest.mark.parametrize("at", [0, 1, 63, CHUNK - 130, CHUNK - 64, CHUNK - 1, CHUNK, CHUNK + 1])
def test_a_program_is_found_wherever_the_pieces_part_it(at):
    content, seeker = b"\1" * at + WINDOWS, Seeker()
    with pytest.raises(Refusal):
        for start in range(0, len(content), CHUNK):
            seeker.feed(content[start : start + CHUNK])


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + bytes(100),
        b"PE\0\0" * 20,
        WINDOWS.replace(b"PE\0\0", b"PE\0\1"),
        b"MZ".ljust(60, b"\0") + struct.pack("<I", 127) + bytes(64) + b"PE\0\0",
        b"\x7fELF",
        b"\x7fELF\3\1\1",
        bytes(2 * MB),
    ],
)
def test_half_a_sign_is_no_program(content):
    assert not holds_program(content)
