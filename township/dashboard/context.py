"""Context that every page is framed with."""

from django.conf import settings

from township.dashboard.navigation import navigation_for


def frame(request):
    user = getattr(request, "user", None)
    context = {"is_demo": settings.DEMO, "version": settings.VERSION}
    if user is not None and user.is_authenticated:
        context |= {
            "navigation": navigation_for(user, request.path),
            "township_name": str(user.township or ""),
            "role_label": user.role_names,
        }
    return context
