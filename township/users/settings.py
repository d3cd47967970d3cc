"""What townships differ in, as declared settings with a default (dossier §1.2, §1.4, §5).

An app declares its settings once at import; `township.setting(key)` reads one.
"""

from dataclasses import dataclass

SETTINGS = {}


@dataclass(frozen=True)
class Setting:
    """One setting: `kind` is "int", "decimal", "text", "phone", "choice" or "bool"; bounds are
    inclusive. A phone is an office's and public.
    `not_below` is the key of another one that this may not fall below.

    A decimal has one place and is kept as text, so that it never becomes a float.
    """

    key: str
    label: str
    default: object
    kind: str = "int"
    help: str = ""
    minimum: int | None = None
    maximum: int | None = None
    not_below: str = ""
    choices: tuple = ()
    group: str = "一般"


def declare(key, label, default, **options):
    """Add a setting; declaring a key twice is a mistake."""
    if key in SETTINGS:
        raise ValueError(f"setting {key} is declared twice")
    SETTINGS[key] = Setting(key, label, default, **options)
