"""Files as phones, scanners and offices really send them: kept, or told how to convert them."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.hostile import box, film, ofd, pdf, photo, word, workbook
from township.files import inspector, previewer
from township.files.checks import Refusal
from township.files.fields import ManyFilesField
from township.files.kinds import KINDS_BY_TYPE, fitting_name

HANDED = Path(__file__).parents[1] / "cases" / "files"
SCAN = "image/tiff"


def examined(folder, content, name):
    path = folder / "upload"
    path.write_bytes(content)
    return inspector.examine(path, name)


def track(kind):
    handler = box(b"hdlr", bytes(8) + kind + bytes(13))
    return box(b"trak", box(b"mdia", handler))


def container(brand, *kinds):
    content = b"".join(track(kind) for kind in kinds)
    return box(b"ftyp", brand + b"\0\0\2\0isom") + box(b"moov", content) + box(b"mdat", b"\2" * 40)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("03_16bit_gray.png", "image/png"),
        ("21_owner_password_only.pdf", "application/pdf"),
        ("26b_empty_js_nametree.pdf", "application/pdf"),
        ("30e_leading_slash.ofd", "application/ofd"),
        ("41_amr.amr", "audio/amr"),
        ("41c_aac.aac", "audio/aac"),
        ("41g_3gp.3gp", "video/mp4"),
        ("41h_m4a_huawei.m4a", "audio/mp4"),
    ],
)
def test_a_handed_file_is_kept_under_its_own_ending(name, media_type):
    assert inspector.examine(HANDED / name, name)["media_type"] == media_type
    assert fitting_name(name, KINDS_BY_TYPE[media_type]) == name


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("会议.amr", b"#!AMR-WB\n\x24" + bytes(60), "audio/amr"),
        ("会议.awb", b"#!AMR-WB\n\x24" + bytes(60), "audio/amr"),
        ("会议.mp3", b"#!AMR\n\x3c" + bytes(31), "audio/amr"),
        ("会议.aac", b"\xff\xf9\x50\x80\x02\x9f\xfc" + bytes(40), "audio/aac"),
        ("会议.mp3", b"ID3\4\0\0\0\0\0\0\xff\xf1\x50\x80\x02\x9f\xfc" + bytes(40), "audio/aac"),
        ("会议.3gp", container(b"3gp5", b"soun"), "audio/mp4"),
        ("会议.mp4", container(b"isom", b"soun"), "audio/mp4"),
        ("现场.3gp", container(b"3gp6", b"soun", b"vide"), "video/mp4"),
        ("现场.m4a", container(b"mp42", b"vide", b"soun"), "video/mp4"),
        ("现场.mov", container(b"qt  ", b"vide"), "video/mp4"),
        ("扫描.bmp", photo("BMP"), "image/bmp"),
        ("扫描.dib", photo("BMP", (200, 100)), "image/bmp"),
        (
            "回执.ofd",
            ofd({"/Doc_0/Doc.xml": "<d/>", "/Doc_0/Tpls/a.xml": "<t/>"}),
            "application/ofd",
        ),
    ],
)
def test_recordings_and_pictures_of_phones_are_kept(tmp_path, name, content, media_type):
    assert examined(tmp_path, content, name)["media_type"] == media_type


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("语音.slk", b"\x02#!SILK_V3" + bytes(50), "微信或QQ语音（SILK）.*另存为.mp3"),
        ("录音.ogg", b"OggS" + bytes(50), "OGG录音.*另存为.mp3"),
        ("录音.wma", b"0&\xb2u\x8ef\xcf\x11" + bytes(50), "WMA录音"),
        ("录像.avi", b"RIFF\0\0\0\0AVI LIST" + bytes(50), "AVI视频.*另存为.mp4"),
        ("录像.mkv", b"\x1aE\xdf\xa3" + bytes(50), "MKV或WEBM视频"),
        ("照片.avif", box(b"ftyp", b"avif\0\0\0\0mif1"), "AVIF图片.*另存为.jpg"),
        ("图纸.dwg", b"AC1032" + bytes(50), "CAD图纸，请另存为PDF"),
        ("脚本.amr", b"#!/bin/sh\nrm -rf /", "程序或脚本"),
        ("脚本.amr", b"#!AMR\nrm -rf /", "可能已损坏"),
        ("图.bmp", photo("BMP")[:60], "可能已损坏"),
    ],
)
def test_what_is_not_kept_is_called_by_its_own_name(tmp_path, name, content, words):
    with pytest.raises(Refusal, match=words):
        examined(tmp_path, content, name)


# --- names ---


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("照片.pdf", photo(), "照片.jpg"),
        ("章程.doc", word(), "章程.docx"),
        ("章程.zip", word(), "章程.docx"),
        ("名单.docx", workbook(), "名单.xlsx"),
        ("章程", pdf(), "章程.pdf"),
        ("章程.2026.10", pdf(), "章程.2026.10.pdf"),
        ("现场.3gp", film(b"3gp4"), "现场.3gp"),
        ("现场.M4A", container(b"mp42", b"vide"), "现场.mp4"),
        ("IMG_1.JPG", photo(), "IMG_1.JPG"),
        ("微信图片.jpg", photo("WEBP"), "微信图片.webp"),
        ("说明.md", "村务公开".encode(), "说明.md.txt"),
    ],
)
@pytest.mark.django_db
def test_a_wrong_ending_is_put_right_by_us(settings, tmp_path, cadre, name, content, kept_as):
    settings.DATA_DIR = tmp_path
    (file, known_as), *_ = sent(cadre, SimpleUploadedFile(name, content))
    assert known_as == kept_as == file.name_for(known_as)


@pytest.mark.django_db
def test_the_same_words_sent_as_text_and_as_table_keep_both_names(settings, tmp_path, cadre):
    settings.DATA_DIR = tmp_path
    content = "小组,户数\n一组,32\n".encode()
    files = [SimpleUploadedFile(name, content) for name in ("a.txt", "a.csv")]
    assert [name for _, name in sent(cadre, *files)] == ["a.txt", "a.csv"]


def sent(user, *files):
    """What a form's field makes of files that come with it."""
    field = ManyFilesField()
    field.owner = user
    return field.clean(list(files))


