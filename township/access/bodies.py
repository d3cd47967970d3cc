"""Whether a request's body may be read at all: it has come whole, and is no longer than its sender
and its page allow. Asked before anything is read from it (township/web marks what came)."""

import shutil
import tempfile

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from township.access.coming_back import is_sent_by_script
from township.access.views import permission_of, request_limit_of
from township.web.arriving import PIECE_TYPE
from township.web.front import announced_length
from township.web.marks import CUT, HEAD_ONLY, MAY_SEND, TOO_LONG

MB = 1024 * 1024


class WholeBodyMiddleware:
    """400 for a body that was cut off on the way: what came of it may be anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.environ.get(CUT):
            return render(request, "cut_off.html", status=400)
        return self.get_response(request)


class BodyLimitMiddleware:
    """413 for a body longer than `limit_for` says, 503 for one the disk has no room for, without a
    look into it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        environ = request.environ
        is_asked = environ.get(HEAD_ONLY, False)
        announced = announced_length(environ) or 0
        if not is_asked and announced <= settings.SMALL_REQUEST and not environ.get(TOO_LONG):
            return self.get_response(request)
        limit = limit_for(request)
        if announced > limit or environ.get(TOO_LONG):
            return self._refuse(request, limit)
        if _fills_the_disk(announced):
            return render(request, "full_disk.html", status=503)
        if is_asked:
            return HttpResponse(status=204, headers={MAY_SEND: str(limit)})
        return self.get_response(request)

    def _refuse(self, request, limit):
        # The page's script keeps what was typed or chosen, lets sign in, and sends again.
        if not request.user.is_authenticated and _is_kept_by_its_page(request):
            return HttpResponse(status=401)
        told = {
            "limit": limit // MB,
            "is_signed_in": request.user.is_authenticated,
            "is_for_files": limit > settings.SMALL_REQUEST,
        }
        return render(request, "413.html", told, status=413)


def _fills_the_disk(announced: int) -> bool:
    """Would the body, put by until it is read, take what the database needs? Half the floor is for
    bodies of files that were announced while there was room (township.files.room)."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return free - announced < settings.DISK_FLOOR // 2


def _is_kept_by_its_page(request) -> bool:
    return is_sent_by_script(request) or request.content_type == PIECE_TYPE


def limit_for(request) -> int:
    """Bytes the body of this request may have.

    Only a page that takes files, and only for who may use it, is allowed more than the small
    measure of everybody.
    """
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return settings.SMALL_REQUEST
    limit = request_limit_of(view)
    if limit <= settings.SMALL_REQUEST or not request.user.is_authenticated:
        return settings.SMALL_REQUEST
    return limit if request.user.may(permission_of(view)) else settings.SMALL_REQUEST
