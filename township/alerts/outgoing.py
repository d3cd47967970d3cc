"""One request to an address that an office typed: by https, to the open internet, no further.

The name is looked up once and that very address is talked to, so that it cannot become another
one in between. No redirect is followed, no proxy of the environment used, little read.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

from township.alerts.messages import Message

SECONDS, MOST_READ = 10, 64 * 1024


class NotSent(Exception):
    """It did not arrive; `told` says why, without the address. A later try may do."""

    def __init__(self, told, is_final=False):
        self.told, self.is_final = told, is_final
        super().__init__(told)


class MaybeSent(Exception):
    """It may have arrived: the connection broke, or nobody answered, after it was sent."""


def address_faults(address: str) -> list[str]:
    """Why an address is not talked to; nothing where it is. Asks no name server."""
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return ["地址写得不对。"]
    schemes = ("https", "http") if settings.HOOKS_INSIDE else ("https",)
    if parts.scheme not in schemes or not host or not address.isascii():
        return ["地址要以“https://”开头。"]
    if parts.username or parts.password or (port is not None and not 0 < port < 65536):
        return ["地址里不能有账号和密码。"]
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return []
    return [] if _is_allowed(literal) else [INSIDE]


INSIDE = "这个地址在内部网络；要发到内部网络的，请运维在 .env 里设置 HOOKS_INSIDE=1。"


def _is_allowed(address) -> bool:
    if settings.HOOKS_INSIDE:
        return not (address.is_multicast or address.is_unspecified)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def _resolved(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent("找不到这个地址") from None
    addresses = [one[4][0] for one in found]
    # One bad address among good ones is one too many.
    if not all(_is_allowed(ipaddress.ip_address(one.partition("%")[0])) for one in addresses):
        raise NotSent("地址在内部网络，不能发送", is_final=True)
    return addresses[0]


def post(message: Message) -> bytes:
    """Send it and return what was answered; raises NotSent or MaybeSent."""
    if address_faults(message.address):
        raise NotSent("地址不能用，请修改发送方式", is_final=True)
    parts = urlsplit(message.address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.default_port = 443 if parts.scheme == "https" else 80
    connection.sock = _connected(parts, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, message.body, message.headers)
        answer = connection.getresponse()
        body = answer.read(MOST_READ)
    except (OSError, http.client.HTTPException):
        raise MaybeSent from None
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotSent(f"对方没有接收（状态{answer.status}）", is_final=300 <= answer.status < 429)
    return body


def _connected(parts, port):
    try:
        found = socket.create_connection((_resolved(parts.hostname, port), port), SECONDS)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            found = context.wrap_socket(found, server_hostname=parts.hostname)
    except ssl.SSLError:
        raise NotSent("对方的证书有问题") from None
    except OSError:
        raise NotSent("连不上对方") from None
    return found
