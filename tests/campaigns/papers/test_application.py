"""The papers of an application and its dossier: what the district is sent, whole and unchanged."""

import io
import re
import zipfile
from datetime import date

import pypdf
import pytest
from django.urls import reverse
from PIL import Image

from archives.acts.record import file_fact
from archives.models import Record
from archives.papers.part import NewPart
from campaigns.models import Application, Submission
from campaigns.papers import volume as volume_papers
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.round import ROUND
from tests import pdfs
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import SENT_ON, score
from township.files import blobs
from township.files.storing import store
from township.papers import compose
from township.workflow import Refused


def pdf_of(*pages):
    """A PDF with a page for each word."""
    rows = [{"label": word, "value": "　"} for word in pages]
    return compose("fact_sheet", {"title": "、".join(pages), "rows": rows}).pdf()


def photo(colour="green"):
    stream = io.BytesIO()
    Image.new("RGB", (400, 200), colour).save(stream, "JPEG")
    stream.seek(0)
    return store(stream, "现场.jpg")


def keep(village, code, source, title, parts, by):
    return file_fact(
        village, code, source=source, title=title, on=date(2025, 6, 1), by=by, parts=parts
    )


@pytest.fixture
def records(campaign, village, cadre):
    """A charter in two versions, a photo of publicity, a workbook, a restricted record."""
    charter = keep(
        village, "ZCH", "text:1", "万顺村自治章程",
        [NewPart("定稿", pdf_of("旧稿"), "章程.pdf", key="final")], cadre,
    )  # fmt: skip
    keep(
        village, "ZCH", "text:1", "万顺村自治章程",
        [NewPart("定稿", pdf_of("定稿一", "定稿二"), "章程.pdf", key="final")], cadre,
    )  # fmt: skip
    keep(village, "XCH", "publicity:1", "院坝会宣传", [NewPart("照片", photo(), "现场.jpg")], cadre)
    bomb = store(io.BytesIO(pdfs.nested_bomb()), "通知.pdf")
    parts = [NewPart("照片", photo("red"), "栏.jpg"), NewPart("通知", bomb, "通知.pdf")]
    keep(village, "XCH", "publicity:2", "公开栏宣传", parts, cadre)
    sheet = NewPart("台账", store(io.BytesIO("序号,事项".encode()), "台账.txt"), "台账.txt")
    keep(village, "GKG", "posting:1", "村务公开台账", [sheet], cadre)
    keep(
        village, "BZC", "commendation:1", "惩处决定",
        [NewPart("决定", pdf_of("限制"), "决定.pdf")], cadre,
    )  # fmt: skip
    return charter


@pytest.fixture
def final(records, scoring, office):
    score(scoring)
    row = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    row = ROUND.perform("announce", row, by=office, on=date(2025, 12, 22), days=7)
    return ROUND.perform("finalise", row, by=office, on=date(2025, 12, 30))


def pages_of(answer):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer)).pages]


def test_the_volume_binds_everything_in_order(sent, as_user, district):
    answer = as_user(district).get(reverse("campaigns:application_volume", args=[sent.pk]))
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    words = [re.sub(r"\s", "", page) for page in pages]
    order = ["申报卷宗", "目录", "创建申报表", "将结果函告我镇", "年度创建考评表", "定稿二"]
    order.append("申报区级先进村卷内目录")
    places = [next(n for n, page in enumerate(words) if word in page) for word in order]
    assert places == sorted(places)
    whole = "".join(words)
    assert "人民政府文件" not in whole, "a 函 has the name of its organ only"
    assert "“通知.pdf”见压缩包" in whole, "what cannot be bound is named, the rest is there"
    assert "旧稿" not in whole and "见压缩包" in whole and "限制查看" in whole
    assert not any("限制" in page for page in words[2:-1])
    assert all(page.startswith(str(n)) or page.endswith(str(n)) for n, page in enumerate(words, 1))


def test_the_contents_name_the_page_where_a_thing_stands(sent):
    submission = sent.submissions.get()
    content = volume_papers.volume(submission)
    reader = pypdf.PdfReader(io.BytesIO(content))
    marks = {one.title: reader.get_destination_page_number(one) + 1 for one in reader.outline}
    text = reader.pages[marks["申报表"] - 1].extract_text()
    assert "申报表" in text and marks["封面和目录"] == 1
    assert "卷内目录" in reader.pages[marks["卷内目录"] - 1].extract_text()
    assert content == volume_papers.volume(submission)


