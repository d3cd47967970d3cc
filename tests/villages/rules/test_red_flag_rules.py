"""The rules as data: each has an act, a reason, an article with its words, a lawful wording and an
item of the checklist; what the file does not name is refused."""

import tomllib

import pytest

from township.sensitivewords import BODIES
from villages.rules.kinds import Alarm
from villages.rules.legality import CHECKLIST
from villages.rules.red_flag_rules import BIRTH, FILE, flag_rules, rules_in

ITEMS = {item.key for item in CHECKLIST}
DATA = {
    "words": {"cut": "停|断", "cut_off": "{cut}掉"},
    "turns": {"lawful": "依法"},
    "articles": {"甲法第一条；乙法第二条": "不得……"},
    "rule": [
        {
            "key": "utilities",
            "act": "停水",
            "item": "rights",
            "why": "没有法律依据",
            "instead": "上门提醒。",
            "articles": ["甲法第一条；乙法第二条"],
            "when": ["{cut_off} ~ 水", "欠费 … §停水"],
            "turned_by": ["lawful"],
        }
    ],
}


def with_rule(**changed):
    return DATA | {"rule": [DATA["rule"][0] | changed]}


@pytest.mark.parametrize("rule", flag_rules().values(), ids=lambda rule: rule.key)
def test_a_rule_names_act_item_reason_article_and_lawful_wording(rule):
    assert rule.item in ITEMS
    assert rule.act and not rule.act.endswith("。")
    assert len(rule.why) >= 8 and not rule.why.endswith("。")
    assert len(rule.instead) >= 6 and rule.instead.endswith("。")
    assert rule.alarm in (Alarm.UNLAWFUL, Alarm.DOUBTFUL)
    for article in rule.articles:
        assert ("法" in article.name or "决定" in article.name) and len(article.words) > 10
    # What the columns of a kept flag hold.
    assert len(rule.key) <= 40 and len(rule.act) <= 60


def test_keys_are_told_apart():
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    assert len(flag_rules()) == len(written) > 60


def test_words_and_gaps_are_put_in():
    (rule,) = rules_in(DATA)
    near, far = rule.when
    assert near.search("断掉他家的水") and not near.search("断掉，他家的水")
    assert not near.search("断掉" + "家" * 13 + "水") and near.search("断掉" + "家" * 12 + "水")
    found = far.search("欠费三个月，停水")
    assert found.start("act") == found.group().index("停水")
    assert rule.alarm == Alarm.UNLAWFUL and rule.birth is None


def test_an_article_is_that_of_the_place():
    (article,) = rules_in(DATA)[0].articles
    assert (article.name_for(False), article.name_for(True)) == ("甲法第一条", "乙法第二条")
    only = rules_in(DATA | {"articles": {"丙法第三条": "不得"}, "rule": []})
    assert only == ()


@pytest.mark.parametrize(
    "changed",
    [{"when": ["{nothing}"]}, {"articles": ["丁法第九条"]}, {"turned_by": ["never"]}],
)
def test_what_the_file_does_not_name_is_refused(changed):
    with pytest.raises(KeyError):
        rules_in(with_rule(**changed))


def test_the_names_of_bodies_and_laws_make_no_clause_one_about_births():
    for name in ("计划生育协会", "人口与计划生育法", "计生专干", "计生办", "计划生育村民自治"):
        assert not BIRTH.search(BODIES.sub("", name)), name
    assert BIRTH.search(BODIES.sub("", "违反计划生育的夫妇"))


def test_every_word_and_turn_of_the_file_is_used():
    written = FILE.read_text(encoding="utf-8")
    data = tomllib.loads(written)
    assert [word for word in data["words"] if f"{{{word}}}" not in written] == []
    used = {name for rule in data["rule"] for name in rule.get("turned_by", ())}
    assert set(data["turns"]) == used
    cited = {name for rule in data["rule"] for name in rule["articles"]}
    assert set(data["articles"]) == cited
