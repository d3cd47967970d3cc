"""Answers that no page gives: refusals and outages in Chinese, redirects for a page's script."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from township.access.coming_back import ASK_BEFORE, is_sent_by_script, way_back
from township.files.errors import FileGone, StorageUnavailable, UploadRefused
from township.fitting import is_misfit
from township.workflow import Refused

log = logging.getLogger(__name__)
FORM = "application/x-www-form-urlencoded"
OUTAGES = (StorageUnavailable, OperationalError, InterfaceError)


def unavailable(request, error):
    """503 without a question to the database: who is asking may not be known."""
    log.error("unavailable: %s", error, exc_info=error)
    name = "misfit.html" if is_misfit(error) else "503.html"
    page = render_to_string(name, {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_blank = response.status_code == 405 and not response.streaming and not response.content
        if not (is_blank and request.accepts("text/html")) or request.headers.get("Tus-Resumable"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request, error):
        if isinstance(error, Refused):
            return self._answer(request, "409.html", 409, error.reasons)
        if isinstance(error, FileGone):
            log.error("gone: %s %s", request.path, error)
            return render(request, "410.html", {"sentence": error.sentence}, status=410)
        if isinstance(error, UploadRefused):
            return self._answer(request, "409.html", 409, [str(error)])
        is_outage = isinstance(error, OUTAGES) or is_misfit(error)
        return unavailable(request, error) if is_outage else None

    def _answer(self, request, template, status, reasons):
        return render(request, template, {"reasons": reasons}, status=status)


class AskBeforeMiddleware:
    """A form that is to be asked about (`ask_before`) and was not: it was sent before the scripts
    came, or where there are none. The question, with all that was sent; the answer does the act."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or request.content_type != FORM:
            return None
        if not (sentence := request.POST.get(ASK_BEFORE)) or not request.user.is_authenticated:
            return None
        left_out = (ASK_BEFORE, "csrfmiddlewaretoken")
        sent = [(n, one) for n, held in request.POST.lists() for one in held if n not in left_out]
        told = {"sentence": sentence, "sent": sent, "back": way_back(request)}
        return render(request, "ask_before.html", told)


class SentFormMiddleware:
    """A redirect for a form that the page's script sent: where to go, for the script to follow.

    A browser that followed it by itself would load the next page twice and lose its messages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code not in (301, 302, 303) or not is_sent_by_script(request):
            return response
        answer = HttpResponse(status=204, headers={"Go-To": response["Location"]})
        answer.cookies = response.cookies
        return answer
