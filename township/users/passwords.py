"""Password rule of the classified protection scheme (GB/T 22239, level 2, 7.1.4.1)."""

import re

from django.core.exceptions import ValidationError

CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")


class ThreeClassesValidator:
    """At least three of: lower case, upper case, digits, other signs."""

    def validate(self, password, user=None):
        if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self):
        return "密码要包含小写字母、大写字母、数字、符号中的至少三种。"
