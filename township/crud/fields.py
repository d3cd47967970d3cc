"""Form fields that every app uses."""

from django import forms
from django.core.exceptions import ValidationError

from township.asked import number

PLACES = 18


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows chosen by their ids, which come from outside and may be too large to look up."""

    def _check_values(self, value):
        if any(number(str(one), PLACES) is None for one in value):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super()._check_values(value)
