"""An installation of its own, in processes of their own: as an operator would have it.

`python -m tests.township.backup.installation ACT` does an act on the installation that the
environment describes, and prints what came of it as JSON.
"""

import datetime
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
OTHER_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyzabc"
PHONE = "13812345678"
PASSPHRASE = "correct horse battery"


def environment(folder, url="", **more):
    """What describes an installation below `folder`."""
    told = {
        "SECRET_KEY": KEY,
        "FIELD_KEY": "",
        "DATABASE_URL": url or f"sqlite:///{folder}/db.sqlite3",
        "DATA_DIR": str(folder / "data"),
        "READ_SCANS": "0",
        "DISK_FLOOR_MB": "16",
        "DEBUG": "0",
        "DEMO": "0",
        "HTTPS": "0",
        "BACKUP_TO": "",
        "BACKUP_PASSPHRASE": "",
        "DJANGO_SETTINGS_MODULE": "township.settings",
    }
    return os.environ | told | more


def manage(*words, on):
    """(exit code, all it said) of a command."""
    return _run([sys.executable, "manage.py", *words], on)


def act(*words, on):
    """What an act printed, read as JSON."""
    code, said = _run([sys.executable, "-m", "tests.township.backup.installation", *words], on)
    assert code == 0, said
    return json.loads(said.splitlines()[-1])