def test_every_kind_fits_its_own_endings_and_names_once():
    for kind in KINDS_BY_TYPE.values():
        for ending in kind.extensions:
            assert fitting_name(f"章程{ending}", kind) == f"章程{ending}"
        once = fitting_name("章程.jpg" if kind.family != "image" else "章程.pdf", kind)
        assert fitting_name(once, kind) == once


# --- previews of deep scans ---


def scanned(mode, darkest, lightest, kind="TIFF"):
    """A page that goes from dark at the top to light at the bottom."""
    step = (lightest - darkest) / 255
    ramp = Image.linear_gradient("L").convert("F").point(lambda v: v * step + darkest)
    page = ramp if mode == "F" else ramp.convert("I")
    stream = io.BytesIO()
    (page if mode in ("F", "I") else page.convert(mode)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("mode", "darkest", "lightest", "kind"),
    [
        ("I;16", 0, 65535, "TIFF"),
        ("I;16", 0, 65535, "PNG"),
        ("I;16", 0, 4095, "TIFF"),
        ("I", 0, 2_000_000, "TIFF"),
        ("F", 0.0, 1.0, "TIFF"),
    ],
)
def test_a_deep_scan_has_a_readable_preview(tmp_path, mode, darkest, lightest, kind):
    path, target = tmp_path / "scan", io.BytesIO()
    path.write_bytes(scanned(mode, darkest, lightest, kind))
    previewer.draw(path, f"image/{kind.lower()}", target)
    shown = Image.open(target).convert("L")
    top, middle, bottom = (shown.getpixel((128, y)) for y in (2, 128, 253))
    assert top < 20 and 100 < middle < 156 and bottom > 235


def test_the_handed_scan_is_not_a_white_sheet():
    target = io.BytesIO()
    previewer.draw(HANDED / "03_16bit_gray.png", "image/png", target)
    darkest, lightest = Image.open(target).convert("L").getextrema()
    assert darkest < 30 and lightest > 225


def test_an_empty_deep_sheet_is_white(tmp_path):
    path, target = tmp_path / "scan.tif", io.BytesIO()
    Image.new("I", (40, 40), 70_000).save(path)
    previewer.draw(path, SCAN, target)
    assert Image.open(target).convert("L").getextrema() == (255, 255)


def test_a_wav_that_says_nothing_of_its_length_is_kept(tmp_path):
    content = b"RIFF" + struct.pack("<I", 0) + b"WAVEfmt " + bytes(20) + b"data" + bytes(100)
    assert examined(tmp_path, content, "会议.wav")["media_type"] == "audio/wav"


STREAM = (b"G" + bytes(187)) * 5


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("汇报.odp", b"PK\x03\x04" + bytes(60), "ODF演示文稿，请用WPS另存为.pptx"),
        ("通知.eml", b"From: a@b.cn\r\nSubject: x\r\n\r\nx", "是邮件，请把附件另存出来"),
        ("通知.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "是邮件"),
        ("名册.xlsb", b"PK\x03\x04" + bytes(60), "请另存为.xlsx"),
        ("IMG_1.livp", b"PK\x03\x04" + bytes(60), "苹果实况照片"),
        ("章程.pages", b"PK\x03\x04" + bytes(60), "导出为Word、Excel或PDF"),
        ("通知.uof", b"PK\x03\x04" + bytes(60), "UOF格式"),
        ("红头文件.ceb", b"Founder CEB" + bytes(60), "打印成PDF"),
        ("红头文件.gd", b"\x05GD" + bytes(60), "打印成PDF"),
        ("印章.emf", b"\x01\0\0\0" + bytes(60), "另存为.jpg或PDF"),
        ("会议.mts", STREAM, "摄像机视频（MTS），请"),
        ("会议.m2ts", b"".join(bytes(4) + STREAM[:188] for _ in range(4)), "摄像机视频"),
        ("会议.mp4", STREAM, "摄像机视频"),
        ("会议.mpg", b"\0\0\1\xb3" + bytes(60), "MPG视频"),
        ("会议.mov", box(b"wide", b"") + box(b"mdat", bytes(60)), "旧式的MOV视频"),
        ("会议.mov", box(b"moov", bytes(60)), "旧式的MOV视频"),
    ],
)
def test_what_is_not_taken_is_told_by_its_own_name(tmp_path, name, content, told):
    with pytest.raises(Refusal, match=told):
        examined(tmp_path, content, name)


def test_slides_of_odf_under_another_name_are_told_too(tmp_path):
    parts = {"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"}
    path = tmp_path / "made"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(Refusal):
        examined(tmp_path, path.read_bytes(), "汇报.pptx")
