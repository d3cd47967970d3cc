"""Two versions of a text, clause by clause and word by word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.villages.rules.test_clauses import charter
from villages.rules.clauses import ClauseText, cut, renumber
from villages.rules.comparison import WordSpan, compare, word_by_word
from villages.rules.kinds import Change, ClauseKind

EQUAL, INSERT, DELETE, REPLACE = Change.EQUAL, Change.INSERT, Change.DELETE, Change.REPLACE


def article(text, label=""):
    return ClauseText(ClauseKind.ARTICLE, label, text)


def without(change, spans):
    return "".join(span.text for span in spans if span.change != change)


def test_a_changed_word_is_shown_alone():
    assert word_by_word("每季度公布一次账目", "每月公布一次账目") == (
        WordSpan(EQUAL, "每"),
        WordSpan(DELETE, "季度"),
        WordSpan(INSERT, "月"),
        WordSpan(EQUAL, "公布一次账目"),
    )


def test_numbers_and_latin_words_change_whole():
    assert word_by_word("奖励600元", "奖励650元") == (
        WordSpan(EQUAL, "奖励"),
        WordSpan(DELETE, "600"),
        WordSpan(INSERT, "650"),
        WordSpan(EQUAL, "元"),
    )


def test_a_single_sign_between_changes_is_not_left_standing():
    assert word_by_word("甲乙的丙丁", "戊己的庚辛") == (
        WordSpan(DELETE, "甲乙的丙丁"),
        WordSpan(INSERT, "戊己的庚辛"),
    )


def test_equal_and_empty_texts():
    assert word_by_word("甲", "甲") == (WordSpan(EQUAL, "甲"),)
    assert word_by_word("", "") == ()
    assert word_by_word("", "甲") == (WordSpan(INSERT, "甲"),)


@given(st.text("甲乙丙。 1a\n", max_size=40), st.text("甲乙丙。 1a\n", max_size=40))
def test_spans_give_both_texts_back(old, new):
    spans = word_by_word(old, new)
    assert without(INSERT, spans) == old and without(DELETE, spans) == new
    assert all(span.text for span in spans)


def test_an_inserted_clause_does_not_disturb_its_neighbours():
    old = cut("第一条 甲村村民团结互助。\n第二条 爱护公共财物。\n第三条 本约自通过之日起施行。")
    new = [old[0], article("红白喜事从简办理。"), *old[1:]]
    pairs = compare(old, renumber(new))
    assert [pair.change for pair in pairs] == [EQUAL, INSERT, REPLACE, REPLACE]
    assert pairs[1].old is None and pairs[1].new.text == "红白喜事从简办理。"
    assert (pairs[2].old.label, pairs[2].new.label) == ("第二条", "第三条")
    assert pairs[2].spans == (WordSpan(EQUAL, "爱护公共财物。"),)


def test_a_rewritten_clause_stays_beside_its_successor():
    old = cut("第一条 村务每季度公布一次。\n第二条 协会每年活动两次。")
    new = cut("第一条 村务每月公布一次，保留十五日。\n第二条 协会每年活动四次。")
    assert [(p.old.label, p.new.label) for p in compare(old, new)] == [
        ("第一条", "第一条"),
        ("第二条", "第二条"),
    ]


def test_strangers_are_shown_as_deletion_and_addition():
    pairs = compare([article("爱护公共财物。")], [article("协会理事会按季度召开会议")])
    assert [pair.change for pair in pairs] == [DELETE, INSERT]
    assert pairs[0].new is None


def test_pieces_of_different_kind_are_never_paired():
    old = [ClauseText(ClauseKind.CHAPTER, "第一章", "总则说明")]
    pairs = compare(old, [article("总则说明二", "第一条")])
    assert [pair.change for pair in pairs] == [DELETE, INSERT]


def test_a_long_text_is_compared_by_sentences_first():
    old = charter("01")
    new = old.replace("不少于十五日", "不少于二十日").replace("院坝会", "坝坝会", 1)
    spans = word_by_word(old, new)
    assert without(INSERT, spans) == old and without(DELETE, spans) == new
    assert WordSpan(DELETE, "十五") in spans and WordSpan(INSERT, "坝坝") not in spans
    assert sum(len(span.text) for span in spans if span.change == DELETE) < 40


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲乙" * 5000, "乙甲丙" * 3000),
        ("甲。" * 5000, "甲；" * 5000),
        ("甲乙。" * 400, "甲丙。" * 400),
    ],
)
def test_repeated_signs_do_not_hold_up_the_comparison(old, new):
    spans = word_by_word(old, new)
    assert without(INSERT, spans) == old and without(DELETE, spans) == new


def test_far_too_many_clauses_are_paired_by_place():
    old = [article(f"第{n}件事甲") for n in range(510)]
    new = [article(f"第{n}件事乙") for n in range(511)]
    pairs = compare(old, new)
    assert len(pairs) == 511 and pairs[-1].old is None
    assert (pairs[7].old, pairs[7].new) == (old[7], new[7])


def test_many_equal_clauses_stay_paired_in_order():
    old = [article("略。", f"第{n}条") for n in range(200)]
    pairs = compare(old, old)
    assert [(pair.old, pair.new) for pair in pairs] == [(clause, clause) for clause in old]


TEXTS = st.lists(
    st.text("甲乙丙丁戊。", max_size=8).map(lambda text: article(text, "第一条")), max_size=8
)


@given(TEXTS, TEXTS)
def test_every_clause_appears_once_and_in_order(old, new):
    pairs = compare(old, new)
    assert [pair.old for pair in pairs if pair.old] == old
    assert [pair.new for pair in pairs if pair.new] == new


def revised(clauses, share):
    chance = random.Random(7)
    letters = "村民会议应当组织宣传服务活动并公开结果每季度一次"

    def rewrite(text):
        signs = list(text)
        for _ in range(max(1, len(signs) // 10)):
            signs[chance.randrange(len(signs))] = chance.choice(letters)
        return "".join(signs)

    return [
        ClauseText(c.kind, c.label, rewrite(c.text)) if chance.random() < share else c
        for c in clauses
    ]


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_two_versions_of_120_clauses_lose_none(share):
    old = [
        ClauseText(c.kind, c.label, c.text * (3 if c.kind == ClauseKind.ARTICLE else 1))
        for c in cut(charter("01"))
    ]
    new = revised(old, share)
    pairs = compare(old, new)
    assert len(pairs) >= len(old) > 120
    assert [pair.old for pair in pairs if pair.old] == old
    assert [pair.new for pair in pairs if pair.new] == new
