"""What the archive can carry: each figure beside its floor, measured in the same run.

`python -m tests.bench` (make bench) prints the figures and writes var/bench.json, a flat object:
package_ratio, upload_ratio   speed as a share of the floor's (cp + sha256sum; write + sum + fsync)
package_peak_mb, upload_peak_mb   memory above idle, MB
list_growth   slowest page at 600 villages × 5 years × 30 records over its time at 6 villages
search_ms_1m   slowest search page with 1,000,000 records, ms (median of five)
`--small` takes a few hundredths of that, to see that everything runs.
"""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.kill import child, heard, set_up

MB = 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent


def seconds(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def peak_mb(act):
    """(seconds, MB above idle) of `act`, run in a child of its own."""

    def measured(tell):
        idle = _memory("VmRSS")
        tell(seconds(act), max(_memory("VmHWM") - idle, 0) / 1024)

    pid, stream = child(measured)
    (answer,) = heard(stream)
    os.waitpid(pid, 0)
    if answer[0] == "failed":
        raise RuntimeError(answer[2])
    return answer


def _memory(name):
    """kB, from the kernel."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise KeyError(name)


def close_database():
    from django.db import connections

    connections.close_all()


# Package


def keep_files(count, folder):
    """`count` sealed records with a file of 1 MB each."""
    from archives.categories import category_of
    from archives.models import Part, PartFile, Record
    from township.files import blobs
    from township.files.models import StoredFile
    from villages.models import Village

    village = Village.objects.get(name="万顺村")
    category = category_of(village, "XCH")
    for n in range(1, count + 1):
        content = os.urandom(MB)
        sha256 = hashlib.sha256(content).hexdigest()
        path = blobs.path_of(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        file = StoredFile.objects.create(sha256=sha256, size=MB, media_type="audio/mpeg")
        record = Record.objects.create(
            village=village,
            category=category,
            title=f"广播稿{n}",
            on="2026-03-05",
            sealed_at="2026-03-06T10:00:00+08:00",
            year=2026,
            number=n,
            retention="D10",
            reference_code=f"J001-WS·2026-D10-XCH-{n:04d}",
            status="sealed",
        )
        part = Part.objects.create(record=record, order=1, name="录音")
        PartFile.objects.create(part=part, number=1, file=file, file_name=f"录音{n}.mp3")
    os.sync()


def measure_package(count, folder):
    from django.conf import settings

    keep_files(count, folder)
    close_database()
    blobs = Path(settings.DATA_DIR) / "files" / "blobs"
    site, floor, peaks = [], [], []
    # Turn about, each into new files: the page cache of a fresh file costs more than of an old one.
    for turn in range(2):
        copy, target = folder / f"copy{turn}", folder / f"package{turn}.zip"
        script = f"cp -r {blobs} {copy} && find {copy} -type f -print0 | xargs -0 sha256sum"
        floor.append(seconds(partial(shell, script)))
        spent, peak = peak_mb(lambda target=target: write_package(target))
        site.append(spent)
        peaks.append(peak)
        shutil.rmtree(copy)
        target.unlink()
    told(f"package of {count} × 1 MB", min(site), min(floor), "cp + sha256sum")
    return {"package_ratio": round(min(floor) / min(site), 2), "package_peak_mb": round(max(peaks))}


def shell(script):
    subprocess.run(script, shell=True, stdout=subprocess.DEVNULL, check=True)


def write_package(target):
    from archives.bagging import package
    from township.users.models import User
    from villages.models import Village

    bag = package(Village.objects.get(name="万顺村"), 2026, User.objects.get(username="cadre"))
    with open(target, "wb") as stream:
        for chunk in bag:
            stream.write(chunk)


# Upload


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


def upload(megabytes, piece):
    """The site's own path, `piece` MB a request: the phone's field sends 1, a wire may send all."""
    from django.test import Client
    from django.urls import reverse

    from archives.models import Upload
    from township.users.models import User
    from villages.models import Village

    client, resumable = Client(), {"Tus-Resumable": "1.0.0"}
    client.force_login(User.objects.get(username="cadre"))
    started = client.post(
        reverse("archives:uploads", args=[Village.objects.get(name="万顺村").pk]),
        headers=resumable
        | {"Upload-Length": str(megabytes * MB), "Upload-Metadata": "filename 5b2V6Z+zLndhdg=="},
    )
    body = Pieces(megabytes * MB)
    for place in range(0, megabytes, piece):
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
    site, floor, peaks = [], [], []
    for turn in range(3):
        spent, peak = peak_mb(partial(upload, megabytes, megabytes))
        site.append(spent)
        peaks.append(peak)
        target = folder / f"plain{turn}"
        floor.append(seconds(lambda target=target: plain_write(megabytes, target)))
    pieces, peak = peak_mb(partial(upload, megabytes, 1))
    of = "write + sum + fsync"
    told(f"upload of {megabytes} MB in one request", min(site), min(floor), of)
    told(f"upload of {megabytes} MB in pieces of 1 MB, each safe on disk", pieces, min(floor), of)
    return {
        "upload_ratio": round(min(floor) / min(site), 2),
        "upload_peak_mb": round(max(*peaks, peak)),
        "upload_pieces_ratio": round(min(floor) / pieces, 2),
    }


# Pages


def people_of(township, count):
    """An office user and `count` villages of a new township."""
    from archives.categories import category_of
    from tests.personas import person
    from township.access import Role
    from township.users.models import District, Township
    from villages.models import Village

    place = Township.objects.create(
        district=District.objects.get(), name=township, code=f"t{count}"
    )
    Village.objects.bulk_create(
        Village(township=place, name=f"{township}{n}村", fonds_code=f"J{n:03d}")
        for n in range(1, count + 1)
    )
    villages = list(Village.objects.filter(township=place))
    for code in ("HYJ", "BJL", "XCH"):
        category_of(villages[0], code)
    return person(f"office{count}", "办事员", Role.OFFICE, township=place), villages


def file_records(villages, years, each):
    """`each` records a village and year, in three categories, indexed."""
    from archives import wording
    from archives.models import Category, Record

    categories = list(Category.objects.filter(township=villages[0].township))
    rows = [
        Record(
            village=village,
            category=categories[n % len(categories)],
            year=year,
            title=f"{year}年第{n}次村民代表会议记录",
            on=f"{year}-{n % 12 + 1:02d}-10",
        )
        for village in villages
        for year in years
        for n in range(each)
    ]
    made = Record.objects.bulk_create(rows, batch_size=2000)
    ids = [row.pk for row in made]
    for start in range(0, len(ids), 2000):
        wording.index(ids[start : start + 2000])


def pages_of(user, villages):
    from django.urls import reverse

    return {
        "list": reverse("archives:records") + "?title=会议",
        "search": reverse("archives:find") + "?words=会议",
        "completeness": reverse("archives:completeness") + "?year=2026",
        "village": reverse("archives:village_completeness", args=[villages[0].pk]) + "?year=2026",
    }


def page_ms(user, url, times=5):
    from django.test import Client

    client = Client()
    client.force_login(user)

    def ask():
        if client.get(url).status_code != 200:
            raise RuntimeError(url)

    ask()
    return statistics.median(seconds(ask) for _ in range(times)) * 1000


def measure_pages(many):
    from django.db import transaction

    found = []
    for township, count in (("小镇", 6), ("大镇", many)):
        user, villages = people_of(township, count)
        with transaction.atomic():
            file_records(villages, range(2022, 2027), 30)
        found.append({name: page_ms(user, url) for name, url in pages_of(user, villages).items()})
    few, lots = found
    for name, ms in lots.items():
        print(f"  page {name}: {ms:.0f} ms at {many} villages, {few[name]:.0f} ms at 6")
    return {"list_growth": round(max(lots[name] / few[name] for name in lots), 2)}


# Search

VOCABULARY = "会议 表决 公示 道路 硬化 垃圾 清运 党员 代表 评议 财务 公开 章程 公约 协会 活动"


def fill(count):
    """`count` more records and their words, made inside the database: the cadre's village and
    five hundred others, a different rare word every thousandth record."""
    from django.db import connection, transaction

    from archives.searchindex import SIGN
    from villages.models import Village

    first = Village.objects.filter(township__code="t6").order_by("pk").first()
    words = VOCABULARY.split()
    columns = [
        column.name
        for column in connection.introspection.get_table_description(
            connection.cursor(), "archives_record"
        )
    ]
    kept = [f'"{name}"' for name in columns if name not in ("id", "title", "source")]
    chosen = " || ' ' || ".join(
        f"substr('{''.join(words)}', (n * {step} % {len(words)}) * 2 + 1, 2)"
        for step in (1, 3, 5, 7, 11, 13)
    )
    body = " || ' ' || ".join(
        f"char(19968 + n * {step} % 5000, 19968 + n % {step})" for step in range(7, 37)
    )
    numbers = f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) "
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM archives_record")
        (last,) = cursor.fetchone()
        cursor.execute(
            f"{numbers} INSERT INTO archives_record (id, title, source, {', '.join(kept)}) "
            f"SELECT {last} + n, '会议记录' || n, '', {', '.join('r.' + one for one in kept)} "
            "FROM c, archives_record r WHERE r.id = "
            "(SELECT min(id) FROM archives_record WHERE village_id = %s)",
            [first.pk],
        )
        cursor.execute(
            f"{numbers} INSERT INTO archives_search (rowid, words) SELECT {last} + n, "
            f"'{SIGN}t{first.township_id} {SIGN}v' || (n % 500) || ' {SIGN}y' || (2022 + n % 5) "
            f"|| ' 会议 议记 记录 录 ' || {chosen} || ' ' || {body} "
            "|| CASE WHEN n % 1000 = 7 THEN ' 罕见' ELSE '' END FROM c"
        )


def measure_search(count):
    from django.urls import reverse

    from archives import searchindex
    from township.users.models import User

    spent = seconds(lambda: (fill(count), searchindex.optimise()))
    print(f"  {count} records filled in {spent:.0f} s")
    user, times = User.objects.get(username="office6"), {}
    for words in ("会议", "会议 道路 财务", "罕见", "罕见 会议", "没有这个词", "会"):
        url = reverse("archives:find") + f"?words={words}"
        every, year = page_ms(user, url), page_ms(user, url + "&year=2024")
        times[words] = max(every, year)
        print(f"  search {words}: {every:.0f} ms, in one year {year:.0f} ms", flush=True)
    return {"search_ms_1m": round(max(times.values()))}


def told(what, site, floor, of):
    print(f"  {what}: {site:.2f} s, {of}: {floor:.2f} s, ratio {floor / site:.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--small", action="store_true", help="a quick run; figures mean little")
    parser.add_argument("--only", default="", help="package, upload, pages or search")
    chosen = parser.parse_args()
    files, megabytes, many, records = (
        (40, 20, 30, 20_000) if chosen.small else (1000, 200, 600, 1_000_000)
    )
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        folder, figures = Path(place), {}
        set_up(folder)
        from django.conf import settings

        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        parts = {
            "package": lambda: measure_package(files, folder),
            "upload": lambda: measure_upload(megabytes, folder),
            "pages": lambda: measure_pages(many),
            "search": lambda: measure_search(records),
        }
        for name, part in parts.items():
            if not chosen.only or name == chosen.only or (name, chosen.only) == ("pages", "search"):
                print(f"{name}:", flush=True)
                figures |= part()
                close_database()
    target = ROOT / "var" / "bench.json"
    known = json.loads(target.read_text()) if chosen.only and target.exists() else {}
    target.write_text(json.dumps(known | figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    sys.exit(main())
