"""A sentence that says why not, with the address of where that is mended."""

from typing import Any

from django.urls import reverse


class Hindrance(str):
    """A sentence as any other; `address` leads to the page that mends what it tells of."""

    __slots__ = ("address",)


def mended_at(url_name: str, *args: Any, told: str) -> Hindrance:
    """The sentence `told`, leading to a page."""
    hindrance = Hindrance(told)
    hindrance.address = reverse(url_name, args=args)
    return hindrance
