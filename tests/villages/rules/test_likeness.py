"""Words are weighed as they stood in judged clauses; the words that weigh most are told."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.likeness import judged_clauses, weighed
from villages.rules.likeness import (
    CLASSES,
    INNOCENT,
    SUSPECT,
    grams,
    heaviest,
    likeness,
    weights,
    word_classes,
)


def test_numbers_and_marks_are_read_as_one():
    assert grams("交五百元，") == grams("交30元。")
    assert {run for run in grams("交五百元") if "<" not in run} == {
        *["交", "#", "元", "|交", "交#", "#元", "元|"],
        *["|交#", "交#元", "#元|"],
    }
    assert grams("") == set()


def classes(sentence):
    return {gram for gram in grams(sentence) if "<" in gram}


def test_words_of_one_class_are_read_as_one():
    assert classes("逾期的，划转分红") == classes("欠费的，代扣红利")
    assert classes("欠费的，扣红利") == {
        *["<fault>", "<whoever>", "<deduct>", "<benefit>"],
        *["<fault><whoever>", "<whoever>|<deduct>", "<deduct><benefit>"],
        *["<fault>…<whoever>", "<fault>…<deduct>", "<fault>…<benefit>"],
        *["<whoever>…<deduct>", "<whoever>…<benefit>", "<deduct>…<benefit>"],
    }


def test_what_only_looks_like_a_word_of_a_class_says_nothing():
    assert "<stop>" in classes("停水")
    assert classes("停车") == set()


def test_every_word_stands_in_one_class():
    written = tomllib.loads(CLASSES.read_text(encoding="utf-8"))
    words = [word for said in written.values() for word in said.split()]
    assert sorted(words) == sorted(word_classes())


def test_an_act_behind_fair_words_is_suspect():
    act = "未缴卫生费的取消全家分红，姓名贴在村口。"
    assert likeness(act) > SUSPECT
    assert likeness("倡导邻里互助、自愿参加、免费提供服务，" + act) > SUSPECT


@pytest.mark.parametrize(
    "sentence",
    [
        "社区对欠费业主实施“亮灯提示”，在其阳台外悬挂提示牌。",
        "红白事监督员驻场监督，驻场误工由主家按每日二百元支付。",
        "户口迁来不满三年的媳妇，先享受一半分红，生育后补足。",
    ],
)
def test_what_reads_like_the_unlawful_is_suspect(sentence):
    assert likeness(sentence) > SUSPECT


@pytest.mark.parametrize(
    "sentence",
    [
        "活动室、健身器材向全体村民免费开放，爱护公物，人人有责。",
        "避孕节育措施由夫妻自愿选择，卫生院提供免费咨询。",
        "村民对账目有疑问的，可以随时查阅，会计应当解释清楚。",
    ],
)
def test_what_reads_like_the_lawful_is_innocent(sentence):
    assert likeness(sentence) < INNOCENT


def test_a_long_sentence_weighs_as_one_of_usual_length():
    once = "不缴费的农户停水停电取消分红。"
    assert likeness(once) > SUSPECT
    assert likeness(once * 20) == pytest.approx(likeness(once * 10) / 2, rel=0.01)


def test_the_heaviest_words_are_those_of_the_act():
    sentence = "村民应当爱护公物，不缴费的农户停水停电，取消分红。"
    start, end = heaviest(sentence)
    assert sentence[start:end] in "不缴费的农户停水停电，取消分红。"


@given(st.text("罚款不得收取元五，。 百停水", min_size=2, max_size=60))
def test_the_heaviest_words_are_always_of_the_sentence(sentence):
    start, end = heaviest(sentence)
    assert 0 <= start < end <= len(sentence)


@pytest.mark.long
def test_the_shipped_weights_are_those_of_the_judged_clauses():
    """Else `python -m tests.likeness` was not run after a clause was added."""
    anew, shipped = weighed(judged_clauses()), weights()
    far = {
        run
        for run in anew.keys() | shipped.keys()
        if abs(anew.get(run, 0) / 100 - shipped.get(run, 0.0)) > 0.06
    }
    assert far == set()
