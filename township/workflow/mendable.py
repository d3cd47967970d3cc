"""A sentence that refuses an act, with the page where what it names is mended."""

from typing import Self

from django.urls import reverse
from django.utils.html import format_html

from township.access import opens
from township.users.models import User


class Mendable(str):
    """Read and joined as any sentence; `url` leads whoever may open it to where it is mended."""

    __slots__ = ("url",)
    url: str

    def __new__(cls, sentence: str, view: str, *args: object) -> Self:
        mendable = super().__new__(cls, sentence)
        mendable.url = reverse(view, args=args)
        return mendable


def way_to_mend(reason: str, user: User | None) -> str:
    """The link beside a sentence that refuses; "" where it leads nowhere that the user may open,
    or before it is known who asks."""
    url = getattr(reason, "url", "")
    if not url or user is None or not opens(user, url):
        return ""
    return format_html('　<a class="text-nowrap" href="{}">去办理</a>', url)


def with_way(reason: str, user: User) -> str:
    """The sentence with that link behind it, for a place where no template writes it."""
    way = way_to_mend(reason, user)
    return format_html("{}{}", reason, way) if way else reason
