"""Days, terms and file names as catalogues of many hands have them."""

from datetime import date

import pytest

from archives.rules.old_catalogue import FileFinder, read_day, read_term


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-05",
        "2019.3.5",
        "2019/3/5",
        "20190305",
        "2019年3月5日",
        "2019-03-05T00:00:00",
        "二〇一九年三月五日",
        "2019，3，5",
    ],
)
def test_a_day_is_read_as_it_is_written(text):
    assert read_day(text) == date(2019, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["", "2019", "2019-13-40", "去年", "2019-3-055", "2019年3月", "20190300"],
)
def test_what_is_no_day_is_told(text):
    with pytest.raises(ValueError, match="日期"):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "term"), [("永久", "Y"), ("30 年", "D30"), ("长期", "D30"), ("d10", "D10"), ("", "")]
)
def test_terms(text, term):
    assert read_term(text) == term


def test_a_term_nobody_knows_is_told():
    with pytest.raises(ValueError, match="永久、30年或10年"):
        read_term("20年")


FILES = ["2019/1.pdf", "2019/2.pdf", "照片/1.jpg", "J001-1/a.pdf", "J001-1/b.pdf"]
FILES += ["会议记录、签到册.pdf"]


@pytest.mark.parametrize(
    ("named", "reference", "found"),
    [
        ("2019/1.pdf", "", ["2019/1.pdf"]),
        ("2.pdf", "", ["2019/2.pdf"]),
        ("2", "", ["2019/2.pdf"]),
        ("1.pdf；1.jpg", "", ["2019/1.pdf", "照片/1.jpg"]),
        ("照片/", "", ["照片/1.jpg"]),
        ("会议记录、签到册.pdf", "", ["会议记录、签到册.pdf"]),
        ("会议记录、签到册.pdf；1.jpg", "", ["会议记录、签到册.pdf", "照片/1.jpg"]),
        ("2.pdf，1.jpg", "", ["2019/2.pdf", "照片/1.jpg"]),
        ("2019\\2.pdf", "", ["2019/2.pdf"]),
        ("", "j001-1", ["J001-1/a.pdf", "J001-1/b.pdf"]),
    ],
)
def test_files_are_found_by_what_is_written(named, reference, found):
    assert FileFinder(FILES).find(named, reference) == found


@pytest.mark.parametrize(
    ("named", "told"), [("9.pdf", "没有“9.pdf”"), ("1", "请写明文件夹"), ("", "没有写文件名")]
)
def test_what_is_not_found_or_not_clear_is_told(named, told):
    with pytest.raises(ValueError, match=told):
        FileFinder(FILES).find(named, "")
