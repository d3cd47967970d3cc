"""A township's categories: from its preset or, before any campaign, the plan's own."""

import pytest

from archives.acts.category import DEFAULTS, categories_of, load_categories
from archives.models import Category, Requirement
from township.workflow import Refused


def test_a_fact_finds_its_category_before_any_campaign(village, other_village, foreign_village):
    made = categories_of([(village, "BZC")])[0]
    assert (made.township, made.name, made.retention) == (village.township, "表彰惩处记录", "D30")
    assert (made.is_restricted, made.is_default) == (True, True)
    assert made.order == list(DEFAULTS).index("BZC") + 1 == 9
    assert categories_of([(other_village, "BZC")])[0] == made
    assert categories_of([(foreign_village, "BZC")])[0] != made
    assert Category.objects.count() == 2


def test_what_the_township_has_comes_before_the_default(village, township):
    own = Category.objects.create(township=township, code="BZC", name="自定", retention="Y")
    assert categories_of([(village, "BZC")])[0] == own


def test_an_unknown_code_is_refused_in_words(village):
    with pytest.raises(Refused, match="本镇的档案类别里没有ABC"):
        categories_of([(village, "ABC")])[0]
    assert not Category.objects.exists()


def test_every_fact_of_a_village_has_a_default():
    assert {"HYJ", "BJL", "ZCH", "ZDU", "GYU", "XYS", "TXZ", "XHH", "BZC", "XCH", "GKG"} <= set(
        DEFAULTS
    )


def test_a_preset_brings_categories_in_its_order_with_their_requirements(township, plan):
    loaded = load_categories(township, plan.archive_categories)
    assert [row.code for row in loaded] == [row.code for row in plan.archive_categories]
    assert [row.order for row in loaded] == list(range(1, len(loaded) + 1))
    for row, given in zip(loaded, plan.archive_categories, strict=True):
        row.refresh_from_db()
        assert (row.name, row.retention) == (given.name, given.retention)
        assert [item["name"] for item in row.metadata] == [one.name for one in given.metadata]
        wanted = [
            (one.key, one.name, one.per, one.count, one.text_kind, one.stage)
            for one in given.requirements
        ]
        columns = ("key", "name", "per", "count", "text_kind", "stage")
        assert list(row.requirements.values_list(*columns)) == wanted


def test_loading_again_adds_nothing_and_keeps_what_the_township_has_edited(
    township, plan, django_assert_max_num_queries
):
    load_categories(township, plan.archive_categories)
    before = Requirement.objects.count()
    Category.objects.filter(code="XCH").update(retention="Y", is_default=False)
    Category.objects.filter(code="GKG").update(name="村务公示")
    with django_assert_max_num_queries(6):
        load_categories(township, plan.archive_categories)
    assert Requirement.objects.count() == before
    assert Category.objects.get(code="XCH").retention == "Y"
    assert Category.objects.get(code="GKG").name == "村务公示", "nothing in use is renamed"


def test_a_requirement_that_is_missing_is_added_even_to_an_edited_category(township, plan):
    load_categories(township, plan.archive_categories)
    category = Category.objects.get(code="XCH")
    category.requirements.all().delete()
    Category.objects.update(is_default=False)
    load_categories(township, plan.archive_categories)
    assert category.requirements.exists()


def test_another_township_has_its_own(township, other_township, plan):
    first = load_categories(township, plan.archive_categories)
    second = load_categories(other_township, plan.archive_categories)
    assert not {row.pk for row in first} & {row.pk for row in second}
