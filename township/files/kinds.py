"""The kinds of file the archive takes: endings, media type, upper size and the word for them.

Plain data, importable without Django: the checking child process reads it too.
The list follows DA/T 70's demand for a usable format; `limit` is bytes per file.
"""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Kind:
    media_type: str
    label: str
    extensions: tuple[str, ...]
    family: str  # which check reads it: image, pdf, package, compound, text, media
    limit: int


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS = (
    Kind("application/pdf", "PDF文件", (".pdf",), "pdf", 200 * MB),
    Kind("image/jpeg", "照片", (".jpg", ".jpeg", ".jpe", ".jfif"), "image", 60 * MB),
    Kind("image/png", "PNG图片", (".png",), "image", 60 * MB),
    Kind("image/gif", "GIF图片", (".gif",), "image", 20 * MB),
    Kind("image/webp", "WEBP图片", (".webp",), "image", 60 * MB),
    Kind("image/tiff", "TIFF扫描图", (".tif", ".tiff"), "image", 200 * MB),
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
    Kind("text/plain", "文本文件", (".txt",), "text", 20 * MB),
    Kind("text/csv", "CSV表格", (".csv",), "text", 20 * MB),
    Kind("audio/mpeg", "录音", (".mp3",), "media", 200 * MB),
    Kind("audio/mp4", "录音", (".m4a",), "media", 200 * MB),
    Kind("audio/wav", "录音", (".wav",), "media", 200 * MB),
    Kind("video/mp4", "视频", (".mp4", ".mov", ".m4v"), "media", 200 * MB),
)

KINDS_BY_TYPE = {kind.media_type: kind for kind in KINDS}
KINDS_BY_EXTENSION = {ending: kind for kind in KINDS for ending in kind.extensions}
WELCOME = "照片、PDF、Word、Excel、WPS、OFD、文本、录音和视频"
