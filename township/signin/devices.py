"""Devices a person has signed in from before, told by a signed cookie: it opens nothing, it only
keeps strangers' guesses from locking the owner out there."""

import secrets

from django.conf import settings
from django.core import signing

SALT = "township.signin.devices"
KEPT_SECONDS = 180 * 24 * 3600
MOST_PEOPLE = 12  # of a computer that several share


def device_of(request, user_id) -> str:
    """The name of this device among the devices of a user, "" if it is not known."""
    return _people(request).get(str(user_id), "")


def remember(request, response, user) -> None:
    """Let the browser know that this user has signed in here."""
    people = _people(request)
    known = people.pop(str(user.pk), None) or secrets.token_urlsafe(12)
    people[str(user.pk)] = known
    newest = dict(list(people.items())[-MOST_PEOPLE:])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(newest, salt=SALT),
        max_age=KEPT_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _people(request):
    """{user id: device} that the browser brings."""
    given = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        return signing.loads(given, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return {}
