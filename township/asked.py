"""What stands in an address or a header as a number. It comes from outside and may be anything:
`²` and `٣` are digits to Python, and five thousand nines are no number it reads."""

DIGITS = 9


def number(text: str | None, digits: int = DIGITS) -> int | None:
    """The number that up to `digits` plain digits write; None for everything else."""
    if text and len(text) <= digits and text.isascii() and text.isdigit():
        return int(text)
    return None


def year(text: str | None) -> int | None:
    """A year of four digits from 1990 to 2100, as the records of a village have it, else None."""
    found = number(text)
    return found if found is not None and 1990 <= found <= 2100 else None