def test_the_package_holds_every_file_as_it_was_uploaded(sent, as_user, leader):
    answer = as_user(leader).get(reverse("campaigns:application_package", args=[sent.pk]))
    content = b"".join(answer.streaming_content)
    assert len(content) == int(answer["Content-Length"])
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    for part in (
        "申报表.pdf",
        "申报的函.pdf",
        "考评表.pdf",
        "卷内目录.xlsx",
        "台账.txt",
        "现场.jpg",
    ):
        assert sum(name.endswith(part) for name in names) == 1, part
    assert not any("决定.pdf" in name for name in names)
    assert any(name.endswith("manifest-sha256.txt") for name in names)


def test_a_changed_file_stops_the_dossier(sent, as_user, leader):
    files = [
        file
        for one in sent.submissions.get().snapshot["evidence"]
        for record in one["records"]
        for file in record["files"]
    ]
    path = blobs.path_of(files[0]["sha256"])
    path.chmod(0o600)
    original = path.read_bytes()
    path.write_bytes(original + b"x")
    try:
        client = as_user(leader)
        for name in ("application_volume", "application_package"):
            answer = client.get(reverse(f"campaigns:{name}", args=[sent.pk]))
            assert answer.status_code == 409
            assert "校验值不一致" in answer.content.decode()
    finally:
        path.write_bytes(original)


def test_what_was_sent_does_not_follow_later_changes(sent, village, cadre):
    before = sent.submissions.get()
    keep(village, "XCH", "publicity:2", "后来的宣传", [], cadre)
    after = Submission.objects.get(pk=before.pk)
    assert after.snapshot == before.snapshot and after.sha256 == before.sha256
    assert "后来的宣传" not in str(after.snapshot)


@pytest.mark.parametrize("paper", ["application", "cover_letter", "evaluation_sheet"])
def test_papers_come_as_page_word_and_pdf(paper, application, as_user, cadre):
    client = as_user(cadre)
    url = reverse("campaigns:application_paper", args=[application.pk, paper])
    page = client.get(url).content.decode()
    assert "万顺村" in page
    assert client.get(url, {"format": "docx"}).content.startswith(b"PK")
    assert client.get(url, {"format": "pdf"}).content.startswith(b"%PDF")


def test_a_request_ends_otherwise_than_a_letter(application, as_user, office):
    url = reverse("campaigns:application_paper", args=[application.pk, "cover_letter"])
    client = as_user(office)
    assert "函告我镇" in client.get(url).content.decode()
    Application.objects.filter(pk=application.pk).update(document_kind="request")
    assert "妥否，请批示" in client.get(url).content.decode()


def test_no_dossier_before_the_leader_agreed(application, as_user, office):
    answer = as_user(office).get(reverse("campaigns:application_volume", args=[application.pk]))
    assert answer.status_code == 409 and "还没有报区" in answer.content.decode()


def test_the_submission_files_itself(sent):
    record = Record.objects.get(source=f"application:{sent.pk}")
    assert record.category.code == "KPS" and record.requirement == "honour"
    assert [part.name for part in record.parts.all()] == ["申报表", "申报的函"]
    assert record.metadata["document_number"] == "清府函〔2026〕8号"
    assert record.on == SENT_ON


def test_a_second_sending_adds_versions_to_the_same_record(sent, district, office, leader):
    given = {"visited_on": SENT_ON, "team": "周验收", "opinion": "补充。"}
    row = APPLICATION.perform("return_by_district", sent, by=district, **given)
    Application.objects.filter(pk=row.pk).update(deeds="补充了公开情况。")
    row = APPLICATION.perform("submit", row, by=office)
    APPLICATION.perform("approve", row, by=leader, on=date(2026, 1, 15))
    assert [one.number for one in sent.submissions.all()] == [2, 1]
    record = Record.objects.get(source=f"application:{sent.pk}")
    form = record.parts.get(name="申报表")
    assert form.files.count() == 2
    assert Record.objects.filter(source__startswith="acceptance:").count() == 1


def test_nothing_is_sent_when_its_record_cannot_be_filed(application, office, leader, monkeypatch):
    row = APPLICATION.perform("submit", application, by=office)
    monkeypatch.setattr("campaigns.receivers.CODE", "XXX")
    with pytest.raises(Refused):
        APPLICATION.perform("approve", row, by=leader, on=SENT_ON)
    row.refresh_from_db()
    assert row.status == "leader" and not row.submissions.exists()
