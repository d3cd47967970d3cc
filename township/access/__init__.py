"""Who may do what, and on which rows. Deny by default."""

from township.access.policy import GRANTS, Reach, Role
from township.access.querysets import ScopedQuerySet
from township.access.views import needs, permission_of, public, reason_public

__all__ = [
    "GRANTS",
    "Reach",
    "Role",
    "ScopedQuerySet",
    "needs",
    "permission_of",
    "public",
    "reason_public",
]
