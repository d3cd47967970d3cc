"""The one place where what everybody may read loses its personal numbers."""

import re

from township.access import reason_public
from township.personal.models import OpenPhone
from township.personalnumbers import telephones, without_numbers

# Text between tags; what stands in tags are addresses and drawings.
BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]+(?=<)")


class PublicPageMiddleware:
    """Hides identity numbers, and telephone numbers that nobody has said are an office's, on every
    page that needs no account."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        is_page = response.get("Content-Type", "").startswith("text/html")
        if match and is_page and not response.streaming and reason_public(match.func):
            response.content = masked_page(response.text)
        return response


def masked_page(page: str) -> str:
    """The page with the numbers in its text hidden."""
    digits = {one.digits for text in BETWEEN_TAGS.findall(page) for one in telephones(text)}
    open_ones = OpenPhone.objects.among(digits)
    return BETWEEN_TAGS.sub(lambda text: without_numbers(text[0], open_ones), page)
