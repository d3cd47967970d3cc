"""Words and codes of the national standards mean what the choices of the product mean."""

import pytest

from villages.models import Person
from villages.rules.tables import read_choice
from villages.sheets.spellings import EDUCATION, GENDERS, POLITICAL, schooling


@pytest.mark.parametrize(
    ("choices", "labels"),
    [(GENDERS, Person.Gender), (POLITICAL, Person.Political), (EDUCATION, Person.Education)],
)
def test_every_choice_has_words_and_no_word_two_choices(choices, labels):
    assert set(choices) == set(labels)
    words = [word for spellings in choices.values() for word in set(spellings)]
    assert len(words) == len(set(words))
    for choice in choices:
        assert read_choice(labels(choice).label, choices, "") == choice


# GB/T 4762: 1 中国共产党党员 … 12 无党派民主人士, 13 群众
@pytest.mark.parametrize(
    ("code", "choice"),
    [
        ("1", Person.Political.PARTY),
        ("02", Person.Political.CANDIDATE),
        ("3", Person.Political.LEAGUE),
        *((str(code), Person.Political.OTHER_PARTY) for code in range(4, 12)),
        ("12", Person.Political.NO_PARTY),
        ("13", Person.Political.MASSES),
    ],
)
def test_codes_of_political_status(code, choice):
    assert read_choice(code, POLITICAL, "") == choice
    assert read_choice(code.zfill(2), POLITICAL, "") == choice


@pytest.mark.parametrize(
    "word",
    [
        "民革党员",
        "民盟盟员",
        "民建会员",
        "民进会员",
        "农工党党员",
        "致公党",
        "九三学社社员",
        "台盟盟员",
    ],
)
def test_the_eight_parties(word):
    assert read_choice(word, POLITICAL, "") == Person.Political.OTHER_PARTY


@pytest.mark.parametrize(
    ("written", "choice"),
    [
        ("硕士研究生", Person.Education.BACHELOR),
        ("博士研究生毕业", Person.Education.BACHELOR),
        ("大学本科毕业", Person.Education.BACHELOR),
        ("21", Person.Education.BACHELOR),
        ("高职", Person.Education.COLLEGE),
        ("大学专科毕业", Person.Education.COLLEGE),
        ("31", Person.Education.COLLEGE),
        ("技校", Person.Education.SENIOR),
        ("中等专科毕业", Person.Education.SENIOR),
        ("普通高中毕业", Person.Education.SENIOR),
        ("61", Person.Education.SENIOR),
        ("初中肄业", Person.Education.JUNIOR),
        ("71", Person.Education.JUNIOR),
        ("小学文化", Person.Education.PRIMARY),
        ("文盲", Person.Education.PRIMARY),
        ("81", Person.Education.PRIMARY),
    ],
)
def test_schooling(written, choice):
    assert read_choice(schooling(written), EDUCATION, "文化程度") == choice


@pytest.mark.parametrize("written", ["90", "其他", "会计证"])
def test_schooling_that_could_mean_two_things_is_told(written):
    with pytest.raises(ValueError, match="看不懂"):
        read_choice(schooling(written), EDUCATION, "文化程度")
