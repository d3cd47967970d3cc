"""The four elements of self-governance: what is there, what is lacking, in a sentence."""

import pytest

from tests.villages import way
from tests.villages.rosters import in_post, person
from villages.models import Autonomy, TextVersion
from villages.queries.village import elements_of
from villages.rules.bodies import SLOTS, BodyKind

TODAY = way.days_ago(0)

pytestmark = pytest.mark.usefixtures("asking")


def element(village, key, on=TODAY):
    (one,) = (found for found in elements_of(village, on) if found.key == key)
    return one.state, one.sentence


def fill(village, *kinds):
    for kind in kinds:
        in_post(village, kind, SLOTS[kind][0].post, person(village, f"{kind}"))


def test_a_village_that_has_nothing_is_told_what_to_make(village):
    assert [(one.key, one.label, one.state) for one in elements_of(village, TODAY)] == [
        ("charter", "自治章程", "missing"),
        ("rule", "自治制度", "missing"),
        ("organisation", "自治组织", "missing"),
        ("form", "自治形式", "missing"),
    ]
    assert element(village, "charter")[1] == "还没有表决通过的章程。"
    assert element(village, "rule")[1] == "还没有生效的自治制度。"
    assert "例如院坝协商" in element(village, "form")[1]


def test_a_charter_is_told_with_its_day_from_that_day_on(village, cadre):
    way.adopted(village, cadre)
    day = way.days_ago(5)
    state, sentence = element(village, "charter")
    assert state == "ok" and sentence == f"{day.year}年{day.month}月{day.day}日表决通过，施行中。"
    assert element(village, "charter", day)[0] == "ok"
    assert element(village, "charter", way.days_ago(6))[0] == "missing"


def test_rules_are_counted_and_those_of_others_are_not(village, other_village, cadre):
    charter = way.adopted(village, cadre)
    for number in "一二":
        version = way.draft(village, cadre, kind="rule", title=f"制度{number}", based_on=charter)
        TextVersion.objects.filter(pk=version.pk).update(
            status="adopted", adopted_on=way.days_ago(3), sha256="x"
        )
    assert element(village, "rule") == ("ok", "施行中的制度2项。")
    assert element(other_village, "rule")[0] == "missing"


def test_bodies_without_anybody_are_named(village, community):
    fill(village, *list(BodyKind)[:4])
    assert element(village, "organisation") == (
        "warn",
        "还没有登记任职人员：创建活动工作小组、自治监督小组。",
    )
    fill(village, *list(BodyKind)[4:])
    assert element(village, "organisation") == ("ok", "6个组织都有人任职。")
    state, sentence = element(community, "organisation")
    assert state == "missing" and "社区居民委员会" in sentence


def test_whose_term_is_over_no_longer_counts(village):
    fill(village, *list(BodyKind)[1:])
    in_post(village, "party_branch", "secretary", person(village), until=way.days_ago(1))
    assert element(village, "organisation")[0] == "warn"
    assert element(village, "organisation", way.days_ago(1))[0] == "ok"


@pytest.mark.parametrize(("until", "state"), [(None, "ok"), (0, "ok"), (1, "missing")])
def test_forms_in_use_are_counted(village, other_village, until, state):
    given = {"form": "yard", "title": "院坝协商", "since": way.days_ago(9), "description": "月会"}
    last = None if until is None else way.days_ago(until)
    Autonomy.objects.create(village=village, until=last, **given)
    Autonomy.objects.create(village=other_village, **given)
    found = element(village, "form")
    assert found[0] == state and ("正在使用的自治形式1种" in found[1]) is (state == "ok")


def test_four_queries_whatever_is_there(village, cadre, django_assert_num_queries):
    way.adopted(village, cadre)
    fill(village, *BodyKind)
    with django_assert_num_queries(4):
        elements_of(village, TODAY)


def test_without_a_campaign_only_the_laws_bodies_are_asked(village, asking):
    asking.delete()
    assert [one.key for one in elements_of(village, TODAY)] == ["organisation", "form"]
    assert (
        element(village, "organisation")[1]
        == "还没有登记任职人员：村党组织、村民委员会、村务监督委员会。"
    )
