"""Request id, idle sign-out, and the door: login by default, then the view's permission."""

import secrets

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from township.access import sitting
from township.access.coming_back import is_sent_by_script, way_back
from township.access.request_id import current_request_id, current_sender
from township.access.views import permission_of, reason_public


class RequestIdMiddleware:
    """Gives each request a short id, shown on the error page and written in the log with the
    sender's address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = secrets.token_hex(4)
        current_request_id.set(request.id)
        current_sender.set(("-", request.META.get("REMOTE_ADDR", "-")))
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        return response


class IdleMiddleware:
    """Ends a session that was idle, or has lasted, too long; tells the log whose a request is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            current_sender.set((request.user.username, current_sender.get()[1]))
            if sitting.is_over(request.session):
                logout(request)
            else:
                sitting.stamp(request)
        return self.get_response(request)


class AccessMiddleware:
    """Lets nobody through to a view that does not hold the permission the view names."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, callback, args, kwargs):
        if reason_public(callback):
            return None
        permission = permission_of(callback)
        if not request.user.is_authenticated:
            return self._sign_in_first(request)
        if permission is None or not request.user.may(permission):
            raise PermissionDenied
        if request.user.must_change_password and request.path != reverse("password_change"):
            return redirect("password_change")
        return None

    def _sign_in_first(self, request):
        """To the sign-in page and back; a page's script is told 401, so that it keeps the page."""
        answer = redirect_to_login(way_back(request))
        if request.htmx:
            return HttpResponse(status=401, headers={"HX-Redirect": answer.url})
        return HttpResponse(status=401) if is_sent_by_script(request) else answer
