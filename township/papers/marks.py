"""What the code of a printed sheet says: township, sheet, the thing it is about, page.

A code is signed, so that a paper cannot be made to speak of another thing: the first byte is the
version, the last eight are the tag (HMAC-SHA256, cut). Written in base32, which a QR code packs
tightest. A paper lives long: numbers of SHEETS and the form of a version are never given anew.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

VERSION = 1
TAG = 8
PURPOSE = b"paper-mark\0"
# The sheets that come back, by the number that stands in their codes.
SHEETS = {
    "notice": 1,
    "sign_in": 2,
    "ballot": 3,
    "tally_first": 4,
    "tally_second": 5,
    "minutes": 6,
    "vote": 7,
    "posting": 8,
    "selection": 9,
    "filing_receipt": 10,
    "evaluation": 11,
    "site_visit": 12,
    "reward_receipt": 13,
}
NAMES = {number: name for name, number in SHEETS.items()}
# Cut apart and filled in by many: their pages have no order.
LOOSE = frozenset({"ballot"})
PLACE = "/P/"
CODE = re.compile(r"/P/([A-Z2-7]{10,64})/?$")
LARGEST = 2**63 - 1


class MarkRefused(ValueError):
    """A code of our form that says nothing to us."""


class Unknown(MarkRefused):
    """Of a version or a sheet that this installation does not know."""


class Forged(MarkRefused):
    """Not signed by this installation, or changed since."""


@dataclass(frozen=True)
class PaperMark:
    """`thing` is the id of the row that the sheet is about; page 0 is any page."""

    township: int
    sheet: str
    thing: int
    page: int = 0

    def on_page(self, number: int) -> "PaperMark":
        return self if self.sheet in LOOSE else replace(self, page=number)


def encode(mark: PaperMark, key: str) -> str:
    """The code of a sheet, of capital letters and digits."""
    said = bytes([VERSION, SHEETS[mark.sheet]])
    said += b"".join(map(_packed, (mark.township, mark.thing, mark.page)))
    return base64.b32encode(said + _tag(said, key)).decode().rstrip("=")


def decode(code: str, keys: Sequence[str]) -> PaperMark:
    """What a code says. `keys`: the one in use, then former ones. Raises MarkRefused."""
    try:
        whole = base64.b32decode(code + "=" * (-len(code) % 8))
    except (binascii.Error, ValueError):
        raise Forged(code) from None
    if base64.b32encode(whole).decode().rstrip("=") != code:
        raise Forged(code)  # One thing has one code: no loose bits at its end.
    if not whole or whole[0] != VERSION:
        raise Unknown(code)
    said, tag = whole[:-TAG], whole[-TAG:]
    if not any(hmac.compare_digest(tag, _tag(said, key)) for key in keys):
        raise Forged(code)
    if said[1] not in NAMES:
        raise Unknown(code)
    township, thing, page = _unpacked(said[2:])
    return PaperMark(township, NAMES[said[1]], thing, page)


def address(code: str, site: str) -> str:
    """Where a code leads: scheme and host in capitals too, which makes the drawing smaller."""
    return f"{site.upper()}{PLACE}{code}" if site.count("/") == 2 else f"{site}{PLACE}{code}"


def code_in(content: str) -> str | None:
    """The code in what a QR code holds; None where it is no sheet of this product."""
    found = CODE.search(content.strip())
    return found[1] if found else None


def _tag(said: bytes, key: str) -> bytes:
    return hmac.new(key.encode(), PURPOSE + said, hashlib.sha256).digest()[:TAG]


def _packed(number: int) -> bytes:
    """A number in groups of seven bits, the last group first."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


def _unpacked(said: bytes) -> list[int]:
    numbers, number, shift = [], 0, 0
    for byte in said:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number, shift = 0, 0
    return numbers
