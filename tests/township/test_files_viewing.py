"""Files made ready to be looked at: pages drawn, words and tables read, both bounded."""

import io

import docx
import openpyxl
import pytest
import typst
from PIL import Image

from tests.hostile import (
    broken_zip,
    film,
    mp3,
    ofd,
    old_word,
    open_document,
    pdf,
    photo,
    saved,
    slides,
    word,
    workbook,
)
from township.files import blobs, derive, outliner
from township.files.derive import outline, page_picture, shown_pages
from township.files.errors import PreviewUnavailable
from township.files.storing import store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def kept(content, name):
    return store(io.BytesIO(content), name)


def said(*lines):
    return [{"text": line} for line in lines]


def paged(count):
    return typst.compile("#pagebreak()\n".join(f"= {n}\n" for n in range(count)).encode())


def test_a_page_is_drawn_once_and_as_wide_as_a_screen():
    file = kept(paged(2), "章程.pdf")
    first = page_picture(file, 2)
    with Image.open(first) as picture:
        assert picture.format == "JPEG" and picture.width == 1074
        assert (
            picture.convert("L").getextrema()[1] > 0 and picture.convert("L").getextrema()[0] < 90
        )
    drawn_at = first.stat().st_mtime_ns
    assert page_picture(file, 2) == first and first.stat().st_mtime_ns == drawn_at
    assert page_picture(file, 1) != first


def test_only_so_many_pages_are_drawn(monkeypatch):
    file = kept(paged(4), "长.pdf")
    assert shown_pages(file) == 4
    monkeypatch.setattr(derive, "MOST_PAGES", 3)
    assert shown_pages(file) == 3
    assert page_picture(file, 3).exists()
    for number in (0, 4, -1):
        with pytest.raises(PreviewUnavailable):
            page_picture(file, number)


def test_a_pdf_that_broke_on_disk_and_what_is_none_have_no_pages():
    file = kept(pdf(), "章程.pdf")
    file.path.chmod(0o600)
    file.path.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(PreviewUnavailable) as told:
        page_picture(file, 1)
    assert "下载" in told.value.sentence
    assert not list((blobs.root() / "previews").rglob("*.jpg"))
    with pytest.raises(PreviewUnavailable):
        page_picture(kept(photo(), "照片.jpg"), 1)


@pytest.mark.parametrize(
    ("build", "name", "blocks"),
    [
        (
            word,
            "章程.docx",
            said("万顺村自治章程", "第一条 村民会议是最高议事机构。"),
        ),
        (workbook, "花名册.xlsx", [{"rows": [["姓名", "小组"], ["张三", "一组"]]}]),
        (slides, "动员会.pptx", [{"text": "创建动员会"}]),
        (open_document, "公开.odt", [{"text": "村务公开栏"}]),
        (ofd, "回执.ofd", [{"text": "备案回执"}]),
        (
            lambda: "第一行\n\n第二行".encode("gbk"),
            "记录.txt",
            [{"text": "第一行"}, {"text": "第二行"}],
        ),
        (
            lambda: "姓名,户数\n张三,3".encode(),
            "表.csv",
            [{"rows": [["姓名", "户数"], ["张三", "3"]]}],
        ),
    ],
)
def test_what_a_document_says(build, name, blocks):
    assert outline(kept(build(), name)) == {"blocks": blocks, "is_cut": False}


def test_a_table_stands_where_it_stood_and_markup_stays_text():
    document = docx.Document()
    document.add_paragraph("表前 <script>alert(1)</script>")
    table = document.add_table(rows=2, cols=2)
    for place, words in enumerate(("小组", "户数", "一组\n（上坝）", "12")):
        table.cell(place // 2, place % 2).text = words
    document.add_paragraph("表后")
    told = outline(kept(saved(document), "表.docx"))["blocks"]
    assert told == [
        {"text": "表前 <script>alert(1)</script>"},
        {"rows": [["小组", "户数"], ["一组\n（上坝）", "12"]]},
        {"text": "表后"},
    ]


def test_a_formula_is_not_worked_out_and_dates_and_numbers_read_as_written(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["日期", "户数", "是否", "合计"])
    import datetime

    sheet.append([datetime.datetime(2026, 3, 5), 12.0, True, "=1+1"])
    book.create_sheet("第二张").append(["二"])
    path = tmp_path / "表.xlsx"
    book.save(path)
    told = outliner.outline(str(path), workbook_type())["blocks"]
    assert told[0] == {"heading": "Sheet"} and told[2] == {"heading": "第二张"}
    assert told[1]["rows"][1] == ["2026-03-05", "12", "是", ""]


def workbook_type():
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_what_is_long_is_cut_and_said_to_be(tmp_path):
    book = openpyxl.Workbook()
    for number in range(outliner.MOST_ROWS + 1):
        book.active.append([number, *["x"] * outliner.MOST_COLUMNS])
    path = tmp_path / "长.xlsx"
    book.save(path)
    told = outliner.outline(str(path), workbook_type())
    (table,) = told["blocks"]
    assert told["is_cut"] and len(table["rows"]) == outliner.MOST_ROWS
    assert {len(row) for row in table["rows"]} == {outliner.MOST_COLUMNS}
    text = tmp_path / "长.txt"
    for count, is_cut in ((outliner.MOST_LINES, False), (outliner.MOST_LINES + 1, True)):
        text.write_text("一行\n" * count)
        told = outliner.outline(str(text), "text/plain")
        assert (len(told["blocks"]), told["is_cut"]) == (outliner.MOST_LINES, is_cut)


@pytest.mark.parametrize(
    ("build", "name"),
    [(old_word, "旧.doc"), (photo, "照片.jpg"), (film, "录像.mp4"), (mp3, "音.mp3")],
)
def test_what_cannot_be_read_says_so(build, name):
    with pytest.raises(PreviewUnavailable) as told:
        outline(kept(build(), name))
    assert "下载" in told.value.sentence


def test_a_document_that_broke_on_disk_says_so():
    file = kept(word(), "章程.docx")
    file.path.chmod(0o600)
    file.path.write_bytes(broken_zip())
    with pytest.raises(PreviewUnavailable):
        outline(file)
