"""What nobody may read again, once it was given: the one mark of it.

A form field is secret if it, or its widget, carries the mark; every password field does by its
widget. History tells that a secret was set anew, never what it was.
"""

from django import forms

SET_ANEW = "已重设"
# What may be erased on request (个人信息保护法 article 47) is not kept by the history either.
CHANGED = "已修改"


class Secret:
    """Mixed into a form field or a widget whose value is kept out of everything that is told."""


class SecretField(Secret, forms.CharField):
    """Text to be shown to whom it concerns, and written down nowhere in clear."""


def is_secret(field: forms.Field) -> bool:
    return isinstance(field, Secret) or isinstance(field.widget, (Secret, forms.PasswordInput))
