"""Categories and what is asked of them: one code a township, one key a category."""

import pytest
from django.db import IntegrityError, transaction

from archives.models import Category, Requirement


def category(township, code="XCH", **more):
    return Category.objects.create(township=township, code=code, name="宣传", retention="Y", **more)


def test_a_code_is_given_once_in_a_township(township, other_township):
    category(township)
    category(other_township)
    with pytest.raises(IntegrityError), transaction.atomic():
        category(township)


def test_a_key_is_given_once_in_a_category(township):
    first, second = category(township), category(township, "GKG")
    for one in (first, second):
        Requirement.objects.create(category=one, key="own1", name="甲", per="YEAR")
    with pytest.raises(IntegrityError), transaction.atomic():
        Requirement.objects.create(category=first, key="own1", name="乙", per="YEAR")


def test_what_is_out_of_use_is_left_out_and_the_order_is_the_township_s(township):
    late = category(township, "AAA", order=2)
    early = category(township, "ZZZ", order=1)
    category(township, "OLD", is_active=False)
    assert list(Category.objects.in_use()) == [early, late]
