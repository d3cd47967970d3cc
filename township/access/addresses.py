"""Where a request comes from, told once for everything behind: log, limits, records.

Each proxy adds the address it was asked from at the right of X-Forwarded-For. Of `PROXY_HOPS`
proxies of our own the first one's entry is the client's; what stands left of it anybody can write.
"""

import ipaddress
import re

from django.conf import settings

WITH_PORT = re.compile(r"^(?:\[(?P<six>[0-9A-Fa-f:.]+)\](?::\d+)?|(?P<four>[0-9.]+):\d+)$")


class ClientAddressMiddleware:
    """Sets REMOTE_ADDR to the client's address; first of all, so that nobody sees another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            settings.PROXY_HOPS,
        )
        return self.get_response(request)


def client_address(peer: str, forwarded: str, hops: int) -> str:
    """The address of the client: `peer` asked us, `forwarded` is what the proxies say.

    A request that came past fewer than `hops` proxies is taken for its peer's.
    """
    told = [one.strip() for one in forwarded.split(",") if one.strip()]
    if not hops or len(told) < hops:
        return peer
    found = WITH_PORT.match(told[-hops])
    entry = (found["six"] or found["four"]) if found else told[-hops]
    try:
        return str(ipaddress.ip_address(entry))
    except ValueError:
        return peer
