"""Where a person who has to sign in first comes back to: always a page that can be opened."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse

SENT_BY_SCRIPT = "X-Sent-By"
# The field of a form that holds what is asked before it is sent.
ASK_BEFORE = "ask_before"


def is_sent_by_script(request):
    """A form that static/js/send-form.js sends: its answer is read by the page, not shown."""
    return SENT_BY_SCRIPT in request.headers


def way_back(request):
    """The address asked for; for what has no page of its own, the page it was asked from."""
    if request.method in ("GET", "HEAD") and not request.htmx and not _is_act(request.path):
        return request.get_full_path()
    asked_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    for address in (asked_from, request.get_full_path()):
        parts = urlsplit(address)
        if parts.netloc in ("", request.get_host()) and _is_page(parts.path):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("home")


def _view_class(path):
    try:
        return getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        return None


def _shows(view_class):
    return "get" in view_class.http_method_names and hasattr(view_class, "get")


def _is_page(path):
    """Does a GET of this path show something? A function does not tell: taken for no."""
    view_class = _view_class(path)
    return view_class is not None and _shows(view_class)


def _is_act(path):
    """Is this an address that can only be sent to?"""
    view_class = _view_class(path)
    return view_class is not None and not _shows(view_class)
