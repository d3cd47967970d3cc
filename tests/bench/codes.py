"""Codes on 200 pages made here: printed and turned, pulled awry, noised, photographed."""

import io
import time

# Of each kind so many; 200 in all.
KINDS = {"printed": 80, "skewed": 40, "noised": 40, "photographed": 40}
PAPERS = {
    "sign_in": "sign_in",
    "ballot": "ballot",
    "tally_form": "tally_first",
    "minutes": "minutes",
    "meeting_notice": "notice",
}
DOTS = 200
TURNS = [lies + awry for lies in (0, 90, 180, 270) for awry in (-5, -2, 0, 2, 5)]


def _sheets(count):
    """[(mark, picture)]: one page each of different things, signed by scribbles."""
    from tests.archives import scans
    from tests.township.paper_samples import SAMPLES
    from township.papers import compose
    from township.papers.marks import PaperMark

    found = []
    for at in range(count):
        name, sheet = list(PAPERS.items())[at % len(PAPERS)]
        mark = PaperMark(7, sheet, 1000 + at)
        values = SAMPLES[name] | {"mark": mark}
        (first, *_) = scans.sheets(compose(name, values).pdf(), DOTS)
        found.append((mark, scans.signed(first, at)))
    return found


def _spoilt(kind, sheet, at):
    from tests.archives import scans

    if kind == "printed":
        return scans.turned(sheet, TURNS[at % len(TURNS)])
    return {"skewed": scans.skewed, "noised": scans.noised, "photographed": scans.photographed}[
        kind
    ](sheet, at)


def _is_read(picture, mark):
    """Is the thing read, and nothing else?"""
    from PIL import Image

    from tests.archives import scans
    from township.files.codereader import LONGEST, codes
    from township.papers.marking import read_mark
    from township.papers.marks import code_in

    seen = Image.open(io.BytesIO(scans.jpeg(picture)))
    seen.thumbnail((LONGEST, LONGEST))
    things = {
        (found.sheet, found.thing)
        for one in codes(seen)
        if (code := code_in(one["text"])) and (found := read_mark(code))
    }
    return things == {(mark.sheet, mark.thing)}


def measure_codes(share=1.0):
    """{figure: value}; `share` of the pages."""
    figures, spent = {}, 0.0
    for kind, count in KINDS.items():
        count = max(5, int(count * share))
        read = 0
        for at, (mark, sheet) in enumerate(_sheets(count)):
            picture = _spoilt(kind, sheet, at)
            begun = time.perf_counter()
            read += _is_read(picture, mark)
            spent += time.perf_counter() - begun
        figures[f"codes_{kind}"] = round(read / count, 3)
        print(f"  {kind}: {read} of {count} read", flush=True)
    return figures | {"codes_page_s": _page_seconds()}


def _page_seconds(pages=10):
    """Seconds a page as the worker reads it, child, drawing and picture included."""
    from tests.archives import scans
    from township.files import page_codes
    from township.files.storing import keep_composed

    pile = scans.scanned([sheet for _, sheet in _sheets(pages)])
    file = keep_composed(pile, "扫描.pdf")
    begun = time.perf_counter()
    for number in range(1, pages + 1):
        page_codes.read_page(file, number)
    found = round((time.perf_counter() - begun) / pages, 2)
    print(f"  {found} s a page", flush=True)
    return found
