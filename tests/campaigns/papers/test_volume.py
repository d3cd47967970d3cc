"""The dossier as one PDF: everything in order, numbered through, each file held against its sum."""

import io
import re

import pypdf
import pytest
from django.urls import reverse

from campaigns.papers import volume as volume_papers
from tests.campaigns.dossiers import *  # noqa: F403
from township.files import blobs
from township.files.binding import Leaf
from township.workflow import Refused


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


def test_no_dossier_before_the_leader_agreed(application, as_user, office):
    answer = as_user(office).get(reverse("campaigns:application_volume", args=[application.pk]))
    assert answer.status_code == 409 and "还没有报区" in answer.content.decode()


def test_a_file_that_is_gone_stops_the_dossier_by_name(sent):
    submission = sent.submissions.get()
    record = next(one for one in volume_papers.records_of(submission) if one["files"])
    record["files"][0] = record["files"][0] | {"sha256": "0" * 64, "name": "照片.jpg"}
    with pytest.raises(Refused) as refused:
        volume_papers.check_sums(submission)
    (told,) = refused.value.reasons
    assert told == f"“{record['title']}”的文件“照片.jpg”不见了，卷宗没有生成。"


def piece(title, *, pages=0, page=0, **more):
    leaves = [Leaf("", pages)] if pages else []
    return volume_papers.VolumePiece(title, leaves, page=page, **more)


def test_contents_name_papers_and_indicators_at_their_first_page():
    row = {"indicator": "A1"}
    items = volume_papers._items(
        [
            piece("申报表", pages=2, page=3),
            piece("章程", heading="A1　组织健全", row=row),
            piece("照片", pages=1, page=5, row=row),
            piece("台账", heading="A2　公开", row=row),
        ]
    )
    assert items == [
        {"title": "申报表", "page": 3},
        {"title": "A1　组织健全", "page": 5},
        {"title": "A2　公开", "page": "见压缩包"},
    ]


@pytest.mark.parametrize(
    ("names", "bound", "told"),
    [
        (["a", "b"], {"a", "b"}, ""),
        (["a", "b"], {"a"}, "“b”见压缩包"),
        (["a", "b"], set(), "见压缩包"),
        ([], set(), ""),
    ],
)
def test_what_is_not_bound_is_named(names, bound, told):
    record = {"files": [{"name": name, "sha256": name} for name in names]}
    assert volume_papers._left_out(record, bound) == told


def test_a_record_is_bound_once_and_seen_again_from_a_further_indicator():
    first = piece("章程", pages=1, page=7, row={"indicator": "A1"})
    again = piece("章程", row={"indicator": "B1", "see": first})
    assert volume_papers._page_of(again) == 7
    assert volume_papers._page_of(piece("章程", row={"indicator": "A1"})) == ""
