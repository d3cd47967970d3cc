"""Choosing a sheet, looking at every row, confirming; and taking a roster out."""

import io
import os

import pytest
import xlsxwriter
from django.urls import reverse
from openpyxl import load_workbook

from tests.villages.workbooks import representatives, upload, workbook
from township.history.models import Entry
from villages.models import Figures, Person, Village


@pytest.fixture
def address(village):
    return reverse("villages:import", args=[village.pk, "representatives"])


@pytest.fixture
def signed_in(client, cadre):
    client.force_login(cadre)
    return client


def show(client, address, content, name="花名册.xlsx"):
    return client.post(address, {"sheet": upload(content, name)})


def confirm(client, address, answer, wanted="write"):
    return client.post(address, {"sealed": answer.context["sealed"], "wanted": wanted})


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"PK\x03\x04 no workbook", "花名册.xlsx", "损坏"),
        (b"hello", "说明.txt", "没有找到表头"),
        (workbook([["a", "b"], ["c", "d"]]), "花名册.xlsx", "没有找到表头"),
        (workbook([["姓名", "性别"]]), "花名册.xlsx", "没有内容"),
        (workbook([["姓名", "所在小组"], ["张三", "一组"]]), "花名册.xlsx", "缺少这些列：性别"),
    ],
)
def test_what_is_no_roster_is_told(signed_in, address, content, name, told):
    answer = show(signed_in, address, content, name)
    assert answer.status_code == 422 and told in answer.text


def test_a_preview_serves_its_own_place_person_and_kind(
    signed_in, address, client, other_cadre, other_village
):
    answer = show(signed_in, address, representatives())
    client.force_login(other_cadre)
    elsewhere = reverse("villages:import", args=[other_village.pk, "representatives"])
    confirm(client, elsewhere, answer)
    client.post(elsewhere, {"sealed": "nonsense", "wanted": "write"})
    assert not Person.objects.exists()
    assert client.get(address).status_code == 404


def test_export_is_logged_and_masks_phones_for_the_office(client, cadre, office, village, address):
    client.force_login(cadre)
    confirm(client, address, show(client, address, representatives()))
    url = reverse("villages:roster_export", args=[village.pk, "representatives"])
    own = load_workbook(io.BytesIO(client.post(url).content)).active
    assert "13800001234" in [cell.value for cell in own[3]]
    assert "张专干导出" in own["A1"].value
    client.force_login(office)
    others = load_workbook(io.BytesIO(client.post(url).content)).active
    assert "138****1234" in [cell.value for cell in others[3]]
    assert Entry.objects.filter(verb="roster.export").count() == 2


def test_what_was_exported_can_be_read_in_again(signed_in, village, address):
    confirm(signed_in, address, show(signed_in, address, representatives()))
    url = reverse("villages:roster_export", args=[village.pk, "representatives"])
    answer = show(signed_in, address, signed_in.post(url).content)
    assert [row.action for row in answer.context["preview"].rows] == ["不变"] * 3


def test_leaders_and_evaluators_may_not_take_rosters_out(client, leader, observer, village):
    url = reverse("villages:roster_export", args=[village.pk, "representatives"])
    for user in (leader, observer):
        client.force_login(user)
        assert client.post(url).status_code == 403


def far_cell():
    """A few kilobytes with cells at both ends of the largest sheet there is."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, header in enumerate(("姓名", "性别")):
        sheet.write(0, place, header)
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    return stream.getvalue()


def long_sheet():
    return workbook([["姓名", "性别"], *([f"人{n}", "男"] for n in range(3100))])


@pytest.mark.parametrize(("make", "told"), [(far_cell, "太大或太复杂"), (long_sheet, "有3101行")])
def test_a_sheet_without_end_is_refused_soon(signed_in, address, make, told):
    content, begun = make(), sum(os.times()[:4])
    answer = show(signed_in, address, content)
    assert answer.status_code == 422 and told in answer.text
    assert sum(os.times()[:4]) - begun < 15, "seconds of work, ours and our children's"


# Villages that are not there yet


FIGURES = [
    ["行政村名称", "常住人口", "户数", "成年人口"],
    ["万顺村", "900", "300", "700"],
    ["高坪村", "800", "200", "600"],
    ["新街社区", "500", "150", "400"],
]


def test_villages_that_are_not_there_are_offered_as_new(client, office, village):
    client.force_login(office)
    url = reverse("villages:figures_import")
    seen = show(client, url, workbook(FIGURES))
    assert seen.context["preview"].wrong == 2 and "登记为新的" in seen.text
    again = confirm(client, url, seen, "with_new")
    assert again.context["preview"].changing == 3
    assert Village.objects.count() == 1
    sent = {"sealed": again.context["sealed"], "wanted": "write", "of_new": "yes"}
    assert client.post(url, sent).status_code == 302
    kinds = dict(Village.objects.values_list("name", "kind"))
    assert kinds == {"万顺村": "village", "高坪村": "village", "新街社区": "community"}
    assert Figures.objects.count() == 3


def test_a_cadre_registers_no_village_by_figures(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:figures_import")
    seen = show(client, url, workbook(FIGURES))
    assert "登记为新的" not in seen.text
    confirm(client, url, seen, "with_new")
    client.post(url, {"sealed": seen.context["sealed"], "wanted": "write", "of_new": "yes"})
    assert Village.objects.count() == 1 and not Figures.objects.exists()
