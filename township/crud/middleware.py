"""Refusals and outages that no page caught, told in Chinese with what to do."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from township.files.errors import StorageUnavailable, UploadRefused
from township.workflow import Refused

log = logging.getLogger(__name__)
OUTAGES = (StorageUnavailable, OperationalError, InterfaceError)


def unavailable(request, error):
    """503 without a question to the database: who is asking may not be known."""
    log.error("unavailable: %s", error, exc_info=error)
    page = render_to_string("503.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, Refused):
            return self._answer(request, "409.html", 409, error.reasons)
        if isinstance(error, UploadRefused):
            return self._answer(request, "409.html", 409, [str(error)])
        return unavailable(request, error) if isinstance(error, OUTAGES) else None

    def _answer(self, request, template, status, reasons):
        return render(request, template, {"reasons": reasons}, status=status)
