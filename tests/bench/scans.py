"""How well and how fast scans are read: pages printed here, scanned askew and photographed."""

import io
import statistics
import sys
import threading
import time
import uuid
from resource import RUSAGE_CHILDREN, getrusage

# Degrees; most lie upright.
TURNS = (0, 0, 0, 0, 90, 180, 270)
# A page of the site may become so much slower while scans are read beside it.


def measure_scans(pages):
    """{figure: value} over so many pages: words found, pages an hour, memory of the child."""
    from archives.rules import bigrams, page_likeness, scan_lines
    from tests import scanned
    from township.files import scanning
    from township.files.storing import store

    asked = found = titles = days = doubtful = 0
    seconds = []
    before = getrusage(RUSAGE_CHILDREN)
    for number in range(pages):
        title, day, paragraphs = scanned.minutes(number)
        picture = scanned.printed(title, paragraphs, size=(14, 12, 10.5)[number % 3])
        worn = (scanned.askew, scanned.photographed)[number % 2](picture, number)
        worn = worn.rotate(TURNS[number % len(TURNS)], expand=True)
        content = scanned.jpeg(worn) if number % 3 else scanned.as_pdf(worn)
        ending = "jpg" if number % 3 else "pdf"
        file = store(io.BytesIO(content), f"{uuid.uuid4().hex}.{ending}")
        begun = time.monotonic()
        told = scanning.read(file, 1)
        seconds.append(time.monotonic() - begun)
        lines = told["read"][0]["lines"]
        text = bigrams.normalise(scan_lines.text_of(lines))
        words = scanned.words_of([title, *paragraphs])
        missing = {word for word in words if word not in text}
        asked += len(words)
        found += len(words) - len(missing)
        doubtful += sum(map(scan_lines.is_doubtful, lines))
        likeness = page_likeness.likeness(lines, file.created_at.date())
        titles += bool(likeness) and likeness.title == title
        days += bool(likeness and likeness.on) and likeness.on.timetuple()[:3] == day
        if missing:
            print(
                f"  page {number}: {len(missing)} missing, {sorted(missing)[:6]}", file=sys.stderr
            )
    after = getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "scan_words_found": round(found / asked, 4),
        "scan_pages_an_hour": round(3600 * pages / used),
        "scan_seconds_a_page": round(sum(seconds) / pages, 2),
        "scan_peak_mb": after.ru_maxrss // 1024,
        "scan_titles_right": round(titles / pages, 3),
        "scan_days_right": round(days / pages, 3),
        "scan_doubtful_lines": doubtful,
    }


def measure_beside(scans, times):
    """{figure: value}: a page of the site while so many scans are read beside
    it, as a multiple of the same page while none is. Both take turns, so that what else the machine
    does falls on both: of the clock, and of the processor alone."""
    from django.test import Client

    from tests import scanned
    from tests.bench.shares import addresses, asking
    from tests.personas import told
    from township.files import scanning
    from township.files.storing import store

    cast, client = told(), Client()
    client.force_login(cast["office"])
    ask = asking(client, addresses(cast)["archive list"])
    alone, beside = [], []
    ask()
    for number in range(scans):
        title, _, paragraphs = scanned.minutes(number)
        worn = scanned.askew(scanned.printed(title, paragraphs), number)
        file = store(io.BytesIO(scanned.jpeg(worn)), f"{uuid.uuid4().hex}.jpg")
        alone += [_asked(ask) for _ in range(times)]
        reading = threading.Thread(target=scanning.read, args=(file, 1))
        reading.start()
        beside += [_asked(ask) for _ in range(times) if reading.is_alive()]
        reading.join()
    clock, processor = (
        round(statistics.median(one) / statistics.median(other), 3)
        for one, other in zip(zip(*beside, strict=True), zip(*alone, strict=True), strict=True)
    )
    return {
        "scan_beside_clock": clock,
        "scan_beside_processor": processor,
        "scan_beside_requests": len(beside),
    }


def _asked(ask):
    """(seconds of the clock, of the processor) of a request; ten a second, so that the child, which
    gives way, reads between them."""
    time.sleep(0.1)
    clock, processor = time.perf_counter(), time.thread_time()
    ask()
    return time.perf_counter() - clock, time.thread_time() - processor
