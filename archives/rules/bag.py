"""The hand-over package: a BagIt 1.0 bag (RFC 8493) inside a ZIP, written as a stream.

移交 under DA/T 70-2018 wants every file's checksum with it: each is computed from the very bytes
that go out and held against the one known from the day the file came in; a difference stops the
package. Files are stored, not compressed (photos and PDF gain nothing), so the size is known
before the first byte and memory stays flat for any number of files.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from zipstream import ZIP_STORED, ZipStream

CHUNK = 1024 * 1024
LONGEST_PATH = 200  # bytes of UTF-8: Windows, WPS and old unzip programs agree on this
LONGEST_FOLDER = 60
LONGEST_EXTENSION = 12
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
# What Windows forbids, and "%", which RFC 8493 escapes in manifests and common readers do not.
FORBIDDEN = str.maketrans('<>:"|?*\\%', "＜＞：＂｜？＊＼％")
UNSAFE = set("\\%\r\n\0")
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{word}{n}" for word in ("com", "lpt") for n in range(10)),
}
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class FixityError(Exception):
    """A file is not what its row says, or gone (`actual` is ""). The stream breaks off here."""

    def __init__(self, path: str, expected: str, actual: str) -> None:
        wrong = "的内容与登记的校验值不一致，可能被改动过" if actual else "的文件不见了"
        super().__init__(f"“{path}”{wrong}，没有打包。")
        self.path, self.expected, self.actual = path, expected, actual


@dataclass(frozen=True)
class Member:
    """A file to hand over: its path below data/, what is known of it, and how to open it."""

    path: str
    size: int
    sha256: str
    opener: Callable[[], BinaryIO]


class Bag:
    """`iter(bag)` gives the ZIP's bytes once; `len(bag)` their number beforehand.

    `tags`: further files beside the payload, path → text or bytes (catalogue, metadata).
    `information`: fields of bag-info.txt. Paths must be safe and unique: see `safe_path`.
    """

    def __init__(
        self,
        name: str,
        members: Iterable[Member],
        tags: Mapping[str, str | bytes] | None = None,
        information: Mapping[str, str] | None = None,
        on: date | None = None,
    ) -> None:
        self.name = safe_path(name, set())
        self.members = tuple(members)
        payload = sum(member.size for member in self.members)
        fields = {
            "Bagging-Date": (on or date.today()).isoformat(),
            "Payload-Oxum": f"{payload}.{len(self.members)}",
            **(information or {}),
        }
        self.tags = {"bagit.txt": DECLARATION.encode(), "bag-info.txt": _bag_info(fields)}
        self.tags |= {
            path: text.encode() if isinstance(text, str) else text
            for path, text in (tags or {}).items()
        }
        self._refuse_paths()
        self._stream = self._queued()

    @property
    def filename(self) -> str:
        return f"{self.name}.zip"

    def __len__(self):
        return len(self._stream)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def _queued(self):
        stream = ZipStream(compress_type=ZIP_STORED, sized=True)
        sums = {f"data/{member.path}": member.sha256 for member in self.members}
        tags = self.tags | {MANIFEST: _manifest(sums)}
        tag_sums = {path: hashlib.sha256(content).hexdigest() for path, content in tags.items()}
        tags[TAG_MANIFEST] = _manifest(tag_sums)
        for path, content in tags.items():
            stream.add(content, f"{self.name}/{path}")
        for member in self.members:
            stream.add(_checked(member), f"{self.name}/data/{member.path}", size=member.size)
        return stream

    def _refuse_paths(self):
        paths = [*self.tags, *(f"data/{member.path}" for member in self.members)]
        if len({path.casefold() for path in paths}) != len(paths):
            raise ValueError("two files of one bag have the same path")
        for path in paths:
            if UNSAFE & set(path) or {"", ".", ".."} & set(path.split("/")):
                raise ValueError(f"unsafe path in a bag: {path}")


def safe_path(text: str, taken: set[str]) -> str:
    """A readable path every system can unpack: ≤ 200 bytes, no sign Windows forbids, unique.

    "/" separates folders, of which two are kept. `taken` holds the paths given so far in lower
    case and grows by this one.
    """
    *folders, name = [_safe_part(part) for part in text.split("/") if part.strip(". ")] or [
        "未命名"
    ]
    path = "/".join([*(_cut(folder, LONGEST_FOLDER) for folder in folders[:2]), name])
    path, number = _shortened(path, ""), 2
    candidate = path
    while candidate.casefold() in taken:
        candidate = _shortened(path, f"({number})")
        number += 1
    taken.add(candidate.casefold())
    return candidate


def _checked(member):
    """The member's bytes; FixityError at their end when they are not the known ones."""
    digest = hashlib.sha256()
    try:
        stream = member.opener()
    except FileNotFoundError:
        raise FixityError(member.path, member.sha256, "") from None
    with stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != member.sha256:
        raise FixityError(member.path, member.sha256, digest.hexdigest())


def _manifest(sums):
    return "".join(f"{sum_}  {path}\n" for path, sum_ in sums.items()).encode()


def _bag_info(fields):
    lines = (f"{name}: {' '.join(str(value).split())}\n" for name, value in fields.items() if value)
    return "".join(lines).encode()


def _safe_part(part):
    visible = (letter for letter in part if unicodedata.category(letter) not in UNSEEN)
    name = unicodedata.normalize("NFC", "".join(visible)).translate(FORBIDDEN).strip().rstrip(". ")
    return f"_{name}" if name.split(".")[0].lower() in RESERVED else name or "未命名"


def _shortened(path, mark):
    """The path with `mark` before its extension, its last name cut until all fits in 200 bytes."""
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = LONGEST_PATH - len(f"{folder}{slash}{mark}{dot}{extension}".encode())
    return f"{folder}{slash}{_cut(stem, room)}{mark}{dot}{extension}"


def _cut(text, most):
    """At most `most` bytes of UTF-8, no half character and no dot or space at the end."""
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(". ")
