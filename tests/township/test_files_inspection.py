"""What may come in and what may not: each sample from tests/hostile.py, in process and for real."""

import json
import resource
import socket
import struct
import threading

import pytest

from tests.hostile import GENUINE, HOSTILE, photo
from township.files import inspector, sandbox, virus
from township.files.checks import Refusal
from township.files.errors import StorageUnavailable, UploadRefused
from township.files.inspection import inspect, inspect_all

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def no_scanner(settings):
    settings.CLAMAV_SOCKET = ""


def written(folder, content, name="upload"):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "build", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_a_hostile_file_is_refused_for_the_right_reason(tmp_path, name, build, words):
    with pytest.raises(Refusal, match=words):
        inspector.examine(written(tmp_path, build()), name)


@pytest.mark.parametrize(
    ("name", "build", "media_type"), [row[1:] for row in GENUINE], ids=[row[0] for row in GENUINE]
)
def test_a_genuine_file_is_taken_for_what_it_is(tmp_path, name, build, media_type):
    assert inspector.examine(written(tmp_path, build()), name)["media_type"] == media_type


def worked():
    """Seconds of work by children that ended: a busy machine adds none."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.long
def test_every_hostile_file_is_refused_in_little_work_and_memory(tmp_path):
    samples = [(name, build()) for _, name, build, _ in HOSTILE]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in samples:
        path = written(tmp_path, content)
        began = worked()
        with pytest.raises(UploadRefused) as refusal:
            inspect(path, name)
        assert worked() - began <= 3
        assert refusal.value.sentence.startswith(f"“{name}”")
        assert refusal.value.sentence.endswith("。")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= 150 * 1024


def test_the_child_answers_in_one_line_of_json(tmp_path, capsys):
    inspector.tell(written(tmp_path, "一".encode()), "说明.txt")
    assert json.loads(capsys.readouterr().out)["media_type"] == "text/plain"
    inspector.tell(written(tmp_path, b""), "说明.txt")
    assert json.loads(capsys.readouterr().out) == {
        "refused": "是空文件（0字节），请重新选择后再上传"
    }


def test_the_answer_names_media_type_and_warnings(tmp_path):
    found = inspect(written(tmp_path, photo("WEBP")), "微信图片.jpg")
    assert found.media_type == "image/webp"
    assert found.warnings == ("内容是WEBP图片，已按WEBP图片保存",)


# --- the child process ---------------------------------------------------------------------------


def child(code, wall_seconds=5):
    """Runs a few lines of Python in the sandbox."""
    return sandbox.run("tests.intruder", code, wall_seconds=wall_seconds)


LIMITED = """
from township.files.limits import limit_self
limit_self(cpu_seconds=1, memory_mb=256, output_mb=1)
"""


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "bytes(400_000_000)",
    ],
    ids=["time", "memory"],
)
def test_a_child_that_takes_too_much_is_ended(code):
    """Its own time counts: a machine busy with other work gives it later, not more."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(sandbox.ChildFailed):
        child(LIMITED + code)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2


def test_a_child_cannot_flood_the_site_with_its_answer():
    flood = "import sys; sys.stdout.buffer.write(bytes(30_000_000))"
    with pytest.raises(sandbox.ChildFailed, match="File too large"):
        child(LIMITED + flood)


def test_a_child_that_sleeps_is_ended():
    with pytest.raises(sandbox.ChildFailed) as failure:
        child("import time; time.sleep(30)", wall_seconds=0.5)
    assert failure.value.is_over_limit


def test_many_files_are_looked_at_in_one_child_each_for_itself(tmp_path, monkeypatch):
    """Also where one of them takes its child down, and where all do."""
    files = [
        (written(tmp_path, b"%PDF-1.7 broken", "a"), "坏.pdf"),
        (written(tmp_path, "村规民约".encode(), "b"), "公约.txt"),
        (str(tmp_path / "missing"), "没有.txt"),
        (written(tmp_path, b"", "c"), "空.txt"),
    ]
    started = []
    begin = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **more: started.append(a) or begin(*a, **more))
    broken, text, missing, empty = inspect_all(files)
    assert len(started) == 1
    assert text.media_type == "text/plain"
    assert "坏.pdf" in broken.sentence and "空文件" in empty.sentence
    assert "打不开" in missing.sentence

    def ended(*arguments, **more):
        raise sandbox.ChildFailed("inspector", -9, "")

    monkeypatch.setattr(sandbox, "run", ended)
    assert all("太复杂" in one.sentence for one in inspect_all(files))


@pytest.mark.parametrize(
    ("code", "words"), [(-9, "太复杂，检查时超出了限制"), (1, "打不开，可能已损坏")]
)
def test_a_child_without_an_answer_refuses_the_file(tmp_path, monkeypatch, code, words):
    def ended(*arguments, **more):
        raise sandbox.ChildFailed("inspector", code, "")

    monkeypatch.setattr(sandbox, "run", ended)
    with pytest.raises(UploadRefused, match=words):
        inspect(written(tmp_path, b"x"), "章程.pdf")


# --- virus scanner -------------------------------------------------------------------------------


@pytest.fixture
def scanner(tmp_path, settings):
    """A scanner on a socket that answers as ClamAV does; `reply` may be set."""
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.sock")
    server = socket.socket(socket.AF_UNIX)
    server.bind(settings.CLAMAV_SOCKET)
    server.listen()
    received = bytearray()

    def serve():
        line, _ = server.accept()
        with line, line.makefile("rb") as stream:
            stream.read(len(b"zINSTREAM\0"))
            while length := struct.unpack(">I", stream.read(4))[0]:
                received.extend(stream.read(length))
            answer = b"stream: Eicar FOUND" if EICAR in received else b"stream: OK"
            line.sendall(b"broken\0" if b"confuse" in received else answer + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield received
    thread.join(timeout=60)
    server.close()


def test_a_scanner_sees_every_byte_and_lets_a_clean_file_pass(tmp_path, scanner):
    content = "村务公开".encode() * 100_000
    assert inspect(written(tmp_path, content), "说明.txt").media_type == "text/plain"
    assert bytes(scanner) == content


def test_a_virus_is_refused_with_its_name(tmp_path, scanner):
    with pytest.raises(UploadRefused, match="被杀毒软件查出病毒（Eicar）"):
        inspect(written(tmp_path, EICAR), "说明.txt")


def test_a_scanner_that_talks_nonsense_or_is_away_stops_the_upload(tmp_path, scanner, settings):
    with pytest.raises(StorageUnavailable):
        inspect(written(tmp_path, b"confuse"), "说明.txt")
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody.sock")
    with pytest.raises(StorageUnavailable):
        virus.scan(tmp_path / "upload")
