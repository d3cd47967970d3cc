"""The official paper of a standard is registered, also after the standard was handed down."""

from django.db import transaction

from campaigns.models import StandardDocument
from township.history.chain import record
from township.users.models import User


@transaction.atomic
def register(document: StandardDocument, *, by: User) -> StandardDocument:
    """Save the document of a version; an earlier one of the same version is kept."""
    version = document.version
    before = version.document
    document.save()
    told = f"登记标准文件：{version}，{document}"
    record("standard.edit", version, by, f"{told}，代替{before}" if before else told)
    return document
