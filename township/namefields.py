"""Fields for names of persons and places: what a form takes is spelled as a sheet's cell is."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from township.personname import read_name, read_names
from township.shorttext import place_name


class SpelledField(forms.CharField):
    """A text in the one spelling that `spell` gives it; its ValueError is told beside the field."""

    def __init__(self, *args, spell, **kwargs):
        self.spell = spell
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        try:
            return self.spell(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class SpelledName(models.CharField):
    """A CharField whose forms spell it; the column is the same."""

    spell = staticmethod(str)

    def deconstruct(self):
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": SpelledField, "spell": self.spell} | kwargs)


class PersonName(SpelledName):
    spell = staticmethod(read_name)


class PersonNames(SpelledName):
    """One person or several, divided by 、."""

    spell = staticmethod(read_names)


class PlaceName(SpelledName):
    spell = staticmethod(place_name)
