"""What a password must be, in words of the office, and first passwords that the system makes.

GB/T 22239-2019, level 2, 7.1.4.1: complex, and changed; OWASP ASVS 5.0, 6.2: no common word, no
word of the context, and a first password that is generated, dies soon and must be changed.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
LONGEST = 128
FIRST_PASSWORD_LIVES = timedelta(hours=72)
# Read aloud and written by hand: nothing that looks like something else (0 O, 1 I l, 5 S, 2 Z …).
UPPER, LOWER, DIGITS = "ACDEFGHJKLMNPQRTWXY", "abcdefghkmnpqrstwxyz", "34679"
TOO_SIMILAR = 0.7
# What everybody here would try first; digits and signs around them do not help.
GUESSABLE = (
    "chuangjiantong",
    "chuangjian",
    "chuang",
    "zizhi",
    "cunwu",
    "admin",
    "password",
    "mima",
)


def generated() -> str:
    """A first password: three groups of four, about 43 bits."""
    groups = (
        "".join(secrets.choice(letters) for _ in range(4)) for letters in (UPPER, LOWER, DIGITS)
    )
    return "-".join(groups)


@dataclass(frozen=True)
class FirstPassword:
    """A first password with its digest, which takes as long to compute as an act: several are made
    before anything is locked."""

    words: str = field(repr=False)
    digest: str = field(repr=False)

    @classmethod
    def made(cls) -> "FirstPassword":
        words = generated()
        return cls(words, make_password(words))


def is_similar(old: str, new: str) -> bool:
    """Is a new password the old one, or the old one with a little changed?"""
    old, new = old.casefold(), new.casefold()
    if old in new or new in old:
        return True
    return SequenceMatcher(a=old, b=new).ratio() >= TOO_SIMILAR


class LengthValidator:
    """8 to 128 characters; longer ones would only keep the processor busy."""

    def validate(self, password, user=None):
        if not 8 <= len(password) <= LONGEST:
            raise ValidationError(self.get_help_text(), code="password_length")

    def get_help_text(self):
        return f"密码要有8个字符以上，不超过{LONGEST}个。"


class OwnNameValidator(password_validation.UserAttributeSimilarityValidator):
    """Not the sign-in name or the own name with a little changed."""

    DEFAULT_USER_ATTRIBUTES = ("username", "full_name")

    def __init__(self):
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self):
        return "密码和账号或姓名太像，容易被猜到，请换一个。"

    def get_help_text(self):
        return "密码不能和账号、姓名差不多。"


class CommonValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return "这个密码太常见，容易被猜到，请换一个。"

    def get_help_text(self):
        return "密码不能是别人常用的。"


class ThreeClassesValidator:
    """At least three of: lower case, upper case, digits, other signs."""

    def validate(self, password, user=None):
        if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self):
        return "密码要包含小写字母、大写字母、数字、符号中的至少三种。"


class GuessableWordsValidator:
    """Not one of the words of this place with digits and signs around it."""

    def validate(self, password, user=None):
        letters = re.sub(r"[^a-z]", "", password.casefold())
        left = letters
        for word in GUESSABLE:
            left = left.replace(word, "")
        if left != letters and len(left) < 3:
            raise ValidationError(
                "密码里除了系统名称一类的词，没有别的内容，容易被猜到，请换一个。",
                code="password_guessable",
            )

    def get_help_text(self):
        return "密码不能只是系统名称加数字。"
