"""A short text that lies encrypted in the database (个人信息保护法 article 51).

The key comes from FIELD_KEY, or from SECRET_KEY where none is set; what was written under
SECRET_KEY stays readable after FIELD_KEY is introduced.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from township.access.secret import SecretField

UNREADABLE = "（密钥不符，读不出）"


class Sealed(str):
    """A value that the present keys do not open; it is written back as it was read."""


@lru_cache(maxsize=4)
def _box(*secrets):
    keys = []
    for secret in secrets:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"field encryption")
        keys.append(Fernet(base64.urlsafe_b64encode(kdf.derive(secret.encode()))))
    return MultiFernet(keys)


def box():
    """What encrypts fields and imports under way."""
    return _box(*filter(None, (settings.FIELD_KEY, settings.SECRET_KEY)))


class EncryptedField(models.CharField):
    """Up to `letters` characters, encrypted at rest; it cannot be searched or sorted by."""

    def __init__(self, *args, letters=20, **kwargs):
        self.letters = letters
        # A token of n bytes takes about 1.4 n + 100 characters; Chinese takes three bytes each.
        kwargs["max_length"] = 100 + letters * 5
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs | {"letters": self.letters}

    def from_db_value(self, value, expression, connection):
        if not value:
            return value
        try:
            return box().decrypt(value.encode()).decode()
        except InvalidToken:
            return Sealed(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        if not value or isinstance(value, Sealed):
            return value
        return box().encrypt(value.encode()).decode()

    def formfield(self, **kwargs):
        secret = {"max_length": self.letters, "form_class": SecretField}
        return super().formfield(**(secret | kwargs))
