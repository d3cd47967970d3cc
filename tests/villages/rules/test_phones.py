"""Telephone numbers as people write them; what is wrong is told without the number."""

import pytest

from villages.rules.phones import VeiledPhone, phone_remark, read_phone


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("028-87654321", "028-87654321"),
        ("87654321", "87654321"),
        ("无", None),
        ("", None),
    ],
)
def test_phones(written, read):
    assert read_phone(written) == read


@pytest.mark.parametrize("written", ["1380000123", "138000012345", "12", "张三"])
def test_phones_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="联系电话"):
        read_phone(written)


@pytest.mark.parametrize(
    "written",
    [
        *("电话：13800000001", "手机13800000001", "'13800000001", "(86)13800000001"),
        *("0086-13800000001", "86-138-0000-0001", "\u202d13800000001\u202c", "\u00a013800000001"),
        *("086-13800000001", "086 13800000001", "+086 138-0000-0001"),
        *("13800000001\u200b", "(+86)138 0000 0001", "联系电话:138 0000 0001"),
    ],
)
def test_what_surrounds_a_number_is_taken_off(written):
    assert (read_phone(written), phone_remark(written)) == ("13800000001", "")


@pytest.mark.parametrize(
    "written", ["（023）47200001", "023 47200001", "023—47200001", "+86 023-47200001"]
)
def test_an_area_code_is_divided_by_a_hyphen(written):
    assert read_phone(written) == "023-47200001"


@pytest.mark.parametrize("written", ["—", "/", "无电话", "暂无", "无", "-"])
def test_signs_for_no_number(written):
    assert read_phone(written) is None and phone_remark(written) == ""


@pytest.mark.parametrize(
    "written",
    [f"13800000001{sign}13900000002" for sign in "/、\n 或"],
)
def test_the_first_of_two_is_kept_and_the_second_told(written):
    assert read_phone(written) == "13800000001"
    assert "“139****0002”没有记" in phone_remark(written)
    assert "“子”没有记" in phone_remark("13800000001（子）")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("138000000O1", "里面有“O”"),
        ("1.38E+10", "科学计数"),
        ("2347200001", "少了区号"),
        ("660001", "有6位"),
        ("138000000012", "有12位"),
        ("同上", "没有数字"),
        ("13800000001转2", "里面有“转”"),
    ],
)
def test_what_is_wrong_is_told_and_the_number_is_not(written, told):
    with pytest.raises(ValueError, match=told) as fault:
        read_phone(written)
    assert "00000" not in str(fault.value)


def test_a_veiled_number_stays_what_it_is():
    for written in ("138****0001", "****0001", "（密钥不符，读不出）"):
        assert isinstance(read_phone(written), VeiledPhone) and read_phone(written) == written
