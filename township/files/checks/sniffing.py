"""What a file is by its first bytes, and the phrase for what is never taken."""

from township.files.checks import POLYGLOT, Refusal
from township.files.kinds import WELCOME

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
SOUND_BRANDS = {b"M4A ", b"M4B "}
FILM_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"qt  "}
FILM_BRANDS |= {b"M4V ", b"M4VH", b"MSNV", b"dash", b"3g2a", b"3g2b", b"3g2c", b"FACE"}
FILM_BRANDS |= {b"3gp%d" % version for version in range(1, 10)}

PROGRAM = "是程序或脚本，不能作为档案上传"
WEB_PAGE = "是网页或带脚本的图形，不能作为档案上传，请另存为PDF后再上传"
SHEET_PAGE = "是网页格式的表格，请用WPS或Excel打开，另存为.xlsx后再上传"
TABLE_ENDINGS = (".xls", ".xlsx", ".et", ".csv")
ARCHIVE = "是压缩包，请解压后把里面的文件逐个上传"
RICH_TEXT = "是RTF格式，请用WPS或Word另存为.docx后再上传"
BINARY_SHEET = "是二进制格式的Excel表格，请另存为.xlsx后再上传"
MAIL = "是邮件，请把附件另存出来上传，正文打印成PDF后再上传"
LIVE_PHOTO = "是苹果实况照片，请在手机上导出为.jpg后再上传"
APPLE = "是苹果办公软件的文件，请导出为Word、Excel或PDF后再上传"
SLIDES = "是ODF演示文稿，请用WPS另存为.pptx后再上传"
UOF = "是UOF格式的文件，请用WPS另存为.docx、.xlsx或.pptx后再上传"
READER = "要用专门的阅读软件打开，请在那里打印成PDF后再上传"
DRAWING = "是少见的图形格式，请另存为.jpg或PDF后再上传"
UNKNOWN = f"不是可以收的文件，可以上传{WELCOME}"


def _convert(label, ending):
    return f"是{label}，请用手机相册、录音机或WPS另存为{ending}后再上传"


