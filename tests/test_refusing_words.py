"""What refuses somebody speaks the office's Chinese: constraints, validators, forms, passwords.

Django's own sentences (包含 Village 和 小组 的 小组 已经存在) name what nobody here knows; they are
replaced in township/locale. No sentence names a field in English or an identifier.
"""

import gettext
import inspect
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth import password_validation
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import fields as form_fields
from django.forms import models as model_forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override
from django_filters import FilterSet

from tests.plain_words import is_plain, latin_in
from township.access.checks import patterns

OURS = ("township", "villages", "archives", "campaigns")
CATALOGUE = Path(settings.BASE_DIR) / "township/locale/zh_Hans/LC_MESSAGES"


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def own(kind):
    """Our classes of a kind; the addresses have loaded every module with forms."""
    assert list(patterns())
    return sorted({one for one in below(kind) if one.__module__.split(".")[0] in OURS}, key=repr)


def of_validators(found):
    for one in found:
        message = getattr(one, "message", None)
        if message:
            yield message
        yield from getattr(one, "messages", {}).values()


def of_model_fields():
    for model in own_models():
        for field in model._meta.local_fields:
            for message in [*field.error_messages.values(), *of_validators(field.validators)]:
                yield f"{model.__name__}.{field.name}", message


def of_form_fields():
    for form in own(forms.BaseForm):
        for name, field in form.base_fields.items():
            for message in [*field.error_messages.values(), *of_validators(field.validators)]:
                yield f"{form.__name__}.{name}", message


def raw(message):
    """What the source says of a sentence: for Django's own, the English."""
    with override(None):
        return str(message % {"limit_value": 2}) if is_plural(message) else str(message)


def is_plural(message):
    return isinstance(message, Promise) and "singular" in getattr(message, "_kw", {})


def said(message):
    return str(message % {key: 2 for key in PARAMETERS}) if is_plural(message) else str(message)


PARAMETERS = ("limit_value", "show_value", "max", "length")


def test_every_constraint_says_what_is_wrong():
    wrong = {}
    for model in own_models():
        for one in model._meta.constraints:
            message = str(one.violation_error_message)
            if message == str(one.default_violation_error_message) or not is_plain(message):
                wrong[one.name] = message
        assert not model._meta.unique_together, f"{model}: a constraint of its own says more"
    assert wrong == {}


def test_a_name_given_twice_is_told_in_the_words_of_the_office(client, cadre, village):
    client.force_login(cadre)
    address = reverse("villages:group_create", args=[village.pk])
    page = client.post(address, {"name": "一组", "households": "5", "adults": "9"}).text
    assert "本村已经有同名的小组。" in page and "包含" not in page


@pytest.mark.parametrize("sentences", [of_model_fields, of_form_fields])
def test_every_field_refuses_in_plain_words(sentences):
    told = list(sentences())
    assert len(told) > 500
    assert {(place, said(one)) for place, one in told if not is_plain(said(one) or "。甲")} == set()


def django_says():
    """Django's sentences about fields and validators, as its classes hold them."""
    kinds = [*vars(form_fields).values(), *vars(model_forms).values(), *vars(models).values()]
    for one in kinds:
        if inspect.isclass(one) and issubclass(one, form_fields.Field | models.Field):
            yield from one.default_error_messages.values()
    for one in vars(validators).values():
        if inspect.isclass(one) and one.__module__ == validators.__name__:
            yield from of_validators([one])


def test_djangos_own_sentences_are_all_replaced():
    replaced = 0
    for message in django_says():
        with override("zh-hans"):
            sentence = said(message)
        if sentence:
            assert is_plain(sentence), f"{sentence!r} is not in township/locale"
            replaced += 1
    assert replaced > 100


def read_catalogue():
    """{msgid: msgstr} of the source of the catalogue."""
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    entry = re.compile(r'^msgid "(.+)"\n(?:msgid_plural ".*"\n)?msgstr(?:\[0\])? "(.+)"$', re.M)
    return {key.replace('\\"', '"'): value for key, value in entry.findall(text)}


def test_the_compiled_catalogue_is_its_source():
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    held = {key[0] if isinstance(key, tuple) else key: one for key, one in compiled.items()}
    del held[""]
    assert held == read_catalogue() and len(held) > 60
    assert [one for one in held.values() if not is_plain(one)] == []


def test_every_label_is_chinese():
    wrong = set()
    for form in own(forms.BaseForm):
        for name, field in form.base_fields.items():
            told = [str(field.label or ""), str(field.help_text or "")]
            if not field.widget.is_hidden and latin_in("".join(told)):
                wrong.add((form.__name__, name, *told))
    for filters in own(FilterSet):
        for name, one in filters.base_filters.items():
            if latin_in(str(one.label or "")):
                wrong.add((filters.__name__, name, one.label))
    assert wrong == set()


@pytest.mark.parametrize(
    "password", ["a", "Aa1-" * 50, "password", "12345678", "Chuang2026", "office-X"]
)
def test_passwords_are_refused_in_plain_words(password, office):
    with pytest.raises(ValidationError) as refused:
        password_validation.validate_password(password, office)
    told = [*refused.value.messages, *password_validation.password_validators_help_texts()]
    assert [one for one in told if not is_plain(one)] == []
