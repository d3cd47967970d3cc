"""The bell of every page."""

from township.alerts.models import unread_count


def bell(request):
    """The unread number, counted when a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unread_alerts": lambda: unread_count(user)}
