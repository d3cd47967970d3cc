"""A final result with records of every sort as its evidence."""

import io
from datetime import date

import pytest
from PIL import Image

from archives.acts.record import file_fact
from archives.papers.part import NewPart
from campaigns.workflows.round import ROUND
from tests import pdfs
from tests.archives.parts import part_of
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score
from township.files.storing import store
from township.papers import compose


def pdf_of(*pages):
    """A PDF with a page for each word."""
    rows = [(word, "　") for word in pages]
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
        [part_of("定稿", pdf_of("旧稿"), "章程.pdf", key="final")], cadre,
    )  # fmt: skip
    keep(
        village, "ZCH", "text:1", "万顺村自治章程",
        [part_of("定稿", pdf_of("定稿一", "定稿二"), "章程.pdf", key="final")], cadre,
    )  # fmt: skip
    keep(village, "XCH", "publicity:1", "院坝会宣传", [NewPart("照片", photo(), "现场.jpg")], cadre)
    bomb = store(io.BytesIO(pdfs.nested_bomb()), "通知.pdf")
    parts = [NewPart("照片", photo("red"), "栏.jpg"), NewPart("通知", bomb, "通知.pdf")]
    keep(village, "XCH", "publicity:2", "公开栏宣传", parts, cadre)
    sheet = NewPart("台账", store(io.BytesIO("序号,事项".encode()), "台账.txt"), "台账.txt")
    keep(village, "GKG", "posting:1", "村务公开台账", [sheet], cadre)
    keep(
        village, "BZC", "commendation:1", "惩处决定",
        [part_of("决定", pdf_of("限制"), "决定.pdf")], cadre,
    )  # fmt: skip
    return charter


@pytest.fixture
def final(records, scoring, office):
    score(scoring)
    row = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    row = ROUND.perform("announce", row, by=office, on=date(2025, 12, 22), days=7)
    return ROUND.perform("finalise", row, by=office, on=date(2025, 12, 30))
