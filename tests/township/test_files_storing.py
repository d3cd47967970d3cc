import errno
import hashlib
import io
import os
import threading

import pytest
import typst
from django.db import connection, transaction
from PIL import Image

from tests.hostile import heic, mp3, pdf, photo
from township.files import blobs
from township.files.errors import StorageUnavailable, UploadRefused
from township.files.models import StoredFile
from township.files.storing import adopt, open_stored, store

pytestmark = pytest.mark.django_db
TEXT = "第一条 村民会议。".encode()


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def temporary_files():
    return list(blobs.temporary_folder().iterdir())


def test_a_file_lies_under_its_sum_and_its_row_tells_what_it_is():
    file = store(io.BytesIO(TEXT), "章程.txt")
    assert file.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert file.path == blobs.root() / "blobs" / file.sha256[:2] / file.sha256
    assert file.path.read_bytes() == TEXT
    assert (file.size, file.media_type) == (len(TEXT), "text/plain")
    assert (file.kind_label, file.extension) == ("文本文件", ".txt")
    assert (file.is_image, file.is_pdf) == (False, False)
    assert str(file) == f"文本文件 {file.sha256[:8]}"
    assert temporary_files() == []


def test_the_stored_bytes_read_back_from_any_place():
    with open_stored(store(io.BytesIO(TEXT), "章程.txt")) as stream:
        stream.seek(3)
        assert stream.read() == TEXT[3:]


def test_the_same_content_is_one_row_and_one_file_whatever_its_name():
    first = store(io.BytesIO(TEXT), "章程.txt")
    inode = first.path.stat().st_ino
    second = store(io.BytesIO(TEXT), "别名.txt")
    assert second == first
    assert first.path.stat().st_ino == inode
    assert temporary_files() == []


def test_a_file_once_kept_cannot_be_written_by_the_way():
    file = store(io.BytesIO(TEXT), "章程.txt")
    assert file.path.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("name", ["章程.exe", "a\x00.txt"])
def test_what_is_refused_leaves_nothing(name):
    with pytest.raises(UploadRefused):
        store(io.BytesIO(TEXT), name)
    assert temporary_files() == []
    assert not StoredFile.objects.exists()


def test_the_limit_counts_bytes_and_stops_reading():
    file = store(io.BytesIO(TEXT), "章程.txt", limit=len(TEXT))
    assert file.size == len(TEXT)
    with pytest.raises(UploadRefused, match="太大了，没有收下"):
        store(io.BytesIO(TEXT), "章程.txt", limit=len(TEXT) - 1)

    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(UploadRefused, match=r"“章程\.txt”超过2MB"):
        store(endless, "章程.txt", limit=2 * 1024 * 1024)
    assert endless.given <= 4 * 1024 * 1024
    assert temporary_files() == []


def test_an_upload_grown_in_pieces_is_taken_over_without_a_copy():
    path = blobs.temporary_folder() / "chunks"
    path.write_bytes(photo())
    inode = path.stat().st_ino
    file = adopt(path, "公开栏.jpg")
    assert file.path.stat().st_ino == inode
    assert not path.exists()
    assert (file.media_type, file.is_image) == ("image/jpeg", True)


def test_an_upload_grown_too_large_is_refused_and_left_to_the_sweeper():
    path = blobs.temporary_folder() / "chunks"
    path.write_bytes(TEXT)
    with pytest.raises(UploadRefused, match="太大了"):
        adopt(path, "章程.txt", limit=3)
    with pytest.raises(StorageUnavailable):
        adopt(path.with_name("gone"), "章程.txt")


def test_when_the_transaction_fails_the_file_stays_without_a_row():
    """The other way round, a row without its file, must never be."""
    with pytest.raises(RuntimeError), transaction.atomic():
        file = store(io.BytesIO(TEXT), "章程.txt")
        raise RuntimeError
    assert file.path.exists()
    assert not StoredFile.objects.exists()
    again = store(io.BytesIO(TEXT), "章程.txt")
    assert StoredFile.objects.get() == again


def test_a_client_that_goes_away_leaves_nothing():
    class Broken:
        def read(self, size):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store(Broken(), "章程.txt")
    assert temporary_files() == []


def test_a_full_disk_is_said_and_keeps_nothing(data_folder):
    """A link to /dev/full takes the place of the temporary file: every write ends in ENOSPC."""

    class Full(io.BytesIO):
        def read(self, size):
            (temporary,) = temporary_files()
            fullness = os.open("/dev/full", os.O_WRONLY)
            for descriptor in os.listdir("/proc/self/fd"):
                link = f"/proc/self/fd/{descriptor}"
                if os.path.exists(link) and os.readlink(link) == str(temporary):
                    os.dup2(fullness, int(descriptor))
            os.close(fullness)
            return super().read(size)

    with pytest.raises(StorageUnavailable) as failure:
        store(Full(TEXT), "章程.txt")
    assert failure.value.__cause__.errno == errno.ENOSPC
    assert "存储空间暂时不可用" in failure.value.sentence
    assert temporary_files() == []
    assert not StoredFile.objects.exists()
    assert store(io.BytesIO(TEXT), "章程.txt").size == len(TEXT)


def test_a_folder_that_is_no_folder_is_storage_that_is_not_available(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.write_text("")
    with pytest.raises(StorageUnavailable):
        store(io.BytesIO(TEXT), "章程.txt")


def test_a_blob_that_is_gone_says_so_and_one_that_cannot_be_read_is_an_outage():
    file = store(io.BytesIO(TEXT), "章程.txt")
    file.path.unlink()
    assert not blobs.exists(file.sha256)
    with pytest.raises(FileNotFoundError):
        open_stored(file)
    file.path.symlink_to(file.path)
    with pytest.raises(StorageUnavailable):
        open_stored(file)


@pytest.mark.django_db(transaction=True)
def test_many_hands_with_the_same_photo_make_one_file():
    content, files, failures = photo(size=(300, 200)), [], []

    def upload():
        try:
            files.append(store(io.BytesIO(content), "公开栏.jpg").pk)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(files) == 6
    assert len(set(files)) == 1


def test_what_the_system_composes_is_kept_without_inspection(db):
    from township.files.storing import keep_composed

    first = keep_composed(pdf(), "会议记录.pdf")
    assert keep_composed(pdf(), "会议记录.pdf") == first
    assert (first.media_type, first.size, first.pages) == ("application/pdf", len(pdf()), 1)
    assert first.path.read_bytes() == pdf()


def test_pages_are_counted_where_they_can_be():
    three = typst.compile(b"One #pagebreak() two #pagebreak() three")
    scan = io.BytesIO()
    Image.new("1", (64, 48)).save(
        scan, "TIFF", save_all=True, append_images=[Image.new("1", (64, 48))]
    )
    samples = {
        "决议.pdf": (three, 3),
        "现场.jpg": (photo(), 1),
        "现场.heic": (heic(), 1),
        "扫描.tif": (scan.getvalue(), 2),
        "录音.mp3": (mp3(), 0),
        "说明.txt": (TEXT, None),
    }
    for name, (content, pages) in samples.items():
        assert store(io.BytesIO(content), name).pages == pages, name
