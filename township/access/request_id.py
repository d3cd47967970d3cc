"""The id of the request at hand and who sent it, for the log and the error page."""

import contextvars
import logging

current_request_id = contextvars.ContextVar("request_id", default="-")
# Sign-in name and address, "-" for what is not known (yet).
current_sender = contextvars.ContextVar("sender", default=("-", "-"))


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = current_request_id.get()
        record.sender = "{}@{}".format(*current_sender.get())
        return True