def _run(command, on):
    done = subprocess.run(command, cwd=ROOT, env=on, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def fill(township_name="清河镇"):
    """A village with a person whose number is encrypted, and a record with a file."""
    from archives.acts.category import categories_of
    from tests.personas import cadre_of, make_village
    from township.users.models import District, Township
    from villages.models import Person

    district = District.objects.create(name="清江区")
    township = Township.objects.create(district=district, name=township_name, code="qinghe")
    village = make_village(township, "万顺村", "J001")
    cadre_of(village, "cadre", "张专干")
    Person.objects.create(village=village, name="李四", phone=PHONE)
    categories_of([(village, "XCH")])[0]
    _file("通知")


def _file(title):
    from archives.acts.record import file_fact
    from tests.archives.parts import part_of
    from township.users.models import User
    from villages.models import Village

    given = {"source": f"x:{title}", "title": title, "on": datetime.date(2026, 3, 5)}
    part = part_of("正文", f"{title}的内容".encode(), f"{title}.txt")
    cadre, village = User.objects.get(username="cadre"), Village.objects.get()
    return file_fact(village, "XCH", by=cadre, parts=[part], **given)


def while_writing(to, passphrase="", keep=None):
    """Back up while a thread files one record after the other; {"before", "after", "new"…}."""
    from django.db import connections

    from archives.models import Record
    from township.backup.taking import back_up

    written, is_over, begun = [], threading.Event(), threading.Event()

    def write():
        number = 0
        while not is_over.is_set():
            written.append(_file(f"第{len(to)}批{number}号").pk)
            number += 1
            begun.set()
        connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait()
    before = Record.objects.count()
    try:
        taken = back_up(Path(to), passphrase=passphrase, keep=keep)
    finally:
        is_over.set()
        thread.join()
    after = Record.objects.count()
    told = {"before": before, "after": after, "path": str(taken.path), "new": taken.new}
    return told | {"size": taken.size, "lacking": taken.lacking}


def make(to, sealed_to):
    """An installation backed up while people write, then twice in quiet, then encrypted."""
    from township.backup import restoring
    from township.backup.errors import BackupRefused
    from township.backup.taking import back_up

    fill()
    told = while_writing(to)
    back_up(Path(to))
    told["again"] = back_up(Path(to)).new
    _file("十分钟里办的一件")
    little = back_up(Path(to))
    told["after one act"] = little.new / little.size
    back_up(Path(sealed_to), passphrase=PASSPHRASE)
    lying = [path.read_bytes() for path in Path(sealed_to).rglob("*") if path.is_file()]
    told["readable"] = any(word in one for one in lying for word in (b"sha256", "内容".encode()))
    for passphrase in ("", "wrong wrong wrong", PASSPHRASE):
        try:
            restoring.check(*restoring.find(sealed_to, passphrase))
        except BackupRefused as refusal:
            told[passphrase] = str(refusal)
    return told


def look(place):
    """What is there: {"records", "phone", "heads"}; and a restore over it, refused."""
    from archives.models import Record
    from township.backup import restoring
    from township.backup.errors import BackupRefused
    from township.history.models import Chain
    from villages.models import Person

    def seen():
        return {
            "records": Record.objects.count(),
            "phone": str(Person.objects.get().phone),
            "heads": [list(one) for one in Chain.objects.values_list("length", "head")],
        }

    told = seen()
    try:
        restoring.restore(Path(place))
    except BackupRefused as refusal:
        told["over data"] = str(refusal)
    assert told["heads"] == seen()["heads"]
    return told


def refusals(place):
    """{what is wrong: the sentence} of restores that must leave nothing."""
    from django.conf import settings
    from django.test import override_settings

    from township.backup import restoring
    from township.backup.errors import BackupRefused

    told = {}

    def attempt(name, **more):
        try:
            restoring.restore(Path(place), **more)
        except BackupRefused as refusal:
            told[name] = str(refusal)
        left = [str(one) for one in settings.DATA_DIR.parent.rglob("*") if one.is_file()]
        told[f"{name}: left"] = left

    with override_settings(SECRET_KEY=OTHER_KEY):
        attempt("other key")
    depot, path = restoring.find(place)
    manifest = depot.read_manifest(path)
    content = depot.path_of(manifest["files"][0]["sha256"])
    good = content.read_bytes()
    content.write_bytes(good[:-1] + b"?")
    attempt("damaged")
    content.unlink()
    attempt("missing")
    content.write_bytes(good)
    newer = dict(manifest, migrations=[["township", "0099_later"]])
    path.write_text(json.dumps(newer))
    attempt("newer")
    path.write_text(json.dumps(manifest))
    # What the children say is looked at elsewhere; here nothing of them is needed.
    restoring.children.run = lambda *words, on: (True, [])
    with override_settings(SECRET_KEY=OTHER_KEY):
        attempt("without keys", without_keys=True)
        told["phone"] = look(place)["phone"]
    return told


def upgrades(to):
    """{how it went: what was told} of upgrades whose steps are played; the data stays as it was."""
    from django.db import connection
    from django.utils import timezone

    from township.backup import upgrading
    from township.backup.errors import BackupRefused
    from township.history.models import FoundFault
    from township.tasks import claims
    from township.users.models import District

    told = {}

    def attempt(name):
        try:
            told[name] = upgrading.upgrade(Path(to), say=said.append)
        except BackupRefused as refusal:
            told[name] = str(refusal)
        told[f"{name}: districts"] = list(District.objects.values_list("name", flat=True))

    def half_done(*words, on):
        if words[0] != "migrate":
            return True, []
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE township_district RENAME COLUMN name TO title")
            cursor.execute("CREATE TABLE township_later (id integer)")
        return False, ["第二步出错"]

    def faulty(*words, on):
        if words[0] == "verify":
            now, sentence = timezone.now(), "某村“通知”的文件：内容被改动"
            FoundFault.objects.create(check_name="档案文件和件号", sentence=sentence, since=now)
        return words[0] != "verify", []

    def broken(*words, on):
        return words[0] != "verify", ["Traceback"]

    said = []
    claims.beat("worker", "测试机")
    attempt("running")
    claims.leave("worker")
    for name, run in (("half done", half_done), ("faulty", faulty), ("broken", broken)):
        upgrading.children.run = run
        attempt(name)
    told["left over"] = "township_later" in connection.introspection.table_names()
    upgrading.children.run = lambda *words, on: (True, [])
    said.clear()
    attempt("done")
    told["said"] = said
    return told


def ask_for_a_night():
    """The id of a task that the worker is to do."""
    from archives.acts import nightly

    return str(nightly.nightly.enqueue().id)


def is_done(pk):
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.get(pk=pk).status == "SUCCESSFUL"


OFFERED = (fill, make, look, refusals, upgrades, ask_for_a_night, is_done)
ACTS = {one.__name__: one for one in OFFERED}


def main(name, *words):
    import django

    django.setup()
    print(json.dumps(ACTS[name](*words), ensure_ascii=False, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