# Films of old cameras, whose boxes tell no brand.
OLD_FILM = {b"moov", b"mdat", b"wide", b"pnot"}
# Where a packet of a transport stream begins, and how long one is (ISO/IEC 13818-1 2.4.3).
STREAMS = ((0, 188), (4, 192))
PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
)
FOREIGN_SOUND, FOREIGN_FILM = ".mp3或.m4a", ".mp4"
REFUSED_STARTS = (
    (b"#!SILK", _convert("微信或QQ语音（SILK）", FOREIGN_SOUND)),
    (b"\x02#!SILK", _convert("微信或QQ语音（SILK）", FOREIGN_SOUND)),
    (b"OggS", _convert("OGG录音", FOREIGN_SOUND)),
    (b"fLaC", _convert("FLAC录音", FOREIGN_SOUND)),
    (b"caff", _convert("CAF录音", FOREIGN_SOUND)),
    (b"MAC ", _convert("APE录音", FOREIGN_SOUND)),
    (b"0&\xb2u\x8ef\xcf\x11", _convert("WMA录音或WMV视频", "手机能放的.mp3或.mp4")),
    (b"\x1aE\xdf\xa3", _convert("MKV或WEBM视频", FOREIGN_FILM)),
    (b"FLV\x01", _convert("FLV视频", FOREIGN_FILM)),
    (b".RMF", _convert("RM视频", FOREIGN_FILM)),
    (b"\x00\x00\x01\xba", _convert("MPG视频", FOREIGN_FILM)),
    (b"\x00\x00\x01\xb3", _convert("MPG视频", FOREIGN_FILM)),
    (b"8BPS", _convert("Photoshop图片", ".jpg")),
    (b"\x00\x00\x00\x0cjP  ", _convert("JPEG2000图片", ".jpg")),
    (b"\xff\x0a", _convert("JPEG XL图片", ".jpg")),
    (b"%!PS", "是PostScript文件，请另存为PDF后再上传"),
    (b"AC10", "是CAD图纸，请另存为PDF后再上传"),
    *((start, PROGRAM) for start in PROGRAM_STARTS),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
    (b"{\\rtf", RICH_TEXT),
)
MACRO_FORMAT = "是带宏的格式，请另存为不带宏的文件（.docx、.xlsx、.pptx）后再上传"
PROGRAM_ENDINGS = (
    "exe dll com scr msi msp mst bat cmd ps1 psm1 psd1 ps1xml vbs vbe js jse wsf wsh hta "
    "lnk jar apk sh bash csh ksh py pyw pl rb php pif cpl reg scf url website desktop iqy "
    "dqy oqy rqy inf theme search-ms rdp application gadget vb ws msc sct wsc scpt command "
    "app appref-ms settingcontent-ms library-ms xll wll ocx sys drv msix appx appinstaller "
    "diagcab hlp deb rpm dmg run"
)
# What is taken is decided by KINDS and by the content; these endings only have words of their own.
ENDINGS_TOLD = {
    f".{ending}": phrase
    for phrase, endings in (
        (PROGRAM, PROGRAM_ENDINGS),
        (WEB_PAGE, "htm html xhtml mht mhtml svg svgz xml swf chm"),
        (ARCHIVE, "7z gz tgz tar bz2 xz cab iso img vhd vhdx"),
        (MACRO_FORMAT, "docm dotm xlsm xltm xlam pptm potm ppsm xla"),
        (BINARY_SHEET, "xlsb"),
        (MAIL, "eml msg oft"),
        (LIVE_PHOTO, "livp"),
        (APPLE, "pages numbers key"),
        (SLIDES, "odp"),
        (UOF, "uof uot uos uop"),
        (READER, "ceb cebx sep gd gw caj kdh nh xps oxps epub"),
        (DRAWING, "wmf emf cdr ico tga pcx ai"),
    )
    for ending in endings.split()
}
BITMAP_HEADERS = {bytes([length, 0, 0, 0]) for length in (12, 40, 52, 56, 64, 108, 124)}
MARKUP_STARTS = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml")
MARKUP_STARTS += (b"<table", b"<meta", b"<style", b"<workbook", b"<div")
MARKUP_STARTS += (b"<?php", b"<iframe", b"<hta:", b"<!--", b"mime-version:")
SIMPLE_STARTS = (
    (b"#!AMR", "audio/amr"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"\xff\xf0", "audio/aac"),
    (b"\xff\xf8", "audio/aac"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xfa", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
)
ZIP = "zip"
COMPOUND = "compound"
TEXT = "text/plain"


def sniff(head):
    """Media type, ZIP or COMPOUND (looked into later), or TEXT for everything unrecognised.

    `head`: the first 4,096 bytes. Raises Refusal for programs, web pages, archives.
    """
    for start, media_type in SIMPLE_STARTS:
        if head.startswith(start):
            return media_type
    for start, phrase in REFUSED_STARTS:
        if head.startswith(start):
            raise Refusal(phrase)
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return COMPOUND
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return "image/webp" if head[8:12] == b"WEBP" else "audio/wav"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        raise Refusal(_convert("AVI视频", FOREIGN_FILM))
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        raise Refusal(_convert("AIFF录音", FOREIGN_SOUND))
    if _is_bitmap(head):
        return "image/bmp"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in OLD_FILM:
        raise Refusal(_convert("旧式的MOV视频", FOREIGN_FILM))
    if any(head[at : at + 1] == b"G" == head[at + step : at + step + 1] for at, step in STREAMS):
        raise Refusal(_convert("摄像机视频（MTS）", FOREIGN_FILM))
    # Some old scanners put blank lines or a byte order mark in front.
    plain = head.lstrip(b"\xef\xbb\xbf\r\n\t \x00")
    if plain.startswith(b"%PDF-"):
        return "application/pdf"
    if b"%PDF-" in head[:1024]:
        raise Refusal(POLYGLOT)
    if is_markup(head):
        raise Refusal(WEB_PAGE)
    return TEXT


def is_markup(head):
    """Whether a file that begins with these bytes is a web page or XML."""
    plain = head.lstrip(b"\xef\xbb\xbf\r\n\t \x00")
    return plain.lower().startswith(MARKUP_STARTS) or _utf16_markup(head)


def is_program_name(name):
    """Whether a system would start what is called so; blanks and dots behind do not count."""
    ending = name.rstrip(" .\0").lower().rpartition(".")[2]
    return ending in PROGRAM_ENDINGS.split()


def sniff_as(head, ending):
    """The same for a file called so: a table that an old system wrote as a page can be converted
    to a workbook, and as PDF nobody could read it in again."""
    if ending in TABLE_ENDINGS and is_markup(head):
        raise Refusal(SHEET_PAGE)
    return sniff(head)


def _is_bitmap(head):
    return head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:18] in BITMAP_HEADERS


def _by_brand(head):
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, 48, 4))}
    if head[8:12] in HEIF_BRANDS:
        return "image/heic"
    if head[8:12] in SOUND_BRANDS:
        return "audio/mp4"
    if brands & FILM_BRANDS:
        return "video/mp4"
    if brands & {b"avif", b"avis"}:
        raise Refusal(_convert("AVIF图片", ".jpg"))
    raise Refusal(UNKNOWN)


def _utf16_markup(head):
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    words = head[: len(head) & ~1].decode("utf-16", "replace").lstrip().lower().encode()
    return words.startswith(MARKUP_STARTS)
