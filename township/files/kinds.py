"""The kinds of file the archive takes: endings, media type, upper size and the word for them.

Plain data, importable without Django: the checking child process reads it too.
The list follows DA/T 70's demand for a usable format; `limit` is bytes per file.
"""

from dataclasses import dataclass

MB = 1024 * 1024


# Sound that no browser plays, documents whose words are not read.
UNSHOWN = ("audio/amr", "application/msword", "application/vnd.ms-powerpoint")


@dataclass(frozen=True)
class Kind:
    media_type: str
    label: str
    extensions: tuple[str, ...]
    family: str  # which check reads it: image, pdf, package, compound, text, media
    limit: int
    also: tuple[str, ...] = ()  # endings it may keep though they usually mean another kind

    @property
    def shape(self):
        """How it is looked at: picture, pages, words, sound, film, or nothing but taken along."""
        if self.media_type in UNSHOWN:
            return ""
        if self.family == "media":
            return "film" if self.media_type.startswith("video/") else "sound"
        return {"image": "picture", "pdf": "pages"}.get(self.family, "words")

    def fits(self, ending):
        """Whether a file of this kind may bear the ending (lower case, with its dot)."""
        return ending in self.extensions or ending in self.also


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS = (
    Kind("application/pdf", "PDF文件", (".pdf",), "pdf", 200 * MB),
    Kind("image/jpeg", "照片", (".jpg", ".jpeg", ".jpe", ".jfif"), "image", 60 * MB),
    Kind("image/png", "PNG图片", (".png",), "image", 60 * MB),
    Kind("image/gif", "GIF图片", (".gif",), "image", 20 * MB),
    Kind("image/webp", "WEBP图片", (".webp",), "image", 60 * MB),
    Kind("image/tiff", "TIFF扫描图", (".tif", ".tiff"), "image", 200 * MB),
    Kind("image/bmp", "BMP图片", (".bmp", ".dib"), "image", 60 * MB),
    Kind("image/heic", "苹果手机照片", (".heic", ".heif", ".hif"), "image", 60 * MB),
    Kind(_OFFICE + "wordprocessingml.document", "Word文档", (".docx",), "package", 100 * MB),
    Kind(_OFFICE + "spreadsheetml.sheet", "Excel表格", (".xlsx",), "package", 100 * MB),
    Kind(_OFFICE + "presentationml.presentation", "演示文稿", (".pptx",), "package", 100 * MB),
    Kind(_ODF + "text", "ODF文档", (".odt",), "package", 100 * MB),
    Kind(_ODF + "spreadsheet", "ODF表格", (".ods",), "package", 100 * MB),
    Kind("application/ofd", "OFD版式文件", (".ofd",), "package", 100 * MB),
    Kind("application/msword", "旧版Word文档", (".doc", ".wps", ".dot"), "compound", 100 * MB),
    Kind("application/vnd.ms-excel", "旧版Excel表格", (".xls", ".et"), "compound", 100 * MB),
    Kind("application/vnd.ms-powerpoint", "旧版演示文稿", (".ppt", ".dps"), "compound", 100 * MB),
    Kind("text/plain", "文本文件", (".txt",), "text", 20 * MB, also=(".csv",)),
    Kind("text/csv", "CSV表格", (".csv",), "text", 20 * MB, also=(".txt",)),
    Kind("audio/mpeg", "录音", (".mp3",), "media", 200 * MB),
    Kind("audio/mp4", "录音", (".m4a",), "media", 200 * MB, also=(".mp4", ".mov", ".3gp", ".m4b")),
    Kind("audio/aac", "录音", (".aac",), "media", 200 * MB),
    Kind("audio/amr", "录音", (".amr", ".awb"), "media", 200 * MB),
    Kind("audio/wav", "录音", (".wav",), "media", 200 * MB),
    Kind("video/mp4", "视频", (".mp4", ".mov", ".m4v", ".3gp", ".3gpp"), "media", 200 * MB),
)

KINDS_BY_TYPE = {kind.media_type: kind for kind in KINDS}
KINDS_BY_EXTENSION = {ending: kind for kind in KINDS for ending in kind.extensions}
# Endings that a messenger or browser put there in place of the right one.
WRAPPERS = (".zip", ".rar", ".rtf", ".bin", ".tmp", ".dat", ".download")
WELCOME = "照片、PDF、Word、Excel、WPS、OFD、文本、录音和视频"


def fitting_name(name, kind):
    """The name under which a file of `kind` is kept: another kind's ending gives way to its own.

    Phones cannot rename; a name without an ending, or with a date at its end, gets one more.
    """
    stem, dot, ending = name.rpartition(".")
    if dot and kind.fits(f".{ending.lower()}"):
        return name
    is_another = dot and f".{ending.lower()}" in {*KINDS_BY_EXTENSION, *WRAPPERS}
    return f"{stem if is_another else name}{kind.extensions[0]}"
