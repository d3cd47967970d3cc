"""The one place where what everybody may read loses its personal numbers."""

import re

from township.access import reason_public
from township.personal.models import OpenPhone
from township.personalnumbers import telephones, without_numbers
from township.users.models import Township

# Text between tags; what stands in tags are addresses and drawings.
BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]+(?=<)")


class PublicPageMiddleware:
    """Hides identity numbers, and telephone numbers that nobody has said are an office's, on every
    page that needs no account. A page of a township names it as `request.shown_township`; on any
    other page, no number is an office's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.shown_township = None
        response = self.get_response(request)
        match = request.resolver_match
        is_page = response.get("Content-Type", "").startswith("text/html")
        if match and is_page and not response.streaming and reason_public(match.func):
            response.content = masked_page(response.text, request.shown_township)
        return response


def masked_page(page: str, township: Township | None) -> str:
    """The page with the numbers in its text hidden, but for the township's open ones."""
    digits = {one.digits for text in BETWEEN_TAGS.findall(page) for one in telephones(text)}
    open_ones = OpenPhone.objects.among(digits, township)
    return BETWEEN_TAGS.sub(lambda text: without_numbers(text[0], open_ones), page)
