"""What the organ of a township is called, on every paper."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from villages.options import filing_authorities, organ_of
from villages.rules.kinds import FilingAuthority
from villages.rules.organs import founding_law, kind_of, own_word, usual_name


@pytest.mark.parametrize(
    ("name", "organ", "kind"),
    [
        ("清河镇", "清河镇人民政府", FilingAuthority.TOWNSHIP),
        ("白塔乡", "白塔乡人民政府", FilingAuthority.TOWNSHIP),
        ("锦绣街道", "锦绣街道办事处", FilingAuthority.STREET),
    ],
)
def test_a_street_has_an_office_and_a_town_a_government(name, organ, kind):
    assert (usual_name(name), kind_of(name)) == (organ, kind)


@pytest.mark.parametrize(
    ("name", "word"),
    [("清河镇", "我镇"), ("白塔乡", "我乡"), ("锦绣街道", "我街道"), ("高新区管委会", "我单位")],
)
def test_a_letter_speaks_of_its_place_as_what_it_is(name, word):
    assert own_word(name) == word


def test_a_township_may_say_otherwise(township):
    assert organ_of(township) == "清河镇人民政府"
    township.settings = {"organ": "清河镇人民政府（开发区管委会）"}
    assert organ_of(township) == "清河镇人民政府（开发区管委会）"


def test_where_a_street_files_follows_its_name(village):
    village.township.name = "锦绣街道"
    assert filing_authorities(village) == [FilingAuthority.STREET]


def test_no_other_module_puts_the_name_together():
    """One function, every paper: the words stand in this rule and in no other expression."""
    makers = []
    for app in ("villages", "archives", "campaigns"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.JoinedStr):
                    continue
                told = "".join(one.value for one in node.values if isinstance(one, ast.Constant))
                if told in ("人民政府", "办事处"):
                    makers.append(path.name)
    # A district's government is named beside it, and it has no street offices.
    assert sorted(makers) == ["letters.py", "organs.py", "organs.py"]


@pytest.mark.parametrize(
    ("is_community", "told"), [(False, "经村民会议讨论同意"), (True, "由街道办事处提出")]
)
def test_who_sets_up_a_committee_is_the_laws_of_its_kind(is_community, told):
    assert told in founding_law(is_community) and "第三条" in founding_law(is_community)
