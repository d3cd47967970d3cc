"""What stands in an address or a header as a number. It comes from outside and may be anything:
`²` and `٣` are digits to Python, and five thousand nines are no number it reads."""

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
