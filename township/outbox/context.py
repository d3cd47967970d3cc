"""Whether the pages of whoever is signed in set the phone up for work without a signal."""

from django.conf import settings

from township.outbox.captures import takes_along


def outbox(request):
    """`knows_outbox`: phones of this installation may hold entries, of whomever."""
    user = getattr(request, "user", None)
    if not settings.OUTBOX or user is None or not user.is_authenticated:
        return {}
    return {"knows_outbox": True, "has_outbox": takes_along(user)}
