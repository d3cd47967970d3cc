"""A year's package of many files, against `cp` and `sha256sum` of the same files."""

import hashlib
import os
import shutil
import subprocess
from functools import partial
from pathlib import Path

from tests.bench.measuring import MB, bench_village, close_database, peak_mb, ratio, seconds, told


def keep_files(count, folder):
    """`count` sealed records with a file of 1 MB each."""
    from archives.acts.category import categories_of
    from archives.models import Part, PartFile, Record
    from township.files import blobs
    from township.files.models import StoredFile

    village = bench_village()
    category = categories_of([(village, "XCH")])[0]
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
    told(f"package of {count} × 1 MB", site, floor, "cp + sha256sum")
    return {"package_ratio": ratio(site, floor), "package_peak_mb": round(max(peaks))}


def shell(script):
    subprocess.run(script, shell=True, stdout=subprocess.DEVNULL, check=True)


def write_package(target):
    from archives.papers.package import package
    from township.users.models import User

    bag = package(bench_village(), 2026, User.objects.get(username="cadre"))
    with open(target, "wb") as stream:
        for chunk in bag:
            stream.write(chunk)
