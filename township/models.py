"""The ground floor's models, gathered for Django."""

from township.crud.models import UsedKey
from township.files.models import StoredFile, Upload
from township.history.models import Chain, Entry
from township.users.models import District, Membership, Township, User

__all__ = [
    "Chain",
    "District",
    "Entry",
    "Membership",
    "StoredFile",
    "Township",
    "Upload",
    "UsedKey",
    "User",
]
