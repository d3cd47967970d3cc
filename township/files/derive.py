"""What can be made from a kept file at any time: previews, a film without its place, words.

The original stays bit for bit; a preview is a new picture without place or camera data.
"""

import json
import os
import tempfile

from township.files import blobs, sandbox
from township.files.errors import PreviewUnavailable

PREVIEW_SECONDS = 20
READING_SECONDS = 40
UNDRAWN = "这张照片不能预览，请下载后查看。"
UNCLEANED = "这段录像去不掉拍摄位置，只有村（居）和镇创建办公室能看。"
FILM_SECONDS = 60
DESCRIBED = ("video/mp4", "audio/mp4")
MOST_PAGES = 30  # of a PDF, drawn one by one as they are looked at
UNDRAWN_PAGE = "这一页不能在这里显示，请下载后查看。"
UNREADABLE = "这种文件不能在这里显示，请下载后查看。"
UNLAID = "这份文件加不上文字，请下载原件。"
LAYING_SECONDS = 120
READABLE = ("pdf", "package", "compound", "text")


def preview(file):
    """Path of a JPEG (at most 1,600 pixels a side, upright, no metadata). PreviewUnavailable."""
    if not file.is_image:
        raise PreviewUnavailable("这种文件没有预览图，请下载后查看。")
    target = blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}.jpg"
    if target.exists():
        return target
    _keep(_made(file, "previewer", file.media_type, UNDRAWN), target)
    return target


def placeless(file):
    """Path and media type of what others than its keepers may have: no place, no camera.

    Pictures as previews, films and recordings without their descriptions; None for what tells no
    place. Raises PreviewUnavailable.
    """
    if file.is_image:
        return preview(file), "image/jpeg"
    if file.media_type not in DESCRIBED:
        return None
    target = blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}{file.extension}"
    if not target.exists():
        _clean_film(file, target)
    return target, file.media_type


def _clean_film(file, target):
    path = file.path
    with tempfile.TemporaryDirectory(dir=blobs.temporary_folder(), prefix="film-") as folder:
        cleaned = os.path.join(folder, "cleaned")
        try:
            sandbox.run(
                "township.files.filmcleaner",
                path,
                cleaned,
                reads=[path],
                writes=[folder],
                wall_seconds=FILM_SECONDS,
            )
        except sandbox.ChildFailed:
            raise PreviewUnavailable(UNCLEANED) from None
        with blobs.storage_errors():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.rename(cleaned, target)


def shown_pages(file):
    """How many pages of a PDF are drawn: all, or the first MOST_PAGES of many."""
    return min(file.pages or 1, MOST_PAGES) if file.kind.shape == "pages" else 0


def page_picture(file, number):
    """Path of a JPEG of one page of a PDF, counted from 1. PreviewUnavailable."""
    if not 1 <= number <= shown_pages(file):
        raise PreviewUnavailable("没有这一页，请下载后查看。")
    target = blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}.{number}.jpg"
    if not target.exists():
        _keep(_made(file, "pagedrawer", number, UNDRAWN_PAGE), target)
    return target


def searchable(file, lines_by_page):
    """Path of a copy of a scanned PDF in which the words read off its pages can be searched:
    {number: lines}, the same each time it is asked for. PreviewUnavailable."""
    target = blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}.words.pdf"
    if target.exists():
        return target
    path = file.path
    try:
        made = sandbox.run(
            "township.files.scanlayer",
            path,
            reads=[path],
            given=json.dumps(lines_by_page).encode(),
            wall_seconds=LAYING_SECONDS,
        )
    except sandbox.ChildFailed:
        raise PreviewUnavailable(UNLAID) from None
    _keep(made, target)
    return target


def outline(file):
    """What a document says: {"blocks": [{"text"}, {"heading"} or {"rows"}], "is_cut"}.

    Raises PreviewUnavailable where it cannot be read.
    """
    if file.kind.shape != "words":
        raise PreviewUnavailable(UNREADABLE)
    target = blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}.json"
    if not target.exists():
        _keep(_made(file, "outliner", file.media_type, UNREADABLE), target)
    return json.loads(target.read_text("utf-8"))


def _made(file, program, argument, sentence):
    path = file.path
    try:
        return sandbox.run(
            f"township.files.{program}", path, argument, reads=[path], wall_seconds=PREVIEW_SECONDS
        )
    except sandbox.ChildFailed:
        raise PreviewUnavailable(sentence) from None


def _keep(content, target):
    with blobs.storage_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=blobs.temporary_folder())
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.rename(temporary, target)


def extract_text(file):
    """Words of a document for the search index, at most 200,000 characters; "" when it has none.

    Takes seconds for long documents: call it from a background task.
    """
    if file.kind.family not in READABLE:
        return ""
    path = file.path
    try:
        words = sandbox.run(
            "township.files.reader",
            path,
            file.media_type,
            reads=[path],
            wall_seconds=READING_SECONDS,
        )
    except sandbox.ChildFailed:
        return ""
    return words.decode("utf-8", "replace")
