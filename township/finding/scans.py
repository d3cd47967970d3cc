"""Pages of 扫描收件 whose place nobody has said, by the words that were read off them.

The newest ones are looked through: few wait at a time.
"""

from dataclasses import dataclass

from archives.models import ScanPage, ScanReading
from archives.queries.scan import proposed_titles
from archives.queries.search import pieces
from archives.rules.scan_lines import text_of
from township.finding.asking import FoundLine, around
from township.finding.shapes import note
from township.shorttext import one_line

LOOKED_AT = 300


@dataclass(frozen=True)
class CodelessKind:
    """Every word stands on the page or is its village's; at least one stands on the page."""

    label: str
    permission: str

    def find(self, user, words):
        pages = self._waiting(user).order_by("-batch", "order")[:LOOKED_AT]
        texts = _texts(pages)
        return [page.pk for page in pages if _fits(page, texts[page.pk].lower(), words)]

    def show(self, user, ids, words):
        pages = self._waiting(user).in_bulk(ids)
        found = [pages[pk] for pk in ids if pk in pages]
        texts, titles = _texts(found), proposed_titles(found)
        for page in found:
            yield FoundLine(
                page.get_absolute_url(),
                pieces(titles.get(page.pk, str(page)), words),
                note(page.batch.village, page.batch.name, page, "待指定"),
                around(texts[page.pk], words),
            )

    def _waiting(self, user):
        rows = ScanPage.objects.for_user(user, self.permission).codeless()
        return rows.select_related("batch__village")


def _texts(pages):
    """{page id: what was read off it}."""
    readings = ScanReading.objects.in_bulk({page.file_id for page in pages if page.file_id})
    return {
        page.pk: one_line(text_of(readings[page.file_id].lines_of(page.number)))
        if page.file_id in readings
        else ""
        for page in pages
    }


def _fits(page, text, words):
    place = page.batch.village.name.lower()
    return any(word in text for word in words) and all(
        word in text or word in place for word in words
    )
