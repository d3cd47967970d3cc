"""How well and how fast scans are read: pages printed here, scanned askew and photographed."""

import io
import sys
import time
import uuid
from resource import RUSAGE_CHILDREN, getrusage

# Degrees; most lie upright.
TURNS = (0, 0, 0, 0, 90, 180, 270)


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
