"""What the archive and a round can carry: each figure beside its floor, measured in the same run.

`python -m tests.bench` (make bench) prints the figures and writes var/bench.json, a flat object:
package_ratio, upload_ratio   speed as a share of the floor's (cp + sha256sum; write + sum + fsync)
package_peak_mb, upload_peak_mb   memory above idle, MB
list_growth   slowest page at 600 villages × 5 years × 30 records over its time at 6 villages; it
    and what follows, milliseconds and seconds of the processor, of pages made anew
search_ms_1m   slowest search page with 1,000,000 records (the least of nine)
round_queries, round_summary_ms, workbook_import_s   a round of 300 villages × 40 indicators × 3
    evaluators: questions a page, its summary, one evaluator's workbook read and written
judge_ms_40   judging the acts of a charter of 40 clauses (the least of nine)
import_preview_s, import_confirm_s, import_queries   a roster of 2,000 rows: judged, then written
compare_ratio   comparing two versions of 120 clauses, beside cutting both
share_…   processor time of Django's bare list as a share of a page's, by page
after_…_act_…   the first request after an act, in times of the kept one; made_…_act_…, in bare
    lists (goals: shares.py; of all other figures: goals.py)
codes_…   share of 200 pages made here whose code is read: printed and turned, pulled awry, noised,
    photographed; codes_page_s   seconds a page of a scan
scan_words_found, scan_pages_an_hour, scan_peak_mb   words of three characters found on 50 pages
    scanned askew or photographed, pages an hour of one core, MB of the child
scan_beside_…   the archive's list while 10 scans are read beside it, in times of the list alone: of
    the clock, of the processor
`--small` takes a few hundredths of that, to see that everything runs. Each part runs in a process
and on a database of its own: what one fills or breaks is not the next one's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.codes import measure_codes
from tests.bench.goals import missed
from tests.bench.imports import measure_imports
from tests.bench.measuring import close_database
from tests.bench.packages import measure_package
from tests.bench.pages import measure_pages
from tests.bench.rounds import measure_rounds
from tests.bench.scans import measure_beside, measure_scans
from tests.bench.shares import measure_shares
from tests.bench.texts import measure_texts
from tests.bench.uploads import measure_upload
from tests.bench.words import measure_search
from tests.kill import set_up
from township import memory

ROOT = Path(__file__).resolve().parent.parent.parent


# What each measures; the search is of the records that the pages were measured with.
PARTS = (
    "shares",
    "package",
    "upload",
    "texts",
    "rounds",
    "imports",
    "search",
    "codes",
    "scans",
    "beside",
)


def main():
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--small", action="store_true", help="a quick run; figures mean little")
    parser.add_argument("--only", default="", choices=["", *PARTS, "pages"])
    chosen = parser.parse_args()
    return measure(chosen.only, chosen.small) if chosen.only else measure_all(chosen.small)


def measure_all(is_small):
    """1 where a part stays below a goal or does not come to its end."""
    small = ["--small"] if is_small else []
    bench = [sys.executable, "-m", "tests.bench", *small, "--only"]
    ended = {name: subprocess.run([*bench, name]).returncode for name in PARTS}
    if bad := [name for name, code in ended.items() if code]:
        print(f"not as they should be: {', '.join(bad)}")
    return int(bool(bad))


def measure(name, is_small):
    files, megabytes, villages, many, records, rows = (
        (40, 20, 12, 30, 20_000, 50) if is_small else (1000, 200, 300, 600, 1_000_000, 2000)
    )
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        folder, figures, below = Path(place), {}, []

        def shares():
            found, dear = measure_shares(5 if is_small else 60)
            below.extend(dear)
            return found

        set_up(folder)
        memory.settle()
        from django.conf import settings

        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        parts = {
            "shares": shares,
            "package": lambda: measure_package(files, folder),
            "upload": lambda: measure_upload(megabytes, folder),
            "texts": measure_texts,
            "rounds": lambda: measure_rounds(villages),
            "imports": lambda: measure_imports(rows),
            "pages": lambda: measure_pages(many),
            "search": lambda: measure_pages(many) | measure_search(records),
            "codes": lambda: measure_codes(0.1 if is_small else 1.0),
            "scans": lambda: measure_scans(4 if is_small else 50),
            "beside": lambda: measure_beside(2 if is_small else 10, 10 if is_small else 80),
        }
        print(f"{name}:", flush=True)
        figures |= parts[name]()
        close_database()
    target = ROOT / "var" / "bench.json"
    known = json.loads(target.read_text()) if target.exists() else {}
    target.write_text(json.dumps(known | figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))
    below += missed(figures)
    if below and not is_small:
        print(f"not within their goal: {'; '.join(below)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
