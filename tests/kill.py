"""Kill test: the power goes while files come in, records are sealed and packed; nothing is lost.

`python -m tests.kill --times 200` runs the long form. A child works on a database and files of its
own and tells, after each commit, what was acknowledged; it is killed at a random moment (SIGKILL).
Then another child checks: all that was acknowledged is there, no row lacks its file, nothing is
half done, the numbers have no gap, the history is whole. The next child goes on where it ended.
"""

import argparse
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

PAUSE = 1.5


def set_up(folder):
    """Django on a fresh SQLite file and data folder below `folder`."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "township.settings",
        "SECRET_KEY": "only-for-the-kill-test-0123456789-abcdefghijklmnopqrst",
        "DATABASE_URL": f"sqlite:///{folder}/kill.sqlite3",
        "DATA_DIR": str(folder / "data"),
        "DISK_FLOOR_MB": "16",
        "READ_SCANS": "0",
        "ALLOWED_HOSTS": "testserver",
        "DEBUG": "0",
        "DEMO": "0",
        "HTTPS": "0",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIGRATION_MODULES = dict.fromkeys(
        ("township", "villages", "archives", "campaigns"), None
    )
    call_command("migrate", run_syncdb=True, verbosity=0)
    _people()
    connections.close_all()


def _people():
    from archives.acts.category import categories_of
    from tests.personas import cadre_of, make_village
    from township.users.models import District, Township

    district = District.objects.create(name="清江区")
    township = Township.objects.create(district=district, name="清河镇", code="qinghe")
    village = make_village(township, "万顺村", "J001")
    cadre_of(village, "cadre", "张专干")
    categories_of([(village, "XCH")])


def work(seed, tell):
    """Take in, add, seal and pack without end; `tell` each act after it was committed."""
    from archives.acts.record import add_part
    from archives.models import Record
    from archives.workflows.record import RECORD
    from tests.archives.parts import part_of
    from township.users.models import User
    from villages.models import Village

    dice = random.Random(seed)
    cadre, village = User.objects.get(username="cadre"), Village.objects.get()
    while True:
        act = dice.random()
        if act < 0.2:
            _take_in(dice, village, cadre, tell)
            continue
        if act < 0.5:
            _file(dice, village, cadre, tell)
            continue
        row = Record.objects.filter(status=Record.Status.OPEN).order_by("?").first()
        if row is None:
            continue
        if act < 0.65:
            part = part_of("补充", _words(dice), "补充.txt")
            tell("kept", row.pk, add_part(row, part, by=cadre).file.sha256)
        elif act < 0.95:
            sealed = RECORD.perform("seal", row, by=cadre)
            tell("sealed", row.pk, sealed.reference_code)
        else:
            _pack(village, cadre)


def _words(dice):
    letters = [chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(dice.randrange(50, 60_000))]
    return "".join(letters).encode()


def _file(dice, village, cadre, tell):
    """A fact that files itself with two parts."""
    import datetime

    from archives.acts.category import categories_of
    from archives.acts.record import file_fact
    from tests.archives.parts import part_of

    # Two parts at once: either both are there with the record, or nothing is.
    parts = [part_of(name, _words(dice), f"{name}.txt", key=name) for name in ("正文", "附件")]
    source = f"kill:{dice.getrandbits(50)}"
    day = datetime.date(2026, 3, 5)
    items = {entry["key"]: "有" for entry in categories_of([(village, "XCH")])[0].metadata}
    row = file_fact(
        village,
        "XCH",
        source=source,
        title="通知",
        on=day,
        by=cadre,
        parts=parts,
        metadata=items,
    )
    for sha256 in row.parts.values_list("files__file__sha256", flat=True):
        tell("kept", row.pk, sha256)


def _take_in(dice, village, cadre, tell):
    """A new record whose file comes in by pieces, as from a phone."""
    import datetime

    from archives.acts import upload as upload_acts
    from archives.acts.category import categories_of
    from archives.acts.record import enter_record
    from archives.models import Record
    from township.files import uploads

    words = _words(dice)
    upload = upload_acts.begin(village, "通知.txt", len(words), by=cadre)
    for place in range(0, len(words), 40_000):
        uploads.append(upload, place, io.BytesIO(words[place : place + 40_000]))
        tell("received", upload.pk, upload.offset)
    upload.refresh_from_db()
    record = Record(
        village=village,
        category=categories_of([(village, "XCH")])[0],
        title="通知",
        on=datetime.date(2026, 3, 5),
    )
    record = enter_record(record, [(upload.file, "通知.txt")], by=cadre)
    tell("kept", record.pk, upload.file.sha256)


def _pack(village, cadre):
    from archives.models import Record
    from archives.papers.package import package

    if Record.objects.sealed().exists():
        for _ in package(village, 2026, cadre):
            pass


def faults(acknowledged):
    """Sentences on all that is lost or half done."""
    from django.db import connection
    from django.db.models import Count, Q

    from archives.acts import fixity
    from archives.models import PartFile, Record, search_index
    from township.files.models import StoredFile, Upload
    from township.history import chain
    from township.history.models import Entry

    files = set(PartFile.objects.values_list("part__record", "file__sha256"))
    codes = dict(Record.objects.values_list("pk", "reference_code"))
    offsets = dict(Upload.objects.values_list("pk", "offset"))
    for what, pk, value in acknowledged:
        if what == "kept" and (pk, value) not in files:
            yield f"acknowledged file lost: record {pk}, {value}"
        if what == "sealed" and codes.get(pk) != value:
            yield f"acknowledged seal lost: record {pk}, {value}"
        if what == "received" and offsets.get(pk, value) < value:
            yield f"acknowledged bytes lost: upload {pk}, {value}"
    for upload in Upload.objects.filter(file=None):
        if upload.path.exists() and upload.path.stat().st_size < upload.offset:
            yield f"upload {upload.pk} is shorter than its offset"
    for file in StoredFile.objects.all():
        if not file.path.exists() or file.path.stat().st_size != file.size:
            yield f"row without its file: {file.sha256}"
    # Bytes without a row may be left over by the kill; the sweeper takes them after a day.
    yield from (one for one in fixity.verify() if "没有登记" not in one)
    yield from chain.verify()
    for record in Record.objects.annotate(count=Count("parts__files")).filter(count=0):
        yield f"record {record.pk} without file"
    verbs = list(Entry.objects.filter(verb="record.seal").values_list("object_id", flat=True))
    sealed = Record.objects.sealed().values_list("pk", flat=True)
    if sorted(verbs) != sorted(sealed):
        yield "history and sealed records differ"
    found = search_index.matching(search_index.exactly(search_index.mark("v", 1)), 10**6)
    if set(found) != set(codes):
        yield "records and search index differ"
    both = Count("parts", filter=Q(parts__key__in=["正文", "附件"]))
    for record in Record.objects.exclude(source="").annotate(count=both).exclude(count=2):
        yield f"record {record.pk} is half filed"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        if cursor.fetchone() != ("ok",):
            yield "the database is damaged"


def child(function):
    """Run `function(tell)` in a child; returns (pid, readable end of what it tells)."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, open(reader, encoding="utf-8")
    os.close(reader)

    def tell(*said):
        os.write(writer, (json.dumps(said) + "\n").encode())

    try:
        function(tell)
    except BaseException as error:
        tell("failed", 0, repr(error))
    os._exit(0)


