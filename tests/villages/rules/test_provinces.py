"""What a province's measure adds for villages, and how a township's own figures are kept."""

import pytest

from villages.rules.provinces import NATIONAL, PRESETS, PROVINCES, LocalRules


@pytest.mark.parametrize("code", [code for code, _ in PROVINCES])
def test_local_rules_survive_storage(code):
    assert LocalRules.from_dict(PRESETS[code].as_dict()) == PRESETS[code]


def test_local_rules_read_an_older_or_newer_storage():
    assert LocalRules.from_dict({}) == NATIONAL
    assert LocalRules.from_dict({"filing_days": 5, "unknown": 1}) == LocalRules(filing_days=5)


@pytest.mark.parametrize(
    ("code", "population", "fewest"),
    [
        ("", 800, None),
        ("sichuan", None, 20),
        ("hainan", 9000, 20),
        ("zhejiang", None, 30),
        ("zhejiang", 499, 30),
        ("zhejiang", 500, 40),
        ("zhejiang", 999, 40),
        ("zhejiang", 1000, 50),
    ],
)
def test_fewest_representatives(code, population, fewest):
    assert PRESETS[code].fewest_reps(population) == fewest


def test_local_rules_cite_the_measure():
    assert PRESETS["sichuan"].cite("reps_minimum").endswith("实施办法第十八条第一款")
    assert PRESETS["zhejiang"].cite("reps_minimum").endswith("办法第十八条第三款")
    assert LocalRules(reps_notice_days=2).cite("reps_notice_days") == "本地规定"


def test_notice_to_representatives_by_province():
    days = {code: rules.reps_notice_days for code, rules in PRESETS.items()}
    assert days == {
        "": None,
        "sichuan": 3,
        "chongqing": 3,
        "hainan": 3,
        "shandong": 5,
        "zhejiang": 3,
    }


def test_every_province_that_can_be_chosen_has_its_measure():
    assert [code for code, _ in PROVINCES] == list(PRESETS)
    assert all(rules.name for code, rules in PRESETS.items() if code)
    assert NATIONAL.filing_days == 10 and not NATIONAL.name


def test_what_each_measure_adds():
    posted = [code for code, rules in PRESETS.items() if rules.needs_posted_delegation]
    assert posted == ["sichuan", "shandong"] and PRESETS["sichuan"].villagers_months == 6
    late = [code for code, rules in PRESETS.items() if rules.reps_may_notify_late]
    assert late == ["sichuan"]
    assert [code for code, rules in PRESETS.items() if rules.excludes_absent] == ["chongqing"]
    assert [code for code, rules in PRESETS.items() if rules.women_among_reps] == ["hainan"]
    assert [code for code, rules in PRESETS.items() if rules.women_attending] == ["shandong"]


def test_every_figure_of_a_measure_names_its_article():
    for code, rules in PRESETS.items():
        set_ones = {
            name
            for name in vars(rules)
            if name not in ("name", "filing_days", "articles", "note", "reps_may_notify_late")
            and getattr(rules, name) != getattr(NATIONAL, name)
        }
        assert set_ones <= set(rules.articles), code


def test_measures_older_than_the_law_of_2026_say_so():
    older = {code for code, rules in PRESETS.items() if "早于2026年1月1日" in rules.note}
    assert older == {"sichuan", "chongqing", "shandong", "zhejiang"}
