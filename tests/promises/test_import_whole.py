"""Promise 10: of the longest sheet with one bad row nothing is written, and the row is named."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from villages.models import Person
from villages.sheets.upload import MOST_ROWS

# Beside the people the sheet has its headings.
PEOPLE = MOST_ROWS - 1
SIGNS = "安本成德恩方贵海吉金开立明宁平庆仁山泰伟文祥星雪义永玉云正忠子春秋冬南北东西天地"


def name_of(number):
    """A name that nobody else of the sheet has."""
    first, second = divmod(number, len(SIGNS))
    third, first = divmod(first, len(SIGNS))
    return f"{'张王李赵'[third]}{SIGNS[first]}{SIGNS[second]}"


def sheet(bad=None):
    """A workbook of the association's members; the row `bad` has no such sex."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["姓名", "性别", "所在小组"])
    for number in range(1, PEOPLE + 1):
        page.write_row(number, 0, [name_of(number), "不明" if number == bad else "女", "一组"])
    book.close()
    return SimpleUploadedFile("会员.xlsx", stream.getvalue())


@pytest.fixture
def address(client, cadre, village):
    client.force_login(cadre)
    return reverse("villages:import", args=[village.pk, "members"])


@pytest.mark.one_database
def test_one_bad_row_of_the_longest_sheet_writes_nothing_and_is_named(client, address):
    answer = client.post(address, {"sheet": sheet(bad=1500)})
    assert name_of(1500) in answer.text and "性别" in answer.text
    confirmed = {"sealed": answer.context["sealed"], "wanted": "write"}
    answer = client.post(address, confirmed, follow=True)
    assert "有1行有错，全部没有写入" in answer.text
    assert not Person.objects.exists()
