"""The key under which a person's entries lie on a phone: who is somebody else cannot read them.

It follows from the installation's own key and the person, and is handed out to whoever is signed in
as this person; the phone forgets it at sign-out, the entries stay shut until the owner is back.
"""

import base64

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from township.users.models import User

BYTES = 32


def lock_of(user: User) -> str:
    """An AES key of 256 bits as base64; the same for a person as long as the installation's is."""
    secret = settings.SECRET_KEY.encode()
    derived = HKDF(SHA256(), BYTES, salt=None, info=f"township.outbox:{user.pk}".encode())
    return base64.b64encode(derived.derive(secret)).decode()
