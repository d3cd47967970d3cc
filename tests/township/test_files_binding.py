"""Binding uploads: parsed by children only; one that fails is left out, the rest is bound."""

import io

import pytest
from pypdf import PdfReader

from tests import pdfs
from tests.hostile import huge_png, pageless_pdf, pdf, phone_photo, word
from township.files import binding, sandbox, storing
from township.files.binding import Bindery, VolumeTooLarge
from township.files.models import StoredFile
from township.papers.typesetting import typeset

pytestmark = pytest.mark.django_db
TURNED = "/Rotate 90"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def kept(content, name):
    return storing.store(io.BytesIO(content), name)


def unchecked(content, media_type):
    """A file that came in before today's checks."""
    file = storing.keep_composed(content, "a.txt")
    StoredFile.objects.filter(pk=file.pk).update(media_type=media_type)
    return StoredFile.objects.get(pk=file.pk)


@pytest.mark.one_database
@pytest.mark.parametrize("build", [pdfs.bomb, pdfs.nested_bomb])
def test_a_bomb_is_left_out_and_the_others_are_bound(build):
    good, bad = kept(pdf(), "章程.pdf"), kept(build(), "通知.pdf")
    with Bindery() as bindery:
        leaves = bindery.uploaded([bad, good])
        assert set(leaves) == {good.sha256}
        numbers = typeset({"main.typ": "1"})
        content = bindery.bound("卷", [("章程", list(leaves.values()))], numbers)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\r\n%PDF-1.7 nothing", "application/pdf"),
        (b"\xff\xd8\xff half a photo", "image/jpeg"),
        (huge_png(), "image/png"),
        (pageless_pdf(), "application/pdf"),
    ],
    ids=["no PDF", "half a photo", "huge picture", "no pages"],
)
def test_what_cannot_be_read_is_left_out(content, media_type):
    with Bindery() as bindery:
        assert bindery.uploaded([unchecked(content, media_type)]) == {}


def test_pictures_and_turned_and_restricted_pages_are_bound():
    files = [
        kept(phone_photo(), "现场.jpg"),
        kept(pdfs.plain("", TURNED), "横表.pdf"),
        kept(pdfs.restricted(pdf()), "文件.pdf"),
    ]
    with Bindery() as bindery:
        leaves = bindery.uploaded(files)
        assert {file.sha256 for file in files} == set(leaves)
        numbers = typeset({"main.typ": "\n#pagebreak()\n".join("123")})
        content = bindery.bound("卷", [("全部", list(leaves.values()))], numbers)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 3 and reader.outline[0].title == "全部"
    assert not any(page.rotation for page in reader.pages)


def test_a_word_file_is_not_bound():
    with Bindery() as bindery:
        assert bindery.uploaded([kept(word(), "章程.docx")]) == {}


def test_a_volume_over_the_limits_is_refused_not_fatal(monkeypatch):
    monkeypatch.setattr(binding, "SECONDS_A_VOLUME", 0.01)
    with Bindery() as bindery:
        leaf = bindery.own(pdf(), 1)
        with pytest.raises(VolumeTooLarge):
            bindery.bound("卷", [("一", [leaf])], pdf())


def test_the_web_process_parses_nothing_of_it(monkeypatch):
    """Every reading of an uploaded file goes through the sandbox."""
    begun = []
    begin = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **more: begun.append(a[0]) or begin(*a, **more))
    file = kept(pdf(), "章程.pdf")
    with Bindery() as bindery:
        leaves = bindery.uploaded([file])
        bindery.bound("卷", [("章程", list(leaves.values()))], typeset({"main.typ": "1"}))
    assert begun == [f"township.files.{name}" for name in ("inspector", "leaf", "binder")]
