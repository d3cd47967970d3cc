"""Photos and papers kept beside what a village enters."""

from collections.abc import Iterable
from typing import Any

from township.files.models import StoredFile
from township.users.models import User
from villages.models import (
    Attachment,
)


def attach(instance: Any, files: Iterable[tuple[StoredFile, str]], *, by: User) -> None:
    """Add files [(StoredFile, name)] to a row; the same file twice stays one."""
    for file, name in files:
        Attachment.objects.get_or_create(
            noun=instance._meta.model_name,
            object_id=instance.pk,
            file=file,
            defaults={"village": instance.village, "file_name": name, "added_by": by},
        )
