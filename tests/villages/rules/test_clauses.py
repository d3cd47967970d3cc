"""Texts are cut into clauses without losing a sentence, joined again, and renumbered."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.clauses import (
    ClauseText,
    cut,
    join,
    numbering_faults,
    regular,
    renumber,
    without_heading,
    without_paging,
)
from villages.rules.kinds import ClauseKind
from villages.rules.numerals import read_number

CHARTERS = sorted((Path(__file__).parent / "charters").glob("*.txt"))
PREAMBLE, CHAPTER, ARTICLE = ClauseKind.PREAMBLE, ClauseKind.CHAPTER, ClauseKind.ARTICLE


def charter(start):
    (path,) = (path for path in CHARTERS if path.name.startswith(start))
    return path.read_bytes().decode()


def labels(text, kind=ARTICLE):
    return [clause.label for clause in cut(text) if clause.kind == kind]


def dense(text):
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]", "", text)


# --- ten charters ------------------------------------------------------------------------------


def test_there_are_ten_charters():
    assert len(CHARTERS) == 10


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
def test_no_sentence_is_lost_and_the_text_round_trips(path):
    text = path.read_bytes().decode()
    clauses = cut(text)
    assert dense(join(clauses)) == dense(text)
    assert cut(join(clauses)) == clauses
    for sentence in re.split(r"[。；\n]", regular(text)):
        assert dense(sentence) in dense("".join(clause.written for clause in clauses))


def test_one_hundred_and_twenty_articles_in_twelve_chapters():
    clauses = cut(charter("01"))
    articles = [clause for clause in clauses if clause.kind == ARTICLE]
    assert [clause.number for clause in articles] == list(range(1, 121))
    assert articles[-1].label == "第一百二十条"
    chapters = [clause for clause in clauses if clause.kind == CHAPTER]
    assert [clause.number for clause in chapters] == list(range(1, 13))
    assert chapters[6].heading == "流动人口服务管理"
    assert clauses[0].kind == PREAMBLE and "制定本章程" in clauses[0].text
    assert "参照第十六条的规定办理" in articles[16].text
    assert numbering_faults(clauses) == []


def test_arabic_and_full_width_numbers():
    assert labels(charter("02")) == [f"第{n}条" for n in range(1, 14)]
    assert [clause.number for clause in cut(charter("03"))[1:]] == list(range(1, 27))
    assert cut(charter("03"))[1].text == "本章程适用于居住在本村的全体村民。"


def test_missing_chapters_and_wrong_numbers_are_named():
    clauses = cut(charter("04"))
    assert labels(charter("04"), CHAPTER) == ["第一章", "第三章", "第五章"]
    assert numbering_faults(clauses) == [
        "缺少第二章",
        "缺少第五条",
        "第六条出现了两次",
        "缺少第四章",
        "第五条排在第六条之后",
    ]


def test_tables_stay_inside_their_clause():
    clauses = cut(charter("05"))
    assert labels(charter("05")) == ["第一条", "第二条", "第三条", "第四条"]
    assert "2\t村民委员会\t组织实施，公开结果" in clauses[2].text
    assert "| 奖励扶助申报 | 专干 | 5个工作日 |\n以上时限" in clauses[3].text


def test_texts_without_articles_are_cut_at_their_highest_numbering():
    assert labels(charter("06")) == ["一、", "二、", "三、", "四、", "五、", "十、", "十一、"]
    assert "（一）独居老人" in cut(charter("06"))[2].text
    assert numbering_faults(cut(charter("06"))) == ["缺少六至九"]
    assert labels(charter("10")) == ["1.", "2．", "3、", "4.", "5."]
    assert cut(charter("10"))[4].written.startswith("4. 2026年起")
    assert labels("（一）守法。\n（二）团结。") == ["（一）", "（二）"]


def test_a_text_without_any_numbering_is_one_preamble():
    assert cut("本村村民团结互助。\n爱护公物。") == [
        ClauseText(PREAMBLE, "", "本村村民团结互助。\n爱护公物。")
    ]
    assert cut(" \n\u3000\n") == [] and join([]) == ""


def test_a_charter_pasted_as_one_paragraph():
    clauses = cut(charter("07"))
    assert [clause.label for clause in clauses] == [
        "",
        "第一章",
        "第一条",
        "第二条",
        "第三条",
        "第二章",
        "第四条",
        "第五条",
    ]
    assert clauses[6].text.endswith("依照第三条的规定，会员有权查阅活动记录。")


def test_headings_on_their_own_line():
    clauses = cut(charter("08"))
    assert [(c.label, c.heading) for c in clauses if c.kind == CHAPTER] == [
        ("第一章", "总则"),
        ("第二章", "服务"),
        ("第一节", "宣传"),
        ("第二节", "优质服务"),
    ]
    assert clauses[2] == ClauseText(
        ARTICLE, "第一条", "为了推动村民自我管理、自我服务、自我学习、自我教育，制定本章程。"
    )


def test_sections_are_counted_anew_in_every_chapter():
    text = (
        "第一章 总则\n第一节 宗旨\n第一条 甲。\n第二节 范围\n第二条 乙。\n"
        "第二章 服务\n第一节 宣传\n第三条 丙。"
    )
    assert numbering_faults(cut(text)) == []
    assert numbering_faults(cut(text.replace("第二章", "第三章"))) == ["缺少第二章"]


def test_sections_pasted_in_one_line_are_found():
    text = "第一章 总则 第一节 宗旨 第一条 甲。第二节 范围 第二条 乙。"
    text += "第二章 服务 第一节 宣传 第三条 丙。"
    assert labels(text, CHAPTER) == ["第一章", "第一节", "第二节", "第二章", "第一节"]
    assert labels(text) == ["第一条", "第二条", "第三条"]


def test_numbered_points_are_clauses_only_where_there_are_no_articles():
    chapters = cut("第一章 总则\n一、守法。\n二、团结。")
    assert [clause.label for clause in chapters] == ["第一章", "一、", "二、"]
    assert labels("第一条 本村做到：\n一、守法。\n二、团结。\n第二条 施行。") == [
        "第一条",
        "第二条",
    ]


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("一、", "一、守法。"),
        ("（一）", "（一）守法。"),
        ("1．", "1．守法。"),
        ("1.", "1. 守法。"),
        ("第一条", "第一条\u3000守法。"),
        ("第一条：", "第一条：守法。"),
    ],
)
def test_between_label_and_text_stands_what_an_office_writes(label, written):
    assert ClauseText(ARTICLE, label, "守法。").written == written


def test_quoted_articles_at_the_start_of_a_line_do_not_begin_a_clause():
    clauses = cut(charter("09"))
    assert [c.label for c in clauses[1:]] == [
        "第一条",
        "第二条",
        "第五条",
        "第五条之一",
        "第六条",
        "第七条",
    ]
    assert "第五条规定的，由村民委员会批评教育；\n第六条第一款规定的情形除外。" in clauses[2].text
    assert numbering_faults(clauses) == ["缺少第三条至第四条"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条为了。\n第二条 依照 第三条 的约定。", ["第一条", "第二条"]),
        ("第一条 违反 第二条 要求的。第三条 其他。", ["第一条"]),
        ("第一条 甲。第二条 乙。第四条 丙。", ["第一条", "第二条"]),
        ("第一条、第二条规定的事项。", []),
        ("第一章 总则 第一条 甲。第二章 附则 第一条 乙。", ["第一条", "第一条"]),
        ("第二条之一规定的事项。\n第二条之二 乙。", ["第二条之二"]),
        ("第 １ ０ 条　甲。", ["第１０条"]),
        ("第一百零五条：甲。", ["第一百零五条："]),
    ],
)
def test_labels(text, expected):
    assert labels(text) == expected
    assert dense(join(cut(text))) == dense(text)


PARTS = st.sampled_from(
    ["第一条", "第二条 ", "第 3 条", "第４条：", "第五条之一", "第一章", "第二章　总则", "第一节",
     "第五条规定的", "一、", "1.", "（一）", "为了", "。", "；", "，", "\n", "\r\n", "\t", "　",
     " ", "\u200b", "\u00a0", "| 甲 | 乙 |", "依照", "2026年", "第三条第一款", "、", "：", "x"]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_round_trips(text):
    clauses = cut(text)
    assert dense(join(clauses)) == dense(regular(text))
    assert cut(join(clauses)) == clauses


# --- numbers -----------------------------------------------------------------------------------


# --- renumbering -------------------------------------------------------------------------------


def test_renumbering_closes_gaps_and_keeps_the_script():
    clauses = cut(
        "序\n第二章 总则\n第一节 甲\n第三条：a\n第5条 b\n第五条之一 c\n第九章 d\n第四节 e"
    )
    assert [clause.label for clause in renumber(clauses)] == [
        "",
        "第一章",
        "第一节",
        "第一条：",
        "第2条",
        "第三条",
        "第二章",
        "第一节",
    ]
    assert [clause.label for clause in renumber(cut("一、a\n三、b"))] == ["一、", "二、"]


def test_a_new_clause_without_label_gets_the_next_number():
    clauses = [*cut("第一条 a"), ClauseText(ARTICLE, "", "b"), *cut("第二条 c")]
    assert join(renumber(clauses)) == "第一条\u3000a\n第二条\u3000b\n第三条\u3000c"


def test_a_renumbered_text_has_no_faults():
    assert numbering_faults(renumber(cut(charter("04")))) == []


def test_a_clause_without_number_is_no_fault():
    assert numbering_faults([ClauseText(ARTICLE, "", "b"), ClauseText(PREAMBLE, "", "a")]) == []
    assert ClauseText(ARTICLE, "", "b").number is None


def test_title_and_stage_above_a_text_are_not_part_of_it():
    text = "万顺村 自治章程\n（征求意见稿）\n\n经村民讨论制定。\n第一条　总则。"
    assert without_heading(text, "万顺村自治章程") == "经村民讨论制定。\n第一条　总则。"
    assert without_heading("自治章程（草案）\n第一条　总则。", "自治章程") == "第一条　总则。"
    assert without_heading("别的标题\n第一条　总则。", "自治章程").startswith("别的标题")
    assert without_heading("（草案）", "自治章程") == "（草案）"


# --- hostile numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["一", "9", "９", "十", "零", "千", "卅"])
@pytest.mark.parametrize("label", ["第{}条", "第{}章", "{}、", "（{}）", "第一条之{}"])
def test_five_thousand_numerals_are_text_and_nothing_is_lost(sign, label):
    text = f"第一条　总则\n{label.format(sign * 5000)}　办法\n第二条　附则"
    pieces = cut(text)
    assert dense(join(pieces)) == dense(text)
    assert all(len(piece.label) <= 20 for piece in pieces)
    assert [piece.label for piece in pieces][-1] == "第二条"
    numbering_faults(pieces)
    renumber(pieces)


@pytest.mark.parametrize("written", ["10000", "９９９９９", "一二三四五", "千千千千千千千千千千"])
def test_nothing_is_numbered_beyond_four_digits(written):
    assert read_number(written) is None
    pieces = cut(f"第一条　甲\n第{written}条　乙")
    assert [piece.label for piece in pieces] == ["第一条"]
    assert numbering_faults(pieces) == []


def test_the_last_number_is_still_one():
    assert read_number("九千九百九十九") == read_number("9999") == 9999
    assert "缺少第二条至第九千九百九十八条" in numbering_faults(cut("第一条　甲\n第9999条　乙"))[
        0
    ].replace("第9998条", "第九千九百九十八条").replace("第2条", "第二条")


def test_blank_lines_and_clauses_without_words_leave_no_gap():
    assert regular(" 第一条　甲 \n\n \n第二条\t乙") == "第一条 甲\n第二条\t乙"
    empty = ClauseText(PREAMBLE, "", "")
    assert join([*cut("第一条　甲。"), empty]) == "第一条　甲。"


# --- other numberings, and what printing adds ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一、爱国\n第二、守法", ["第一、", "第二、"]),
        ("第一，爱国\n第二，守法", ["第一，", "第二，"]),
        ("一.爱国\n二．守法", ["一.", "二．"]),
        ("1)爱国\n2）守法", ["1)", "2）"]),
        ("(1)爱国\n（2）守法", ["(1)", "（2）"]),
        ("⒈爱国\n⒉守法", ["1.", "2."]),
        ("⑴爱国\n⑵守法", ["(1)", "(2)"]),
        ("㈠爱国\n㈡守法", ["(一)", "(二)"]),
        ("一、爱国\n1)甲\n2)乙\n二、守法", ["一、", "二、"]),
    ],
)
def test_other_numberings_are_known(text, found):
    clauses = cut(text)
    assert [clause.label for clause in clauses] == found
    assert cut(join(clauses)) == clauses and numbering_faults(clauses) == []


@pytest.mark.parametrize("level", ["篇", "部分"])
def test_other_names_of_chapters(level):
    text = f"第一{level} 总则\n第一条 甲。\n第二{level} 附则\n第二条 乙。"
    assert labels(text, CHAPTER) == [f"第一{level}", f"第二{level}"]
    assert labels(text) == ["第一条", "第二条"]


BODY = "第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。"


@pytest.mark.parametrize(
    "contents",
    [
        "第一章 总则\n第二章 附则",
        "第一章 总则……1\n第二章 附则……3",
        "第一章 总则\t1\n第一条 甲\t1\n第二章 附则\t3\n附件：表\t4",
    ],
)
@pytest.mark.parametrize("title", ["目录", "目　次"])
def test_a_table_of_contents_is_no_text(contents, title):
    text = f"章程\n{title}\n{contents}\n{BODY}"
    assert without_paging(text) == f"章程\n{BODY}"


@pytest.mark.parametrize(
    "text", [f"目录\n{BODY}", f"{BODY}\n目录", "目录\n甲乙丙\n第一条 甲", "", "目录"]
)
def test_what_is_no_table_of_contents_stays(text):
    assert without_paging(text) == text


def test_numbers_of_pages_and_marks_of_headings_go():
    text = "# 章程\n— 1 —\n## 第一章 总则\n第 2 页 共 3 页\n第一条 甲，见第2页。\n-3-"
    assert without_paging(text) == "章程\n第一章 总则\n第一条 甲，见第2页。"


def test_a_second_text_behind_the_first_is_told():
    (told,) = numbering_faults(cut("第一条 甲。\n第二条 乙。\n村规民约\n第一条 丙。\n第二条 丁。"))
    assert told == "第一条又从头编起，前面已经编到第二条：是两份文件的，请分开录入"
