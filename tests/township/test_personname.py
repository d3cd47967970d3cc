"""One person has one spelling; what cannot be the name of one person is told."""

import pytest

from township.personname import LONGEST, read_name, read_names


@pytest.mark.parametrize(
    "written",
    [
        "张  三",
        "张\u3000三",
        "张 三",
        "张\u200b三",
        "张\n三",
        " 张三\u202c",
        "张\u00a0三",
        "张\ufe00三",
    ],
)
def test_blanks_and_invisible_signs_go(written):
    assert read_name(written) == "张三"


@pytest.mark.parametrize("dot", "·•・.．‧⋅・･∙●᛫⸱")
def test_the_middle_dot_is_one(dot):
    assert read_name(f"买买提{dot}艾力") == read_name(f"买买提 {dot} 艾力") == "买买提·艾力"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Nurbek  Ali", "Nurbek Ali"),
        ("Jean-Pierre Li", "Jean-Pierre Li"),
        ("𠮷田㐂", "𠮷田㐂"),
        ("王○一", "王〇一"),
        ("⺠测一", "民测一"),
        ("⼀凡", "一凡"),
        ("张三(大)", "张三（大）"),
        ("张三（小名石头）", "张三（小名石头）"),
        ("欧阳 修远", "欧阳修远"),
        ("欧阳\n修远", "欧阳修远"),
        ("王和平", "王和平"),
        ("阿布都热依木江．阿布都热合曼", "阿布都热依木江·阿布都热合曼"),
        ("张" * LONGEST, "张" * LONGEST),
    ],
)
def test_names(written, read):
    assert read_name(written) == read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "没有姓名"),
        (" \u200b", "没有姓名"),
        ("张三、李四", "两个人"),
        ("张三/李四", "两个人"),
        ("张三，李四", "两个人"),
        ("张三\n李四", "两个人"),
        ("张三 李四", "两个人"),
        ("张三和李四", "两个人"),
        ("张三(中共党员)", "“中共党员”不是姓名"),
        ("张三（已故）", "“已故”不是姓名"),
        ("张三\n（签字）", "“签字”不是姓名"),
        ("张三（组长）", "“组长”不是姓名"),
        ("张某某", "没有写全"),
        ("—", "不像姓名"),
        ("--", "不像姓名"),
        ("无", "不像姓名"),
        ("张-三", "“-”不是姓名里的字"),
        ("沈❤️测", "“❤”不是姓名里的字"),
        ("😀", "不像姓名"),
        ("张三2", "“2”不是姓名里的字"),
        ("王O一", "不是姓名里的字"),
        ("\ue000测", "自造字"),
        ("\U000f0001测", "自造字"),
        ("13800001234", "不像姓名"),
        ("张" * (LONGEST + 1), f"有{LONGEST + 1}个字，最多{LONGEST}个"),
    ],
)
def test_what_is_no_name_is_told(written, told):
    with pytest.raises(ValueError, match=told):
        read_name(written)


def test_several_persons_are_divided_in_one_way():
    assert read_names("张 三，李四;王五/买买提.艾力") == "张三、李四、王五、买买提·艾力"
    assert read_names("张三（书记）、李四") == "张三（书记）、李四"
    assert read_names("张三\n李四、") == "张三、李四"
    with pytest.raises(ValueError, match="不像姓名"):
        read_names("张三、3人")
