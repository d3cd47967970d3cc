"""Requests, counted: by part of the site, reading or writing, and answer.

The web server has several processes. Where it names a folder (PROMETHEUS_MULTIPROC_DIR, set before
this module is loaded), each keeps its numbers there in a file of its own, and whichever is asked
adds them all up; a process that was replaced keeps its share.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10)
_own = CollectorRegistry()
_answered = Counter(
    "chuangjiantong_requests",
    "Requests answered, by part of the site, way (read, write) and status",
    ["part", "way", "status"],
    registry=_own,
)
_lasted = Histogram(
    "chuangjiantong_request_seconds",
    "How long the site worked on a request",
    ["part", "way"],
    buckets=SECONDS,
    registry=_own,
)


def count(part: str, is_reading: bool, status: int, seconds: float) -> None:
    way = "read" if is_reading else "write"
    _answered.labels(part, way, status).inc()
    _lasted.labels(part, way).observe(seconds)


def as_metrics() -> bytes:
    """The numbers of all processes of this server, in the text format of Prometheus."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(_own)
    everybody = CollectorRegistry()
    MultiProcessCollector(everybody)
    return generate_latest(everybody)
