import io

import pytest
from PIL import Image

from tests.hostile import (
    film,
    heic,
    looping_compound,
    ofd,
    old_word,
    open_document,
    pdf,
    phone_photo,
    photo,
    slides,
    word,
    workbook,
)
from township.files import previewer, reader
from township.files.derive import extract_text, preview
from township.files.errors import PreviewUnavailable
from township.files.models import StoredFile
from township.files.storing import store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def kept(content, name):
    return store(io.BytesIO(content), name)


@pytest.mark.parametrize(("build", "name"), [(phone_photo, "IMG_1.jpg"), (heic, "IMG_2.HEIC")])
def test_a_preview_stands_upright_and_tells_no_place_while_the_original_keeps_all(build, name):
    original = build()
    file = kept(original, name)
    with Image.open(preview(file)) as picture:
        assert picture.size == (48, 64)
        assert dict(picture.getexif()) == {}
        red, _, blue = picture.convert("RGB").getpixel((24, 60))
        assert red > blue
    assert file.path.read_bytes() == original


def test_a_large_photo_becomes_at_most_1600_pixels_and_is_drawn_once():
    file = kept(photo(size=(4000, 1000)), "全景.jpg")
    first = preview(file)
    with Image.open(first) as picture:
        assert picture.size == (1600, 400)
    drawn_at = first.stat().st_mtime_ns
    assert preview(file).stat().st_mtime_ns == drawn_at


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "CMYK", "I;16"])
def test_every_kind_of_picture_has_a_preview(tmp_path, mode):
    image = Image.new(mode, (40, 30))
    if mode == "P":
        image.info["transparency"] = 0
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    target = tmp_path / "picture"
    image.save(target, kind)
    with io.BytesIO() as out:
        previewer.draw(target, f"image/{kind.lower()}", out)
        assert Image.open(out).size == (40, 30)


def test_what_has_no_preview_says_why():
    with pytest.raises(PreviewUnavailable, match="没有预览图"):
        preview(kept(word(), "章程.docx"))


def test_a_photo_that_broke_on_disk_has_no_preview():
    file = StoredFile(sha256="0" * 64, size=1, media_type="image/jpeg")
    with pytest.raises(PreviewUnavailable, match="不能预览"):
        preview(file)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("章程.docx", word, ("万顺村自治章程", "第一条 村民会议是最高议事机构。")),
        ("表.xlsx", workbook, ("花名册", "姓名 小组", "张三 一组")),
        ("章程.pdf", pdf, ("Charter", "First article.")),
        ("汇报.pptx", slides, ("创建动员会",)),
        ("章程.odt", open_document, ("村务公开栏",)),
        ("回执.ofd", ofd, ("备案回执",)),
        ("说明.txt", lambda: "村务公开".encode("gb18030"), ("村务公开",)),
    ],
)
def test_words_of_a_document_are_found(name, content, words):
    file, out = kept(content(), name), io.StringIO()
    text = extract_text(file)
    reader.write(file.path, file.media_type, out)
    assert out.getvalue() == text
    for word_ in words:
        assert word_ in text


@pytest.mark.parametrize(
    ("name", "content"), [("章程.doc", old_word), ("照片.jpg", photo), ("现场.mp4", film)]
)
def test_what_has_no_words_gives_none(name, content):
    file = kept(content(), name)
    assert extract_text(file) == ""
    assert not list(reader.pieces_of(file.path, "application/msword"))


def test_words_stop_at_the_limit(tmp_path, capsys):
    path = tmp_path / "long"
    path.write_text("自" * 300_000)
    out = io.StringIO()
    reader.write(path, "text/plain", out)
    assert len(out.getvalue()) == reader.MOST_LETTERS


def test_a_document_that_cannot_be_read_gives_no_words():
    file = StoredFile(sha256="0" * 64, size=1, media_type="application/pdf")
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(looping_compound())
    assert extract_text(file) == ""
