"""Looking at a record's files where they lie, by everybody who may open them and nobody else."""

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from archives.acts.record import file_fact
from archives.models import PartFile, ScanReading
from archives.papers.part import NewPart
from tests.archives.readings import line, page
from tests.hostile import mp3, old_word, pdf, phone_photo, wav, word
from tests.test_file_gate import film
from township.files import derive
from township.files.storing import store

DAY = datetime.date(2026, 3, 5)
FILES = (
    (phone_photo, "现场.jpg", "picture"),
    (pdf, "章程.pdf", "pages"),
    (word, "报告.docx", "words"),
    (mp3, "录音.mp3", "sound"),
    (wav, "录音.wav", "sound"),
    (film, "录像.mp4", "film"),
    (old_word, "旧稿.doc", ""),
)


@pytest.fixture
def record(village, categories, cadre):
    parts = [NewPart(name, store(io.BytesIO(build()), name), name) for build, name, _ in FILES]
    return file_fact(
        village, "XCH", source="publicity:1", title="三月宣传", on=DAY, by=cadre, parts=parts
    )


def status_of(client, address):
    answer = client.get(address)
    list(answer)  # a file is closed by whoever has read it
    return answer.status_code


def version(record, name):
    return PartFile.objects.get(part__record=record, file_name=name)


def addresses(record):
    return [
        reverse("archives:record_view", args=[record.pk]),
        reverse("archives:file_page", args=[version(record, "章程.pdf").pk, 1]),
        reverse("archives:file_words", args=[version(record, "报告.docx").pk]),
    ]


def test_each_file_is_shown_in_its_own_way(client, office, record):
    client.force_login(office)
    page = client.get(addresses(record)[0], HTTP_HX_REQUEST="true")
    assert page.status_code == 200 and "<html" not in page.text
    assert [piece["shape"] for piece in page.context["pieces"]] == [shape for *_, shape in FILES]
    at = {name: version(record, name).pk for _, name, _ in FILES}
    for sign in (
        f'<img src="/archives/files/{at["现场.jpg"]}/preview/"',
        f'<img src="/archives/files/{at["章程.pdf"]}/pages/1/"',
        f'hx-get="/archives/files/{at["报告.docx"]}/words/"',
        f'<audio controls preload="none" src="/archives/files/{at["录音.mp3"]}/"',
        f'<video controls preload="metadata" src="/archives/files/{at["录像.mp4"]}/"',
        "这种文件不能在这里显示",
    ):
        assert sign in page.text, sign
    assert page.text.count("?download=1") == len(FILES)


def test_without_a_script_it_is_a_page_of_its_own(client, office, record):
    client.force_login(office)
    for address in (addresses(record)[0], addresses(record)[2]):
        page = client.get(address)
        assert "<html" in page.text and record.title in page.text
        assert record.get_absolute_url() in page.text, "the crumbs lead back"


def test_page_and_words_are_what_the_file_holds(client, office, record):
    client.force_login(office)
    picture = client.get(addresses(record)[1])
    assert picture["Content-Type"] == "image/jpeg" and b"".join(picture)[:2] == b"\xff\xd8"
    assert picture["X-Content-Type-Options"] == "nosniff"
    words = client.get(addresses(record)[2], HTTP_HX_REQUEST="true")
    assert "第一条 村民会议是最高议事机构。" in words.text
    missing = reverse("archives:file_page", args=[version(record, "章程.pdf").pk, 2])
    assert client.get(missing).status_code == 404
    none = reverse("archives:file_words", args=[version(record, "旧稿.doc").pk])
    assert "下载" in client.get(none, HTTP_HX_REQUEST="true").text


def test_of_a_long_document_the_first_pages_are_shown_and_it_is_said(
    client, office, record, monkeypatch
):
    monkeypatch.setattr(derive, "MOST_PAGES", 30)
    file = version(record, "章程.pdf").file
    type(file).objects.filter(pk=file.pk).update(pages=500)
    client.force_login(office)
    page = client.get(addresses(record)[0], HTTP_HX_REQUEST="true").text
    assert page.count("/pages/") == 30 and "共500页，这里是前30页" in page


def test_a_film_is_answered_in_pieces(client, office, record):
    client.force_login(office)
    place = reverse("archives:file", args=[version(record, "录像.mp4").pk])
    whole = b"".join(client.get(place))
    piece = client.get(place, headers={"Range": "bytes=4-11"})
    assert piece.status_code == 206 and b"".join(piece) == whole[4:12]


def test_who_may_not_open_the_file_sees_nothing_of_it(
    client, record, office, observer, cadre, other_cadre, foreign_village, admin
):
    file = reverse("archives:file", args=[version(record, "章程.pdf").pk])
    for user in (office, observer, cadre, other_cadre, admin, None):
        client.logout()
        if user:
            client.force_login(user)
        allowed = status_of(client, file)
        for address in addresses(record):
            assert status_of(client, address) == allowed, (user, address)
        assert (allowed == 200) is (user in (office, observer, cadre)), user


def test_what_is_restricted_is_shown_to_whom_it_may_concern_alone(
    client, record, office, observer, categories
):
    row = categories["XCH"]
    type(row).objects.filter(pk=row.pk).update(is_restricted=True)
    for user, status in ((office, 200), (observer, 404)):
        client.force_login(user)
        assert [status_of(client, one) for one in addresses(record)] == [status] * 3, user


def test_what_was_read_stands_beside_its_page_and_the_doubtful_is_marked(client, office, record):
    words = [page("讨论修路", line("写的字", 0.5), turned=90) | {"number": 1}]
    for name in ("现场.jpg", "章程.pdf"):
        ScanReading.objects.create(
            file=version(record, name).file, state="read", words=words, doubtful=1
        )
    client.force_login(office)
    shown = client.get(addresses(record)[0], HTTP_HX_REQUEST="true").text
    assert shown.count("已识读，1处不确定。") == 2
    assert shown.count("<polygon") == 4 and shown.count('class="is-doubtful"') == 4
    assert shown.count("<li>讨论修路</li>") == 2 and shown.count("（不确定）") == 2
    assert shown.count('data-turned="90"') == 2
    assert 'points="1000 500 9000 500 9000 700 1000 700"' in shown


def test_what_nobody_read_looks_as_before(client, office, record):
    client.force_login(office)
    shown = client.get(addresses(record)[0], HTTP_HX_REQUEST="true").text
    assert "识读" not in shown and "<polygon" not in shown


def test_a_scanned_document_is_to_be_had_with_words_that_can_be_searched(
    client, office, cadre, other_cadre, foreign_village, record
):
    row = version(record, "章程.pdf")
    place = reverse("archives:file_searchable", args=[row.pk])
    client.force_login(cadre)
    assert status_of(client, place) == 404, "nothing was read"
    scan = ScanReading.objects.create(file=row.file, words=[page() | {"number": 1}], state="read")
    assert status_of(client, place) == 404, "nothing stands on it"
    scan.words = [page("讨论修路") | {"number": 1}]
    scan.save()
    shown = client.get(addresses(record)[0], HTTP_HX_REQUEST="true").text
    assert shown.count("下载可查找的PDF") == 1 and place in shown
    answer = client.get(place)
    content = b"".join(answer)
    assert "讨论修路" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "attachment" in answer["Content-Disposition"]
    client.force_login(other_cadre)
    assert status_of(client, place) == 404
