"""A standard as a workbook: out, back in, and every fault told by its cell."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import receipt as receipt_acts
from campaigns.models import Indicator, StandardVersion, Threshold
from campaigns.queries.standard import definition
from campaigns.rules.proposal import CHECKS
from campaigns.sheets.standard import CHECK_LABELS
from campaigns.workflows.standard import STANDARD
from township.history.models import Entry
from township.workflow import Refused


@pytest.fixture
def version(drafted):
    return StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


def exported(client, version):
    answer = client.get(reverse("campaigns:standard_export", args=[version.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def upload(client, version, book, name="标准.xlsx"):
    """Upload a workbook; the preview page, or the refused form."""
    stream = io.BytesIO()
    if isinstance(book, bytes):
        stream.write(book)
    else:
        book.save(stream)
    file = SimpleUploadedFile(name, stream.getvalue())
    url = reverse("campaigns:standard_import", args=[version.pk])
    answer = client.post(url, {"upload": file})
    return client.get(answer.url) if answer.status_code == 302 else answer


def confirm(client, page):
    return client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"])


def asked(version):
    return definition(StandardVersion.objects.with_parts().get(pk=version.pk))


def test_what_was_exported_comes_back_unchanged(signed_in, version):
    entries = Entry.objects.count()
    page = upload(signed_in, version, exported(signed_in, version))
    assert "没有改动" in page.text
    assert confirm(signed_in, page).status_code == 302
    assert Entry.objects.count() == entries


def test_changes_are_shown_before_they_are_written(signed_in, version):
    book = exported(signed_in, version)
    sheet = book["指标"]
    sheet["D2"], sheet["E2"], sheet["E3"] = "工作小组健全", "5", "3"
    before = asked(version)
    page = upload(signed_in, version, book)
    assert "工作小组健全" in page.text and "将改动3处" in page.text
    assert asked(version) == before, "a preview writes nothing"
    assert confirm(signed_in, page).status_code == 302
    assert asked(version).indicator("A1").points == 5
    assert asked(version).indicator("A1").deductions == before.indicator("A1").deductions
    assert "改动3处" in Entry.objects.about(version).first().summary


# Workbooks with faults that do not hide each other: {(sheet, cell): (value, what is told)}.
FAULTY = [
    {
        ("指标", "E2"): ("八", "“指标”E2：“分值”应是数字"),
        ("指标", "D3"): (None, "“指标”D3：“指标”没有填写"),
        ("指标", "D4"): ("符合政策生育率达到95%", "“指标”D4：涉及个人生育或避孕情况"),
        ("指标", "F2"): (
            "落实长效节育措施人数不达标的，不得分",
            "“指标”F2：涉及个人生育或避孕情况",
        ),
        ("指标", "H2"): ("QQQ", "“指标”H2：没有代码为“QQQ”的档案类别"),
        ("指标", "I3"): ("magic", "“指标”I3：系统没有“magic”这项核对"),
        ("扣分规则", "G3"): ("也许", "只能填“是”或“否”"),
    },
    {
        ("指标", "E2"): ("5", "合计101"),
        ("达标分数", "C2"): ("120", "不在0至100之间"),
    },
    {
        ("指标", "E2"): ("4.25", "最多一位小数"),
    },
    {("指标", "C3"): ("A1", "“指标”C3：指标代号“A1”前面已经用过")},
    {
        ("指标", "B3"): ("另一类", "前面叫"),
        ("扣分规则", "A2"): ("Z9", "“扣分规则”A2：“指标”里没有指标Z9"),
        ("达标分数", "A2"): ("QUALIFIED", "这个标准不评“QUALIFIED”"),
    },
    {
        ("扣分规则", "B2"): ("haves", "不属于指标A1的系统核对"),
        ("扣分规则", "D3"): ("0", "都要大于0"),
    },
    {
        ("指标", "E2"): ("=2+2", "“指标”E2：有公式"),
        ("指标", "E1"): ("得分", "“指标”E1：这一列应是“分值”，现在是“得分”"),
        ("指标", "L1"): ("备注", "“指标”L1：多了一列“备注”"),
    },
]


def test_faults_are_told_by_cell_and_nothing_is_written(signed_in, version):
    before, book = asked(version), exported(signed_in, version)
    for faults in FAULTY:
        good = {(sheet, cell): book[sheet][cell].value for sheet, cell in faults}
        for (sheet, cell), (value, _) in faults.items():
            book[sheet][cell] = value
        page = upload(signed_in, version, book)
        for (sheet, cell), value in good.items():
            book[sheet][cell] = value
        missing = [told for _, told in faults.values() if told not in page.text]
        assert missing == []
        assert "什么也没有改动" in page.text
        confirm(signed_in, page)
        assert asked(version) == before, f"{faults} was written"


def test_sheets_too_many_and_too_few(signed_in, version):
    book = exported(signed_in, version)
    book.create_sheet("草稿")
    del book["一票否决"]
    page = upload(signed_in, version, book)
    assert "多了工作表“草稿”" in page.text and "缺少工作表“一票否决”" in page.text


def test_a_moved_column_is_noticed(signed_in, version):
    book = exported(signed_in, version)
    book["指标"].move_range("E1:E200", cols=10)
    assert "列的位置不要移动" in upload(signed_in, version, book).text


def test_a_million_rows_are_refused(signed_in, version):
    book = exported(signed_in, version)
    book["指标"].cell(1048576, 1, "x")
    page = upload(signed_in, version, book)
    assert "1048576行" in page.text and page.status_code == 200


@pytest.mark.parametrize(
    ("content", "name"), [(b"PK\x03\x04broken", "坏.xlsx"), (b"a,b\n1,2\n", "表.csv")]
)
def test_what_is_no_workbook_is_refused_by_name(signed_in, version, content, name):
    page = upload(signed_in, version, content, name)
    assert page.status_code == 422 and name in page.text


def test_a_preview_of_another_version_is_refused(signed_in, version, drafted):
    other = StandardVersion.objects.get(standard__campaign=drafted, standard__code="QUALIFIED")
    page = upload(signed_in, version, exported(signed_in, version))
    query = page.request["QUERY_STRING"]
    url = reverse("campaigns:standard_preview", args=[other.pk])
    answer = signed_in.get(f"{url}?{query}")
    assert answer.status_code == 409 and "预览已经过期" in answer.text


def test_issued_versions_are_frozen_everywhere(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    page = upload(signed_in, version, exported(signed_in, version))
    assert page.status_code in (200, 409)
    for change in (
        lambda: Indicator.objects.filter(version=version).update(points=1),
        lambda: Threshold.objects.filter(version=version).delete(),
        lambda: Threshold.objects.create(
            version=version, level=version.standard.campaign.levels.first(), total=10
        ),
        lambda: StandardVersion.objects.filter(pk=version.pk).update(note="改"),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            change()


def test_a_new_version_never_alters_the_old(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    old = asked(version)
    fresh = receipt_acts.new_standard_version(version.standard, by=office)
    assert asked(fresh).indicators == old.indicators
    with pytest.raises(Refused, match="还是草稿"):
        receipt_acts.new_standard_version(version.standard, by=office)
    book = exported(signed_in, fresh)
    book["指标"]["E2"], book["指标"]["E3"] = "5", "3"
    confirm(signed_in, upload(signed_in, fresh, book))
    assert asked(fresh).indicator("A1").points == 5
    assert asked(version) == old


def test_issuing_goes_to_every_village(version, office):
    STANDARD.perform("issue", version, by=office)
    assert version.receipts.count() == 6
    assert set(version.receipts.values_list("status", flat=True)) == {"pending"}


def test_an_unfinished_standard_is_not_issued(version, office):
    Indicator.objects.filter(version=version, code="A1").delete()
    with pytest.raises(Refused, match="合计96"):
        STANDARD.perform("issue", version, by=office)
    Threshold.objects.filter(version=version).delete()
    with pytest.raises(Refused, match="没有规定任何级别的达标分数"):
        STANDARD.perform("issue", version, by=office)


def test_the_words_of_an_indicator_may_be_corrected_but_not_beyond_the_red_line(signed_in, version):
    indicator = version.indicators.get(code="A1")
    url = reverse("campaigns:indicator_edit", args=[indicator.pk])
    given = {"name": "工作小组健全", "rule": "没有的不得分。", "how_to_check": "看文件。"}
    assert signed_in.post(url, given).status_code == 302
    bad = given | {"name": "计划外出生人数"}
    answer = signed_in.post(url, bad)
    assert answer.status_code == 422 and "不统计、不考核" in answer.text


def test_villages_read_the_standard_in_words(client, running, version, cadre):
    client.force_login(cadre)
    page = client.get(version.get_absolute_url())
    assert page.status_code == 200
    assert "自治章程依法通过" in page.text and "总分90分以上" in page.text
    assert "charter_vote" not in page.text and "ADVANCED" not in page.text
    assert "导入表格" not in page.text


def test_every_check_of_the_system_has_a_name_for_the_office():
    assert list(CHECK_LABELS) == list(CHECKS)
    assert len(set(CHECK_LABELS.values())) == len(CHECK_LABELS)


def test_a_blank_standard_names_the_levels_whose_thresholds_are_wanted(signed_in, drafted, office):
    standard = drafted.standards.create(code="S9", name="新标准")
    drafted.levels.filter(code="QUALIFIED").update(standard=standard)
    version = receipt_acts.new_standard_version(standard, by=office)
    book = exported(signed_in, version)
    assert [cell.value for cell in book["达标分数"][2]][:2] == ["QUALIFIED", "合格村"]
    assert "“达标总分”没有填写" in upload(signed_in, version, book).text
