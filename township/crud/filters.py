"""Filters of lists that more than one noun has."""

import django_filters
from django import forms

from township.asked import FIRST_YEAR, LAST_YEAR


class YearFilter(django_filters.Filter):
    """Rows of one year; what is no year of 1990 to 2100 is told and filters nothing."""

    field_class = forms.IntegerField

    def __init__(self, field_name=None, lookup_expr=None, *, label="年度", **options):
        bounds = {"min_value": FIRST_YEAR, "max_value": LAST_YEAR}
        super().__init__(field_name, lookup_expr, label=label, **(bounds | options))
