"""The setup workbook at the browser: download, preview, faults, slips; and how far the way is."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Authority, Campaign
from tests.hostile import photo
from tests.township.setup.book import campaign_of, few_past_rows, few_rows, file_of, rows, sheets
from township.files.uploads import take
from township.setup.parts import PARTS
from villages.models import Attachment, Text, Village

SETUP, OWN = "/setup/", "Ziji-mima-88"


def scan(name):
    return SimpleUploadedFile(name, photo())


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


def test_an_organ_without_a_name_leads_to_where_it_is_named(ready, township):
    Authority.objects.filter(township=township).update(name="")
    table = few_rows() | few_past_rows()
    page = ready.post(SETUP, {"sheet": file_of(sheets(table))}).text
    assert "请先填写机关名称" in page
    place = reverse("campaigns:organ_names", args=[Campaign.objects.get().pk])
    assert page.count(f'<a class="btn btn-secondary" href="{place}">填写机关名称</a>') == 1


def test_a_file_that_is_no_table_is_refused(ready):
    wrong = io.BytesIO(b"%PDF-1.4 nothing")
    wrong.name = "a.pdf"
    assert ready.post(SETUP, {"sheet": wrong}).status_code == 422


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ("texts", lambda village: reverse("villages:texts", args=[village.pk])),
        ("honours", lambda village: reverse("campaigns:honours")),
        ("results", lambda village: reverse("campaigns:prior_results")),
    ],
)
def test_each_list_of_the_past_leads_to_its_own_sheet(ready, cadre, village, part, address):
    own = f"{SETUP}?part={part}"
    assert own in ready.get(address(village)).text
    page = ready.get(own)
    assert PARTS[part].note in page.text and 'name="files"' in page.text
    only = load_workbook(io.BytesIO(ready.get(page.context["book_url"]).content))
    assert only.sheetnames == ["填写说明", PARTS[part].name]
    ready.force_login(cadre)
    assert own not in ready.get(address(village)).text


def test_files_are_asked_for_where_a_sheet_names_them(ready):
    assert 'name="files"' not in ready.get(f"{SETUP}?part=accounts").text
    sent = {"sheet": file_of(sheets({"villages": rows()["villages"]}))}
    assert ready.post(f"{SETUP}?part=villages", sent).context["outcome"].changing == 14


def test_sent_files_stay_when_the_workbook_is_sent_anew(ready):
    table = {"villages": rows()["villages"]} | few_past_rows()
    table["texts"][0][14:16] = ["", "扫描.jpg"]
    table["texts"][1][1] = "通知"
    page = ready.post(SETUP, {"sheet": file_of(sheets(table)), "files": scan("扫描.jpg")})
    (kept,) = page.context["kept"]
    table["texts"][1][1] = "自治制度"
    again = {"sheet": file_of(sheets(table)), "files_kept": kept.key}
    page = ready.post(SETUP, again)
    assert not page.context["faults"] and kept.key in page.text
    ready.post(SETUP, {"sealed": sealed(page), "wanted": "write", "files_kept": kept.key})
    assert Attachment.objects.get().file == kept.file
    kept.refresh_from_db()
    assert kept.is_saved


def test_files_of_somebody_else_are_not_taken(ready, cadre):
    table = {"villages": rows()["villages"]} | few_past_rows()
    page = ready.post(SETUP, {"sheet": file_of(sheets(table))})
    others = take(scan("扫描.jpg"), by=cadre)
    given = {"sealed": sealed(page), "wanted": "write", "files_kept": others.key}
    assert "已经不在了，请重新选择" in ready.post(SETUP, given, follow=True).text
    assert not Text.objects.exists()


def test_a_file_that_no_row_names_is_told(ready):
    table = {"villages": rows()["villages"]} | few_past_rows()
    page = ready.post(SETUP, {"sheet": file_of(sheets(table)), "files": scan("合影.jpg")})
    assert "没有哪一行写到这些文件，不会保存：合影.jpg" in page.text


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return SimpleUploadedFile("扫描件.zip", stream.getvalue())


def test_scans_come_as_one_zip(ready):
    table = {"villages": rows()["villages"]} | few_past_rows()
    table["texts"][0][14:16] = ["", "协议书；签名页.jpg"]
    package = zipped(**{"东村/协议书.jpg": photo(), "东村/签名页.jpg": photo(size=(64, 99))})
    page = ready.post(SETUP, {"sheet": file_of(sheets(table)), "package": package})
    assert not page.context["faults"] and not page.context["remarked"]
    kept = [one.key for one in page.context["kept"]]
    assert len(kept) == 2
    ready.post(SETUP, {"sealed": sealed(page), "wanted": "write", "files_kept": kept})
    names = Attachment.objects.order_by("file_name").values_list("file_name", flat=True)
    assert list(names) == ["协议书.jpg", "签名页.jpg"]


@pytest.mark.parametrize(
    ("package", "told"),
    [
        (SimpleUploadedFile("扫描件.zip", b"PK\3\4 no zip"), "压缩包打不开"),
        (zipped(**{"好.jpg": photo(), "坏.jpg": b"MZ" + bytes(90)}), "“坏.jpg”"),
        (zipped(**{"空.jpg": b"", "好.jpg": photo()}), "“空.jpg”是空文件"),
        (zipped(**{f"{n}.jpg": b"" for n in range(401)}), "最多400个"),
    ],
)
def test_a_zip_that_cannot_be_taken_is_told(ready, package, told):
    table = {"villages": rows()["villages"]}
    page = ready.post(SETUP, {"sheet": file_of(sheets(table)), "package": package})
    assert page.status_code == 422 and told in page.text
