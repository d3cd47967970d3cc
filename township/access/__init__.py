"""Who may do what, and on which rows. Deny by default."""

from township.access.policy import GRANTS, Reach, Role
from township.access.querysets import ScopedQuerySet, is_open, is_same_reach, is_within_reach
from township.access.views import (
    needs,
    opens,
    permission_of,
    public,
    reason_public,
    request_limit_of,
    with_files,
)

__all__ = [
    "GRANTS",
    "Reach",
    "Role",
    "ScopedQuerySet",
    "is_open",
    "is_same_reach",
    "is_within_reach",
    "needs",
    "opens",
    "permission_of",
    "public",
    "reason_public",
    "request_limit_of",
    "with_files",
]