def heard(stream):
    """What was said in full."""
    with stream:
        return lines(stream.read())


def lines(text):
    """A line cut by the kill was not acknowledged."""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]


def report(acknowledged, tell):
    for one in faults(acknowledged):
        tell("fault", 0, one)


def run(times, seed, pause=PAUSE, say=print):
    """Kill `times` times or until a fault shows; returns (faults, acknowledged acts)."""
    dice, acknowledged, found = random.Random(seed), [], []
    for turn in range(times):
        pid, stream = child(partial(work, seed * 10_000 + turn))
        # The first acknowledgement shows that the child has started; then the die falls.
        first = stream.readline()
        time.sleep(dice.uniform(0, pause))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        new = lines(first) + heard(stream)
        found += [f"the work stumbled: {what}" for kind, _, what in new if kind == "failed"]
        acknowledged += new
        pid, stream = child(partial(report, acknowledged))
        found += [what for _, _, what in heard(stream)]
        os.waitpid(pid, 0)
        if found:
            say(f"kill {turn + 1}: {found[:5]}")
            break
        if (turn + 1) % 20 == 0:
            say(f"{turn + 1} kills, {len(acknowledged)} acts acknowledged, nothing lost")
    return found, acknowledged


def main():
    parser = argparse.ArgumentParser(prog="tests.kill")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--pause", type=float, default=PAUSE, help="longest life, seconds")
    parser.add_argument("--seed", type=int, default=20261123)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="township-kill-") as folder:
        set_up(Path(folder))
        found, acknowledged = run(chosen.times, chosen.seed, chosen.pause)
    kinds = {kind: sum(one[0] == kind for one in acknowledged) for kind in ("kept", "sealed")}
    print(f"kills: {chosen.times}, acknowledged: {len(acknowledged)} {kinds}, faults: {len(found)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
