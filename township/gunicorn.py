"""How the production server runs: gunicorn --config python:township.gunicorn township.wsgi

Two processes suffice for a township on two cores. Each has threads, because a large download
to a slow phone would otherwise keep a whole process busy.
"""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 120
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"

# A phone that went out of range never says so: its thread, and the file it was sending, would
# wait for ever. What had arrived is kept; the phone goes on from there.
STALLED_SECONDS = 30


def pre_request(worker, request):
    """Called by gunicorn between the head of a request and its body."""
    request.unreader.sock.settimeout(STALLED_SECONDS)
