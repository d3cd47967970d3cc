"""Whoever is denied something is written down."""

from township.signin.models import AccessEvent
from township.signin.recording import note


class DenialMiddleware:
    """Notes every 403, whether a page, a form or a token was refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 403:
            user = request.user if request.user.is_authenticated else None
            note(AccessEvent.Kind.DENIED, request, user=user)
        return response
