"""Refusals and outages that no page caught, told in Chinese with what to do."""

import logging

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

from township.files.errors import StorageUnavailable, UploadRefused
from township.workflow import Refused

log = logging.getLogger(__name__)


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
        if isinstance(error, StorageUnavailable | OperationalError | InterfaceError):
            log.error("unavailable: %s", error, exc_info=error)
            return render(request, "503.html", {"request_id": request.id}, status=503)
        return None

    def _answer(self, request, template, status, reasons):
        return render(request, template, {"reasons": reasons}, status=status)
