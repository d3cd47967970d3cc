"""The keys of an installation: never in a backup, but known again by their fingerprints."""

import hashlib

from django.conf import settings

# Slow on purpose: a fingerprint in the wrong hands helps nobody to guess a weak key.
_SALT, _COST = b"chuangjiantong backup keys", 2**14


def fingerprint(key: str) -> str:
    """Sixteen letters that know a key again and do not tell it; "" for none."""
    if not key:
        return ""
    return hashlib.scrypt(key.encode(), salt=_SALT, n=_COST, r=8, p=1, dklen=8).hex()


def fingerprints() -> dict[str, str]:
    return {name: fingerprint(getattr(settings, name)) for name in ("SECRET_KEY", "FIELD_KEY")}


def missing(told: dict[str, str]) -> list[str]:
    """Names of the keys of a backup that this installation does not have."""
    here = set(fingerprints().values())
    return [name for name, value in told.items() if value and value not in here]
