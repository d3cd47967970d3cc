"""Fields for names of persons and places: what a form takes is spelled as a sheet's cell is."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from township.personname import HAN, read_name, read_names
from township.shorttext import place_name

# Two signs at least, one of them Chinese: no number, no day, no 是 of a ticked cell.
NAMED = re.compile(f"[{HAN}].|.[{HAN}]")


def read_village_name(text: str) -> str:
    """In one spelling. Raises ValueError for what names no village."""
    name = place_name(text)
    if name and not NAMED.search(name):
        raise ValueError(f"“{name[:20]}”不像村（居）的名称，请写全称，例如青山村。")
    return name


def account_name(text: str) -> str:
    """As it is kept and typed when signing in: letters and digits of usual width."""
    return unicodedata.normalize("NFKC", text)


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

    def clean(self, value, model_instance):
        """As its form does it: a command, and a row made of a sheet, ask the model alone."""
        value = super().clean(value, model_instance)
        try:
            return self.spell(value) if value else value
        except ValueError as error:
            raise ValidationError(str(error)) from None


class PersonName(SpelledName):
    spell = staticmethod(read_name)


class PersonNames(SpelledName):
    """One person or several, divided by 、."""

    spell = staticmethod(read_names)


class PlaceName(SpelledName):
    spell = staticmethod(place_name)


class VillageName(SpelledName):
    spell = staticmethod(read_village_name)


class PlaqueNumber(SpelledName):
    """As a place is spelled: １２ and 12 are one number."""

    spell = staticmethod(place_name)
