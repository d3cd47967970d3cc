"""The code on a printed sheet, signed with the key of the installation.

Its key is SECRET_KEY; after a change of that, papers that are still out are read by
SECRET_KEY_FALLBACKS.
"""

from django.conf import settings

from township.papers import marks
from township.papers.marks import PaperMark


def mark_of(sheet, row, township):
    """The mark of a sheet about a row, for the values of a paper (`mark`)."""
    return PaperMark(township.pk, sheet, row.pk)


def address_of(mark, page=0):
    """What the code holds: the address that leads back to the sheet's page."""
    code = marks.encode(mark.on_page(page), settings.SECRET_KEY)
    return marks.address(code, settings.SITE_URL)


def read_mark(code):
    """The PaperMark that a code names. Raises MarkRefused."""
    return marks.decode(code, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
