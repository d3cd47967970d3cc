"""How sheets write sex, political status and schooling: everyday words, and the words and codes of
GB/T 2261.1 (sex), GB/T 4762 (political status) and GB/T 4658 (schooling)."""

import re
from collections.abc import Mapping

from villages.models import Person

GENDERS = {
    Person.Gender.MAN: (
        "男",
        "男性",
        "1",
        "01",
        "M",
        "m",
        "Male",
        "male",
        "先生",
        "男士",
        "♂",
        "男的",
    ),
    Person.Gender.WOMAN: (
        *("女", "女性", "2", "02", "F", "f", "Female", "female", "女士", "♀", "女的", "妇女"),
    ),
}
_PARTIES = {
    "民革": ("中国国民党革命委员会", "4"),
    "民盟": ("中国民主同盟", "5"),
    "民建": ("中国民主建国会", "6"),
    "民进": ("中国民主促进会", "7"),
    "农工党": ("中国农工民主党", "8"),
    "致公党": ("中国致公党", "9"),
    "九三学社": ("九三学社", "10"),
    "台盟": ("台湾民主自治同盟", "11"),
}
_OF_PARTIES = tuple(
    f"{name}{member}"
    for short, (whole, _) in _PARTIES.items()
    for name in (short, whole, short.removesuffix("党"))
    for member in ("", "党员", "会员", "盟员", "社员", "成员")
)


def _codes(*codes):
    return tuple(spelling for code in codes for spelling in (code, code.zfill(2)))


POLITICAL = {
    Person.Political.PARTY: (
        *("中共党员", "党员", "共产党员", "中国共产党党员", "中国共产党", "中共", "正式党员"),
        *("中共正式党员", "中共党员(正式)", "党员(正式)", *_codes("1")),
    ),
    Person.Political.CANDIDATE: (
        *("中共预备党员", "预备党员", "中国共产党预备党员", "中共党员(预备)", "党员(预备)"),
        *("预备", *_codes("2")),
    ),
    Person.Political.LEAGUE: (
        *("共青团员", "团员", "中国共产主义青年团团员", "中国共青团团员", "中国共青团员"),
        *("共青团团员", "共青团", *_codes("3")),
    ),
    Person.Political.OTHER_PARTY: (
        *("民主党派", "民主党派成员", *_OF_PARTIES),
        *_codes(*(code for _, code in _PARTIES.values())),
    ),
    Person.Political.NO_PARTY: (
        *("无党派人士", "无党派民主人士", "无党派", "民主人士", *_codes("12")),
    ),
    Person.Political.MASSES: ("群众", "普通公民", "公民", "一般群众", "普通群众", *_codes("13")),
}
EDUCATION = {
    Person.Education.PRIMARY: (
        *("小学及以下", "小学", "小学教育", "文盲", "半文盲", "文盲或半文盲", "扫盲", "不识字"),
        *("未上学", "未上过学", "没上过学", "私塾", "初小", "高小"),
    ),
    Person.Education.JUNIOR: ("初中", "初级中学", "初级中学教育", "中学", "普通初中"),
    Person.Education.SENIOR: (
        *("高中(中专)", "高中", "普通高中", "普通高级中学", "普通高级中学教育", "高级中学", "中专"),
        *("中等专科", "中等专业学校", "中等职业教育", "中职", "职中", "职高", "职业高中", "中技"),
        *("技校", "技工学校", "技工", "中师", "高中(职高)", "高中(技校)"),
    ),
    Person.Education.COLLEGE: (
        *("大专", "专科", "大学专科", "大学专科教育", "专科教育", "高职", "高专", "高职高专"),
        *("高等职业教育", "高等专科", "职业技术学院", "大学普通班", "成人大专", "电大"),
    ),
    Person.Education.BACHELOR: (
        *("本科及以上", "本科", "大学", "大学本科", "大学本科教育", "本科教育", "全日制本科"),
        *("研究生", "研究生教育", "研究生班", "硕士", "硕士研究生", "博士", "博士研究生", "博士后"),
    ),
}
# GB/T 4658: the first digit is the level; 9 has meant 文盲 and means 其他 now.
LEVELS: Mapping[str, Person.Education] = {
    "1": Person.Education.BACHELOR,
    "2": Person.Education.BACHELOR,
    "3": Person.Education.COLLEGE,
    "4": Person.Education.SENIOR,
    "5": Person.Education.SENIOR,
    "6": Person.Education.SENIOR,
    "7": Person.Education.JUNIOR,
    "8": Person.Education.PRIMARY,
}
DEGREE = re.compile("(毕业|结业|肄业|学历|文化|程度|在读|毕业生)+$")


def schooling(text: str) -> str:
    """The word for a level of schooling without what was made of it; a code as its first word."""
    if re.fullmatch(r"[1-8]\d", text):
        return EDUCATION[LEVELS[text[0]]][0]
    known = {spelling for spellings in EDUCATION.values() for spelling in spellings}
    return text if text in known else DEGREE.sub("", text)
