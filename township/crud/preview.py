"""What was looked at is what is written: a preview hands its kept file on in a signed token.

The token holds for an hour and for the row it was made for. A sheet with personal data is not kept
as a file between the two; it travels sealed instead (see docs/decisions/0009).
"""

from django.core import signing
from django.db.models import Model

from township.files.models import StoredFile
from township.workflow import Refused

SALT = "township.preview"
AN_HOUR = 3600


def token_of(about: Model, upload: tuple[StoredFile, str]) -> str:
    """A token for the file and the name it came with, previewed for the row `about`."""
    file, name = upload
    return signing.dumps([about._meta.label_lower, about.pk, file.pk, name], salt=SALT)


def file_of(about: Model, token: str) -> tuple[StoredFile, str]:
    """(StoredFile, name) that a preview's token speaks of. Raises Refused when it is stale."""
    try:
        *told, file_pk, name = signing.loads(token, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        told, file_pk = [], None
    file = StoredFile.objects.filter(pk=file_pk).first()
    if told != [about._meta.label_lower, about.pk] or file is None:
        raise Refused("预览已经过期，请重新上传表格。")
    return file, name
