"""How long a request took: counted, and told in the log where it was too long."""

import logging
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

log = logging.getLogger("township.slow")
READING = {"GET", "HEAD", "OPTIONS"}
ELSEWHERE = "other"
FRONT = "front"


class WatchMiddleware:
    """Stands before all others, so that it sees what they take, too."""

    def __init__(self, get_response):
        if not settings.METRICS_TOKEN and not settings.SLOW_REQUEST_MS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.count = _counting() if settings.METRICS_TOKEN else lambda *given: None

    def __call__(self, request):
        began = monotonic()
        response = self.get_response(request)
        seconds = monotonic() - began
        view = getattr(request.resolver_match, "func", None)
        self.count(part_of(view), request.method in READING, response.status_code, seconds)
        if settings.SLOW_REQUEST_MS and seconds * 1000 >= settings.SLOW_REQUEST_MS:
            name = getattr(request.resolver_match, "view_name", None) or ELSEWHERE
            log.warning("slow request: %s %s, %d ms", request.method, name, seconds * 1000)
        return response


def count_turned_away(seconds: float) -> None:
    """Somebody who wanted to write was answered 503 in front of the site, past all middleware."""
    if settings.METRICS_TOKEN:
        _counting()(FRONT, False, 503, seconds)


def _counting():
    from township.watching import requests

    return requests.count


def part_of(view) -> str:
    """villages, archives, campaigns; of the house its own part: accounts, files, finding …"""
    names = getattr(view, "__module__", "").split(".")
    if names[0] == "township" and len(names) > 1:
        return names[1]
    return names[0] if names[0] in ("villages", "archives", "campaigns") else ELSEWHERE
