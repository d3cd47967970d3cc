"""Form fields that every app uses."""

from django import forms
from django.core.exceptions import ValidationError

from township import document_number
from township.asked import number

PLACES = 18


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows chosen by their ids, which come from outside and may be too large to look up."""

    def _check_values(self, value):
        if any(number(str(one), PLACES) is None for one in value):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super()._check_values(value)


class DocumentNumberField(forms.CharField):
    """文号, with six-corner brackets whatever was typed; `is_own` asks for a whole number."""

    def __init__(self, *, is_own=False, **options):
        self.is_own = is_own
        super().__init__(**({"max_length": 40, "label": "文号"} | options))

    def clean(self, value):
        text = document_number.tidy(super().clean(value))
        fault = document_number.fault(text) if self.is_own and text else ""
        if fault:
            raise ValidationError(fault)
        return text
