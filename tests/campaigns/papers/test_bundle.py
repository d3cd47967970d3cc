"""The dossier as a ZIP: papers first, then every file as it was uploaded."""

import hashlib
import io
import zipfile

from django.urls import reverse

from campaigns.papers.bundle import _record_members, package
from tests.campaigns.dossiers import *  # noqa: F403


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


def members_of(sent, *, is_for_keeper):
    bag = package(sent.submissions.get(), is_for_keeper=is_for_keeper)
    content = zipfile.ZipFile(io.BytesIO(b"".join(bag)))
    return bag, {name: content.read(name) for name in content.namelist()}


def test_who_keeps_no_originals_is_told_that_the_place_is_gone(sent):
    """The photos of this dossier tell no place: they come as they are."""
    for is_for_keeper in (True, False):
        bag, members = members_of(sent, is_for_keeper=is_for_keeper)
        (told,) = [text.decode() for name, text in members.items() if name.endswith("校验值.txt")]
        assert sent.submissions.get().sha256 in told
        assert ("照片和录像已去掉拍摄位置" in told) is not is_for_keeper
        assert bag.filename.endswith("卷宗-第1次报送.zip")


def test_a_record_stands_in_the_folder_of_its_first_indicator_with_its_sum(sent):
    _, members = members_of(sent, is_for_keeper=True)
    manifest = next(text.decode() for name, text in members.items() if "manifest-sha256" in name)
    sums = dict(reversed(line.split(maxsplit=1)) for line in manifest.splitlines())
    root = next(iter(members)).partition("/")[0]
    for path, sum_ in sums.items():
        assert hashlib.sha256(members[f"{root}/{path}"]).hexdigest() == sum_
    charters = [name for name in sums if name.endswith("章程.pdf")]
    code = next(
        one["code"]
        for one in sent.submissions.get().snapshot["evidence"]
        if any(record["title"] == "万顺村自治章程" for record in one["records"])
    )
    assert len(charters) == 1 and f" {code} " in charters[0]


def test_a_slash_in_a_name_makes_no_folder():
    record = {
        "reference_code": "",
        "title": "甲/乙",
        "files": [{"name": "a/b.txt", "sha256": "0", "size": 1}],
    }
    indicator = {"code": "A1", "name": "组/织"}
    (member,) = _record_members(1, indicator, record, set(), {})
    assert member.path.count("/") == 2 and member.path.endswith("甲／乙/a／b.txt")
