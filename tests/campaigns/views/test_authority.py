"""The organs that name, on their pages: put right, renamed, with former names."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import Authority, FormerName

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission(drafted):
    return Authority.objects.get(township=drafted.township, name="示例区人民政府")


def test_a_reform_renames_and_keeps_the_old_name(client, office, commission):
    client.force_login(office)
    url = reverse("campaigns:authority_rename", args=[commission.pk])
    given = {"name": "示例新区人民政府", "on": "2027-01-01", "note": "机构改革"}
    assert client.post(url, given).status_code == 302
    commission = Authority.objects.get(pk=commission.pk)
    assert commission.name == "示例新区人民政府"
    assert commission.name_on(date(2026, 12, 31)) == "示例区人民政府"
    assert commission.name_on(date(2010, 1, 1)) == "示例县人民政府"
    assert "示例区人民政府" in client.get(reverse("campaigns:authorities")).text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "中共示例区委", "on": "2027-01-01"}, "已经有叫这个名称"),
        ({"name": "新名", "on": "2018-06-01"}, "新名称至少要晚一天起用"),
        ({"name": "新名", "on": "2019-01-01"}, "从2019年1月1日起用，新名称至少要晚一天起用"),
    ],
)
def test_impossible_renames_are_refused(client, office, commission, given, told):
    client.force_login(office)
    answer = client.post(reverse("campaigns:authority_rename", args=[commission.pk]), given)
    assert answer.status_code == 422 and told in answer.text
    assert FormerName.objects.filter(authority=commission).count() == 1


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ({"since": "2010-01-01", "until": "2015-01-01"}, True),
        ({"since": "2018-12-31", "until": "2019-06-01"}, True),
        ({"since": "", "until": "2018-12-31"}, True),
        ({"since": "2019-01-01", "until": "2019-06-01"}, False),
        ({"since": "", "until": "2003-12-31"}, False),
    ],
)
def test_former_names_of_the_same_days_are_told_in_a_sentence(
    client, office, commission, given, is_told
):
    client.force_login(office)
    url = reverse("campaigns:former_name_create", args=[commission.pk])
    answer = client.post(url, {"name": "旧名"} | given)
    assert answer.status_code == (422 if is_told else 302)
    if is_told:
        assert "日期重叠，请核对起止日期" in answer.text


def test_a_name_is_put_right_until_something_rests_on_it(client, office, commission, running):
    client.force_login(office)
    unused = Authority.objects.create(township=running.township, name="江南区文名办", tier="city")
    edit = reverse("campaigns:authority_edit", args=[unused.pk])
    given = {"name": "江南区文明办", "tier": "district", "kind": "department"}
    assert client.post(edit, given).status_code == 302
    unused.refresh_from_db()
    assert (str(unused), unused.tier) == ("江南区文明办", "district")
    assert not unused.former_names.exists()
    edit = reverse("campaigns:authority_edit", args=[commission.pk])
    given = {"name": "江南区政府", "tier": "district", "kind": "department"}
    assert client.post(edit, given).status_code == 302, "its kind is put right"
    commission.refresh_from_db()
    assert (commission.name, commission.kind) == ("示例区人民政府", "department")
    page = client.get(reverse("campaigns:authorities")).text
    assert reverse("campaigns:authority_rename", args=[commission.pk]) in page
    assert reverse("campaigns:authority_edit", args=[unused.pk]) in page
    assert "不得命名" in page and "其他党政机关（部门）" in page


def test_a_forgotten_former_name_is_added(client, office, commission):
    client.force_login(office)
    url = reverse("campaigns:former_name_create", args=[commission.pk])
    given = {"name": "示例区计划生育局", "until": "2003-12-31"}
    assert client.post(url, given).status_code == 302
    assert Authority.objects.get(pk=commission.pk).name_on(date(2003, 1, 1)) == "示例区计划生育局"
    bad = {"name": "旧名", "since": "2005-01-01", "until": "2004-01-01"}
    assert client.post(url, bad).status_code == 422
