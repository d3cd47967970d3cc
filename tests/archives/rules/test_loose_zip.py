"""A ZIP of loose files: its names as they were meant, and nothing that is no plain file."""

import io
import zipfile

import pytest

from archives.rules import loose_zip
from archives.rules.loose_zip import LooseZipRefused, listing, open_loose


def zipped(tmp_path, files, **told):
    path = tmp_path / "旧档.zip"
    with zipfile.ZipFile(path, "w") as into:
        for name, content in files.items():
            into.writestr(name, content)
        for entry, content in told.get("entries", ()):
            into.writestr(entry, content)
    return path


def test_plain_files_are_listed_and_read(tmp_path):
    path = zipped(tmp_path, {"2019/会议.pdf": b"one", "__MACOSX/._x": b"", "空/": b""})
    assert listing(str(path)) == {"files": {"2019/会议.pdf": 3}}
    with open_loose(path) as package, package.open("2019/会议.pdf") as stream:
        assert stream.read() == b"one"


def test_what_programs_leave_behind_is_no_file(tmp_path):
    left = ["~$会议.docx", "2019/.~会议.docx", ".~lock.会议.docx#", "@eaDir/1.jpg", "Thumbs.db"]
    path = zipped(tmp_path, dict.fromkeys(["a.pdf", *left], b"a"))
    assert listing(str(path)) == {"files": {"a.pdf": 1}}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_told(tmp_path):
    path = zipped(tmp_path, {"a.pdf": b"a"}, entries=[("a.pdf", b"b")])
    assert "两个“a.pdf”" in listing(str(path))["refused"]
    path = zipped(tmp_path, {"a.pdf": b"a"}, entries=[("a.pdf", b"a")])
    assert listing(str(path)) == {"files": {"a.pdf": 1}}


def test_a_link_is_no_file(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    path = zipped(tmp_path, {"a.pdf": b"a"}, entries=[(link, "/etc/passwd")])
    assert listing(str(path)) == {"files": {"a.pdf": 1}}


def test_what_is_no_zip_is_told(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK broken")
    assert listing(str(path)) == {"refused": loose_zip.DAMAGED}


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(loose_zip, "MOST_FILES", 1)
    path = zipped(tmp_path, {"a": b"", "b": b""})
    with pytest.raises(LooseZipRefused, match="分几次"), open_loose(path):
        pass


def test_a_locked_one_is_refused(tmp_path):
    raw = io.BytesIO(zipped(tmp_path, {"a.pdf": b"a"}).read_bytes())
    content = bytearray(raw.getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(bytes(content))
    assert "密码" in listing(str(path))["refused"]
