"""A sentence that refuses an act, with the page where what it names is mended."""

from typing import Self

from django.urls import reverse


class Mendable(str):
    """Read and joined as any sentence; `url` leads whoever may open it to where it is mended."""

    __slots__ = ("url",)
    url: str

    def __new__(cls, sentence: str, view: str, *args: object) -> Self:
        mendable = super().__new__(cls, sentence)
        mendable.url = reverse(view, args=args)
        return mendable
