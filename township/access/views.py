"""What a view must say of itself: the permission it needs, or why it is public."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import resolve


def needs(permission):
    """Mark a function view with the permission that opens it."""

    def mark(view):
        view.permission = permission
        return view

    return mark


def public(reason):
    """Mark a view (function or class) as open to everybody, with the reason why."""

    def mark(view):
        view.public = reason
        return view

    return mark


def _declaring(callback):
    return getattr(callback, "view_class", callback)


def permission_of(callback):
    """The permission a URL's callback names, or None."""
    return getattr(_declaring(callback), "permission", None)


def opens(user, address):
    """Does the page at an address open to the user, as far as its permission goes?"""
    callback = resolve(urlsplit(str(address)).path).func
    if reason_public(callback):
        return True
    return user.is_authenticated and user.may(permission_of(callback))


def reason_public(callback):
    """Why a URL's callback is public, or None."""
    return getattr(_declaring(callback), "public", None)


def with_files(view):
    """Mark a function view as one that is sent files, so that its requests are long."""
    view.request_limit = settings.FILES_REQUEST
    return view


def request_limit_of(callback):
    """How many bytes a request to a URL's callback may have, from who may use it."""
    return getattr(_declaring(callback), "request_limit", settings.SMALL_REQUEST)
