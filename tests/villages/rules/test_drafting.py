"""Hints on a whole text: sanctions without procedure or remedy, vague words, what it lacks, and
where it departs from the charter in force."""

import pytest

from tests.villages.rules.test_clauses import CHARTERS
from villages.rules.clauses import cut
from villages.rules.drafting import remarks
from villages.rules.kinds import TextKind
from villages.rules.provinces import rules_of

RULE = TextKind.RULE


def whys(text, kind=RULE, charter=""):
    return [remark.why for remark in remarks(cut(text), kind, cut(charter))]


SANCTION = "第一条 爱护公物。\n第二条 损坏的给予批评教育。\n第三条 屡教不改的，取消评优资格。"


def test_a_sanction_wants_remedy_and_procedure_and_is_told_once():
    found = remarks(cut(SANCTION), RULE)
    assert [(r.place, r.phrase) for r in found] == [("第二条", "批评教育")] * 2
    assert "申辩" in found[0].why and "由谁核实" in found[1].why
    assert all(remark.instead for remark in found)


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("村民不服的，可以提出申诉。", ["由谁核实"]),
        ("由村民委员会核实后决定。", ["申辩"]),
        ("核实后告知本人，听取本人意见。", []),
    ],
)
def test_what_is_written_is_not_asked_for(more, left):
    found = whys(f"{SANCTION}\n第四条 {more}")
    assert len(found) == len(left)
    assert all(word in why for word, why in zip(left, found, strict=True))


def test_without_sanction_nothing_is_asked():
    assert whys("第一条 爱护公物。") == []


def test_vague_words_are_told_by_clause():
    (found,) = remarks(cut("第一条 略。\n第二条 视情节轻重。"), RULE)
    assert (found.place, found.phrase) == ("第二条", "视情节轻重")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("第一条 账目公布七日。", True),
        ("第一条 账目公布15日。", False),
        ("第一条 账目公布。", False),
        ("第一条 先公布七日，再公布15日。", False),
    ],
)
def test_figures_other_than_those_of_the_charter(text, is_told):
    told = whys(text, charter="第九条 村务公开15日。")
    assert [("第九条" in why) for why in told] == ([True] if is_told else [])
    assert whys(text) == []


def test_what_a_charter_usually_says():
    filler = "\n".join(f"第{n}条 略。" for n in "一二三四五")
    assert any("怎样修改章程" in why for why in whys(filler, TextKind.CHARTER))
    assert whys(filler, RULE) == []
    four = "\n".join(f"第{n}条 略。" for n in "一二三四")
    assert whys(four, TextKind.CHARTER) == []


def test_a_whole_charter_lacks_nothing():
    text = CHARTERS[0].read_bytes().decode()
    text += "\n第一百二十一条 本章程自通过之日起施行，修改由村民会议讨论决定。"
    assert not [r for r in remarks(cut(text), TextKind.CHARTER) if r.place == "全文"]


def test_what_the_province_lets_a_text_lay_down_is_told_beside_the_first_sanction():
    text = "第一条 爱护公物。\n第二条 损坏公物的，责令改正。\n第三条 再犯的，取消文明户评选资格。"
    clauses = cut(text)

    def told(kind, local):
        return [one for one in remarks(clauses, kind, (), local) if "本省可以规定" in one.why]

    (one,) = told(TextKind.COVENANT, rules_of("sichuan"))
    assert (one.place, one.phrase) == ("第二条", "责令改正")
    assert "不良档案记录" in one.why and "实施办法第二十五条第四款（2015年" in one.why
    assert told(TextKind.COVENANT, rules_of("henan")) == []
    assert told(TextKind.RULE, rules_of("sichuan")) == []
