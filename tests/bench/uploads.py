"""One large upload, against writing, summing and syncing the same bytes in plain Python."""

import hashlib
import os
from functools import partial

from tests.bench.measuring import MB, bench_village, close_database, peak_mb, ratio, seconds, told


def wave(size):
    """A sound of `size` bytes, in pieces of 1 MB, never the same twice."""
    head = b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += bytes.fromhex("010001 00401f0000 401f0000 01000800".replace(" ", ""))
    head += b"data" + (size - 44).to_bytes(4, "little")
    piece = os.urandom(MB)
    yield head + os.urandom(MB - len(head))
    for n in range(1, size // MB):
        yield n.to_bytes(8, "little") + piece[8:]


class Pieces:
    """What `wave` gives, as the body of a request."""

    def __init__(self, size):
        self.pieces, self.rest = wave(size), b""

    def read(self, most=-1):
        self.rest = self.rest or next(self.pieces, b"")
        if most < 0:
            most = len(self.rest)
        told, self.rest = self.rest[:most], self.rest[most:]
        return told

    readline = read  # WSGI asks for it; nobody calls it


def pieces_of(megabytes):
    """[(place, MB)]: the upload field begins with 1 MB and doubles up to 32 on a quick line."""
    place, piece = 0, 1
    while place < megabytes:
        yield place, min(piece, megabytes - place)
        place, piece = place + piece, min(piece * 2, 32)


def upload(megabytes, pieces):
    """The site's own path, a request for each of `pieces`: (place, MB)."""
    from django.test import Client
    from django.urls import reverse

    from township.files.models import Upload
    from township.users.models import User

    client, resumable = Client(), {"Tus-Resumable": "1.0.0"}
    client.force_login(User.objects.get(username="cadre"))
    started = client.post(
        reverse("archives:uploads", args=[bench_village().pk]),
        headers=resumable
        | {"Upload-Length": str(megabytes * MB), "Upload-Metadata": "filename 5b2V6Z+zLndhdg=="},
    )
    body = Pieces(megabytes * MB)
    for place, piece in pieces:
        answer = client.generic(
            "PATCH",
            started["Location"],
            headers=resumable | {"Upload-Offset": str(place * MB)},
            CONTENT_TYPE="application/offset+octet-stream",
            CONTENT_LENGTH=str(piece * MB),
            **{"wsgi.input": body},
        )
        if answer.status_code != 204:
            raise RuntimeError(answer.content.decode())
    if not Upload.objects.latest("pk").file_id:
        raise RuntimeError("the file was not taken in")


def plain_write(megabytes, target):
    """The same bytes written, summed and synced in plain Python."""
    digest = hashlib.sha256()
    with open(target, "wb") as stream:
        for piece in wave(megabytes * MB):
            digest.update(piece)
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def measure_upload(megabytes, folder):
    ways = {
        "in pieces as the field sends them": lambda: list(pieces_of(megabytes)),
        "in one request": lambda: [(0, megabytes)],
    }
    upload(1, [(0, 1)])  # what the first request of a process loads is not the upload's
    close_database()
    site, floor, peaks = {way: [] for way in ways}, [], []
    for turn in range(5):
        target = folder / f"plain{turn}"
        floor.append(seconds(partial(plain_write, megabytes, target)))
        for way, pieces in ways.items():
            spent, peak = peak_mb(partial(upload, megabytes, pieces()))
            site[way].append(spent)
            peaks.append(peak)
    for way, spent in site.items():
        told(f"upload of {megabytes} MB {way}", spent, floor, "write + sum + fsync")
    return {
        "upload_ratio": min(ratio(spent, floor) for spent in site.values()),
        "upload_peak_mb": round(max(peaks)),
    }
