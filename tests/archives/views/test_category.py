"""The office edits what is kept and asked; what has records keeps its code."""

import pytest
from django.urls import reverse

from archives.acts.category import load_categories
from archives.acts.record import file_fact
from archives.models import Requirement
from tests.archives import steps
from tests.archives.parts import part_of
from township.history.models import Entry


@pytest.fixture
def desk(client, office, categories):
    client.force_login(office)
    return client


def edit(client, category, **changes):
    fields = {
        "code": category.code,
        "name": category.name,
        "retention": category.retention,
        "metadata": "\n".join(entry["name"] for entry in category.metadata),
        "order": category.order,
        "is_active": "on",
        "read_version": category.version,
    }
    return client.post(reverse("archives:category_edit", args=[category.pk]), fields | changes)


def test_the_office_changes_retention_and_items_and_history_tells(desk, categories):
    category = categories["XCH"]
    answer = edit(desk, category, retention="D30", metadata="宣传渠道\n覆盖小组\n发放份数")
    assert answer.url == category.get_absolute_url()
    old = {entry["name"]: entry["key"] for entry in category.metadata}
    category.refresh_from_db()
    assert category.retention == "D30" and not category.is_default
    assert category.metadata[0] == {"key": old["宣传渠道"], "name": "宣传渠道"}
    assert category.metadata[2]["key"] not in old.values()
    assert "修改：宣传资料" in Entry.objects.about(category).first().summary
    assert "通用默认值" not in desk.get(answer.url).content.decode()


@pytest.mark.parametrize("item", ["孕检日期", "身份证号", "避孕措施", "未婚"])
def test_nothing_about_bodies_or_papers_is_asked_of_records(desk, categories, item):
    category = categories["XCH"]
    answer = edit(desk, category, metadata=f"宣传渠道\n{item}")
    assert answer.status_code == 422 and f"“{item}”不能作为须填的项目" in answer.text
    assert edit(desk, category, name="孕检登记表").status_code == 422


def test_a_preset_loaded_later_leaves_what_the_township_has_decided(
    desk, categories, township, plan
):
    edit(desk, categories["XCH"], retention="D30")
    load_categories(township, plan.archive_categories)
    categories["XCH"].refresh_from_db()
    assert categories["XCH"].retention == "D30"


def test_a_code_with_records_stays(desk, categories, village, cadre):
    part = part_of("记录", b"x", "记录.txt")
    day = steps.days_ago(3)
    file_fact(village, "XCH", source="", title="宣传", on=day, by=cadre, parts=[part])
    edit(desk, categories["XCH"], code="AAA")
    categories["XCH"].refresh_from_db()
    assert categories["XCH"].code == "XCH"


@pytest.mark.parametrize("code", ["AB", "A1B", "宣传册", "ABCD"])
def test_a_code_that_cannot_stand_in_a_reference_is_refused(desk, categories, code):
    assert edit(desk, categories["XCH"], code=code).status_code == 422


def test_requirements_come_and_go(desk, categories):
    category = categories["XCH"]
    url = reverse("archives:requirement_create", args=[category.pk])
    desk.post(url, {"name": "标语照片", "per": "QUARTER", "count": 1})
    row = Requirement.objects.get(name="标语照片")
    assert row.key == "own1"
    answer = desk.post(url, {"name": "又一项", "per": "TEXT", "count": 1})
    assert answer.status_code == 422 and "要选文本和稿次" in answer.content.decode()
    desk.post(reverse("archives:requirement_remove", args=[row.pk]))
    assert not Requirement.objects.filter(name="标语照片").exists()
    assert "删去归档要求" in Entry.objects.about(category).first().summary


def test_cadres_read_categories_and_do_not_edit(client, cadre, categories):
    client.force_login(cadre)
    page = client.get(reverse("archives:categories")).content.decode()
    assert "会议记录" in page and "增加类别" not in page
    assert edit(client, categories["XCH"]).status_code == 403


def test_the_same_code_twice_is_refused_in_words(desk, categories):
    answer = desk.post(
        reverse("archives:category_create"),
        {"code": "XCH", "name": "重复", "retention": "Y", "order": 1, "is_active": "on"},
    )
    assert answer.status_code == 422
