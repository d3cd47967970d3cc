"""Time and memory of an act, and the line that shows a figure beside its floor."""

import os
import resource
import statistics
import time
from pathlib import Path

from tests.kill import child, heard

MB = 1024 * 1024


def seconds(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def processor_seconds(act):
    """What the act takes of the processor, with the children that ended in it: what else the
    machine does is not in it."""
    start = _processor()
    act()
    return _processor() - start


def _processor():
    mine, ended = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(one.ru_utime + one.ru_stime for one in (mine, ended))


def bench_village():
    """The one that is there before any part begins; the demonstration has one of its name."""
    from villages.models import Village

    return Village.objects.filter(name="万顺村").earliest("pk")


def peak_mb(act):
    """(seconds, MB above idle) of `act`, run in a child of its own."""

    def measured(tell):
        idle = _memory("VmRSS")
        tell(seconds(act), max(_memory("VmHWM") - idle, 0) / 1024)

    pid, stream = child(measured)
    (answer,) = heard(stream)
    os.waitpid(pid, 0)
    if answer[0] == "failed":
        raise RuntimeError(answer[2])
    return answer


def _memory(name):
    """kB, from the kernel."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise KeyError(name)


def ratio(site, floor):
    """Speed as a share of the floor's, from the seconds of several turns of each.

    Medians: one turn that finds the disk's cache lucky must not be anybody's measure.
    """
    return round(statistics.median(floor) / statistics.median(site), 2)


def told(what, site, floor, of):
    spent, least = statistics.median(site), statistics.median(floor)
    print(f"  {what}: {spent:.2f} s, {of}: {least:.2f} s, {ratio(site, floor)}", flush=True)


def close_database():
    from django.db import connections

    connections.close_all()
