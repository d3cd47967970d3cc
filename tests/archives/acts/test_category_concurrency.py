"""The first facts of a township come at the same moment: they share the category they make."""

import pytest
from django.db import transaction

from archives.acts.category import DEFAULTS, categories_of
from archives.models import Category
from tests.campaigns.workflows.test_application_concurrency import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_nobody_is_refused_what_another_has_just_made(village):
    def first():
        with transaction.atomic():
            return [row.pk for row in categories_of([(village, code) for code in DEFAULTS])]

    found = together(*[first] * 8)
    assert found == [found[0]] * 8
    assert Category.objects.count() == len(DEFAULTS)
