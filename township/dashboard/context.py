"""Context that every page is framed with."""

from functools import partial

from django.conf import settings

from township.access import Role
from township.accounts.help import help_on
from township.accounts.look_views import COOKIE
from township.crud.parts import shared
from township.dashboard.navigation import navigation_for, own_village
from township.users.models import looks


def frame(request):
    user = getattr(request, "user", None)
    context = {"is_demo": settings.DEMO, "version": settings.VERSION}
    if user is not None and user.is_authenticated:
        own = shared(("own village",), partial(own_village, user))
        # Looked up where they are shown: each is in a part of its own.
        context |= {
            "navigation": lambda: navigation_for(user, request.path, own()),
            "township_name": str(user.township or ""),
            "role_label": lambda: _role_label(user, own()),
            "look": user.look,
            **help_on(request),
        }
    else:
        context["look"] = looks(request.COOKIES.get(COOKIE, ""))
    return context


def _role_label(user, own):
    return user.roles_called({Role.CADRE: own.words.worker} if own else {})
