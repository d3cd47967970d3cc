"""The setup workbook at the browser: download, preview, faults, slips; and how far the way is."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.township.setup.book import campaign_of, file_of, rows, sheets
from township.setup.parts import PARTS
from villages.models import Village

SETUP, OWN = "/setup/", "Ziji-mima-88"


def sealed(page):
    return re.search(r'name="sealed" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def ready(client, office, township):
    campaign_of(township)
    client.force_login(office)
    return client


def test_the_workbook_comes_with_drop_downs_and_an_example(ready):
    book = load_workbook(io.BytesIO(ready.get(reverse("setup_book")).content))
    assert book.sheetnames == ["填写说明", *(part.name for part in PARTS.values())]
    page = book["人员账号"]
    assert page["A2"].value.startswith("示例")
    chosen = {
        str(one.sqref).split(":")[0]: one.formula1 for one in page.data_validations.dataValidation
    }
    assert "村（居）" in chosen["D2"] and "填写说明" in chosen["C2"]
    only = load_workbook(io.BytesIO(ready.get("/setup/book/?part=targets").content))
    assert only.sheetnames == ["填写说明", "创建目标"]


def test_what_was_seen_is_written_and_slips_are_shown_once(ready):
    page = ready.post(SETUP, {"sheet": file_of(sheets(rows()))})
    assert page.status_code == 200 and "写入87行" in page.content.decode()
    assert not Village.objects.exists()
    done = ready.post(SETUP, {"sealed": sealed(page), "wanted": "write"})
    assert len(done.context["slips"]) == 17 and done["Cache-Control"] == "no-store"
    again = ready.post(SETUP, {"sheet": file_of(sheets(rows()))})
    assert "系统里都有了" in again.content.decode()


def test_faults_are_shown_and_given_back(ready):
    table = rows()
    table["accounts"][0][2] = "皇帝"
    page = ready.post(SETUP, {"sheet": file_of(sheets(table))})
    assert "“人员账号”C3" in page.content.decode()
    token = sealed(page)
    back = ready.post(SETUP, {"sealed": token, "wanted": "errors"})
    marked = load_workbook(io.BytesIO(back.content))["人员账号"]
    assert marked["C3"].comment and "错误" in [cell.value for cell in marked[1]]
    ready.post(SETUP, {"sealed": token, "wanted": "write"})
    assert not Village.objects.exists()


def test_a_file_that_is_no_table_is_refused(ready):
    wrong = io.BytesIO(b"%PDF-1.4 nothing")
    wrong.name = "a.pdf"
    assert ready.post(SETUP, {"sheet": wrong}).status_code == 422
