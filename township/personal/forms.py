"""What every form says about personal numbers before it saves: those of papers and bank cards are
refused, telephone numbers are told, with their place, and kept only when they are an office's. What
is kept may not be called a list or a paper about somebody's births, health or identity.

Serves 个人信息保护法 articles 6 and 28. Every text field is looked at by itself; a field meant for
a telephone number says so in `telephones` of its form.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from township import personalnumbers as numbers
from township.access.secret import is_secret
from township.personal.models import OpenPhone
from township.personalnumbers import NumberKind, PersonalNumber
from township.sensitivewords import told_of_name

# Beside the fields of a form, because what is ticked here is no value of the act.
OPEN = "open_phones"
NOT_KEPT = "里面有像{}的数字，请删去。本系统不登记证件号码和银行卡号。"


@dataclass(frozen=True)
class ToldPhone:
    """A telephone number as written in a field, and whether it was said to be an office's."""

    digits: str
    written: str
    place: str
    is_ticked: bool


def is_free_text(field: forms.Field) -> bool:
    """Can anything be written into the field, and be read again?"""
    is_text = isinstance(field, forms.CharField)
    return is_text and not field.widget.is_hidden and not is_secret(field)


class NumbersTold:
    """Mixed into every form that saves."""

    # Fields meant for a telephone number.
    telephones = ()
    # Fields that name what is kept; of a row beside the form's, "row.field".
    names = ("title", "name", "topic", "about", "slogan", "document_title", "meeting_title")
    # The township whose office numbers are let be. Where none is known, every number has to go.
    phones_of = None
    # May somebody say that a number is an office's? Where no page asks, it has to go.
    asks_about_phones = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.told_phones = {}
        for name in self.telephones:
            if name in self.fields:
                self.fields[name].widget.attrs.setdefault("inputmode", "tel")

    @property
    def may_open_phones(self):
        return self.asks_about_phones and self.phones_of is not None

    def written(self) -> Iterator[tuple[str, str]]:
        """(field, text) of what was typed; a form that reads a file adds what stands in it."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if is_free_text(field) and value:
                yield name, value if isinstance(value, str) else self[name].value()

    def _post_clean(self):
        super()._post_clean()
        self.tell_numbers()

    def tell_numbers(self):
        """Refuse what is typed with the number of a person in it."""
        for name, text in list(self.written()):
            found = numbers.personal_numbers(text)
            refused = [one.kind for one in found if one.kind is not NumberKind.TELEPHONE]
            if refused:
                self.add_error(name, NOT_KEPT.format(refused[0].value))
            elif name not in self.telephones:
                self._tell_phones(name, text, found)
            if name.rpartition(".")[2] in self.names and (told := told_of_name(text)):
                self.add_error(name, told)

    def _tell_phones(self, name: str, text: str, found: list[PersonalNumber]) -> None:
        """Keep in mind what was found, and refuse what nobody has said is an office's."""
        open_ones = OpenPhone.objects.among((one.digits for one in found), self.phones_of)
        ticked = set(self.data.getlist(OPEN)) if found and self.may_open_phones else set()
        told = {
            one.digits: ToldPhone(
                one.digits,
                text[one.start : one.end],
                str(self.fields[name].label or ""),
                one.digits in ticked,
            )
            for one in found
            if one.digits not in open_ones
        }
        self.told_phones |= told
        untold = [one.written for one in told.values() if not one.is_ticked]
        if untold:
            self.add_error(name, numbers.phones_told(untold, may_open=self.may_open_phones))

    @property
    def phones_to_open(self):
        """What the page asks about, ticked or not."""
        return list(self.told_phones.values()) if self.may_open_phones else []

    @property
    def opened_phones(self):
        """Numbers that the person has just said are an office's."""
        return [one.digits for one in self.told_phones.values() if one.is_ticked]
