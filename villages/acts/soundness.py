"""A row that a verb function writes is checked like one from a form, and told in one sentence."""

from typing import Any

from django.core.exceptions import ValidationError

from township.workflow import Refused


def sound(row: Any) -> Any:
    """The row itself when its fields and constraints hold; Refused with the sentences if not."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(_told(row, error)) from None
    return row


def _told(row, error):
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {field.name: field.verbose_name for field in row._meta.fields}
    return [
        f"{names[name]}：{message}" if name in names else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]
