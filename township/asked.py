"""What stands in an address or a header as a number. It comes from outside and may be anything:
`²` and `٣` are digits to Python, and five thousand nines are no number it reads."""

from django.core.exceptions import BadRequest

DIGITS = 9
FIRST_YEAR, LAST_YEAR = 1990, 2100


def number(text: str | None, digits: int = DIGITS) -> int | None:
    """The number that up to `digits` plain digits write; None for everything else."""
    if text and len(text) <= digits and text.isascii() and text.isdigit():
        return int(text)
    return None


def year(text: str | None) -> int | None:
    """A year from 1990 to 2100, in which a village's records may lie, else None."""
    found = number(text)
    return found if found is not None and FIRST_YEAR <= found <= LAST_YEAR else None


class AddressMiddleware:
    """400 for an address with U+0000: no text holds it, and PostgreSQL takes it for no text."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any("\x00" in text for key, given in request.GET.lists() for text in (key, *given)):
            raise BadRequest("U+0000 in the address")
        return self.get_response(request)
