"""The dossier as a ZIP: papers first, then every file as it was uploaded."""

import io
import zipfile

from django.urls import reverse

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
