import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.files.errors import UploadRefused
from township.files.names import MAX_NAME, clean_name, display_name, hides_number

CHINESE = "万顺村自治章程（定稿）.docx"


@pytest.mark.parametrize(
    ("wrong", "right"), [("latin-1", "utf-8"), ("latin-1", "gb18030"), ("cp437", "gb18030")]
)
def test_a_name_read_with_the_wrong_table_is_read_again(wrong, right):
    assert clean_name(CHINESE.encode(right).decode(wrong)) == CHINESE


@pytest.mark.parametrize("name", ["章程.pdf", "公示.pdf"])
def test_utf8_shown_as_gbk_is_read_again(name):
    assert clean_name(name.encode().decode("gb18030")) == name


def test_rare_characters_and_dots_of_a_village_name_come_back():
    assert clean_name("堃山村·章程.pdf".encode().decode("latin-1")) == "堃山村·章程.pdf"
    assert clean_name("万顺·章程.pdf".encode("gb18030").decode("latin-1")) == "万顺·章程.pdf"


def test_a_guess_that_gives_rare_characters_is_no_better():
    assert clean_name("à@b.txt") == "à@b.txt"


def test_a_name_that_cannot_be_right_takes_any_reading_that_gives_chinese():
    assert clean_name("万堃村.pdf".encode("gb18030").decode("latin-1")) == "万堃村.pdf"


def test_letters_that_only_look_like_bytes_stay():
    assert clean_name("Ã£é.txt") == "Ã£é.txt"
    assert clean_name("¡¤.txt") == "¡¤.txt"


@pytest.mark.parametrize("table", ["gb18030", "utf-8"])
def test_raw_bytes_of_a_name_are_read(table):
    assert clean_name(CHINESE.encode(table).decode("ascii", "surrogateescape")) == CHINESE


def test_bytes_that_are_no_text_do_not_stop_the_name():
    assert clean_name("图\udcff.jpg").endswith(".jpg")


@pytest.mark.parametrize("name", [CHINESE, "会议记录2026年第3次.jpg", "café.txt", "IMG_0001.JPG"])
def test_a_right_name_stays_as_it_is(name):
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\fakepath\\照片.jpg", "照片.jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("文件夹/签到册.pdf", "签到册.pdf"),
        ("定稿?<1>.docx", "定稿？＜1＞.docx"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        (".pdf", "未命名.pdf"),
        ("", "未命名"),
        ("  章程.docx. ", "章程.docx"),
        ("章\u200b程\ufeff.docx", "章程.docx"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_what_is_harmless_is_cleaned(name, cleaned):
    assert clean_name(name) == cleaned


@pytest.mark.parametrize(
    "name", ["a\x00.jpg", "a\n.jpg", "a\x1b[2J.jpg", "\u202egpj.exe", "a\u2028b", "a\ud800.jpg"]
)
def test_control_characters_and_turned_writing_are_refused_visibly(name):
    with pytest.raises(UploadRefused, match="控制字符，请重命名后再上传") as refusal:
        clean_name(name)
    assert "�" in refusal.value.sentence


def test_a_name_may_have_255_characters_and_no_more():
    assert clean_name("文" * (MAX_NAME - 4) + ".pdf")
    with pytest.raises(UploadRefused, match="文件名有300个字，太长了") as refusal:
        clean_name("文" * 296 + ".pdf")
    assert len(refusal.value.sentence) < 80


def test_a_long_name_is_shown_with_both_ends():
    assert display_name("文" * 40 + "01.pdf") == "文" * 21 + "…文文01.pdf"


@given(st.text(max_size=260))
def test_a_name_is_cleaned_once_and_for_all_or_refused(name):
    try:
        cleaned = clean_name(name)
    except UploadRefused as refusal:
        assert refusal.sentence.endswith("。")
        return
    assert 0 < len(cleaned) <= MAX_NAME + len("未命名")
    assert not set(cleaned) & set('/\\<>:"|?*\0\n\r')
    assert not cleaned.endswith((".", " "))


@pytest.mark.parametrize("name", ["张三510101197503070011.pdf", "张三 138-0000-1111.pdf"])
def test_the_number_of_a_person_is_no_part_of_a_name(name):
    cleaned = clean_name(name)
    assert cleaned.startswith("张三") and cleaned.endswith(".pdf")
    assert "0011" not in cleaned and "0000" not in cleaned
    assert "*" not in cleaned and clean_name(cleaned) == cleaned
    assert hides_number(cleaned) and not hides_number(name)


@pytest.mark.parametrize(
    "name", ["合影.jpg", "张三1234.pdf", "＊＊＊＊.pdf", "2026年11月会议.docx"]
)
def test_a_name_without_a_number_hides_none(name):
    assert not hides_number(clean_name(name))
