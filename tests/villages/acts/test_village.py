"""Villages registered with a number of their own, figures and groups set once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from archives.acts.record import file_fact
from tests.archives.parts import part_of
from tests.villages import way
from township.history.models import Entry
from villages.acts import village as village_acts
from villages.acts.village import free_fonds_code, register_village, set_figures, set_group
from villages.models import Figures, Group, Village

COUNTS = {"population": 1200, "households": 400, "adults": 900}


def test_a_village_without_number_gets_the_next_free_one(office, township, village):
    assert village.fonds_code == "J001" and free_fonds_code(township) == "J002"
    new = register_village(Village(township=township, name="新村"), by=office)
    assert (new.fonds_code, new.order) == ("J002", 1)
    own = register_village(Village(township=township, name="别村", fonds_code="K901"), by=office)
    assert (own.fonds_code, own.order) == ("K901", 2)
    assert Entry.objects.about(own).get().verb == "village.create"


def test_another_townships_numbers_are_its_own(foreign_village, township):
    assert foreign_village.fonds_code == "J001" and free_fonds_code(township) == "J001"


def test_figures_are_written_once_and_changed_where_they_differ(office, village):
    assert set_figures(village, 2026, COUNTS, by=office)
    assert not set_figures(village, 2026, COUNTS, by=office)
    assert set_figures(village, 2026, COUNTS | {"adults": 901}, by=office)
    figures = Figures.objects.get()
    told = [entry.verb for entry in Entry.objects.about(figures).order_by("number")]
    assert figures.adults == 901 and told == ["figures.create", "figures.edit"]
    first, second = Entry.objects.about(figures).order_by("number")
    assert not first.changes and second.changes == {"18周岁以上人数": [900, 901]}


def test_figures_that_do_not_add_up_are_refused(office, village):
    with pytest.raises(ValidationError, match="不能多于常住人口"):
        set_figures(village, 2026, COUNTS | {"adults": 1201}, by=office)
    assert not Figures.objects.exists()


def test_a_group_is_set_once(office, village):
    group = Group(village=village, name="九组", order=9)
    assert set_group(group, {"households": 5, "adults": 9}, by=office)
    assert not set_group(group, {"households": 5, "adults": 9}, by=office)
    assert village.groups.get(name="九组").households == 5
    assert set_group(group, {"households": 6, "adults": 9}, by=office)
    last = Entry.objects.about(group).order_by("number").last()
    assert last.changes == {"户数": [5, 6]}


def test_the_form_of_a_new_village_needs_no_number(client, office, township):
    client.force_login(office)
    sent = {"name": "新村", "kind": "village", "fonds_code": "", "order": "1"}
    assert client.post(reverse("villages:village_create"), sent).status_code == 302
    assert Village.objects.get().fonds_code == "J001"


@pytest.fixture
def mistaken(township):
    village = Village.objects.create(township=township, name="录错村", fonds_code="J999")
    Group.objects.create(village=village, name="一组")
    return village


def test_a_village_without_history_is_removed(client, office, mistaken):
    client.force_login(office)
    url = reverse("villages:village_remove", args=[mistaken.pk])
    assert url in client.get(mistaken.get_absolute_url()).text
    assert client.post(url).url == reverse("villages:villages")
    assert not Village.objects.filter(name="录错村").exists()
    assert Entry.objects.filter(summary="删除没有任何办理记录的录错村", actor=office).exists()


def test_a_village_with_a_text_stays(client, office, village, cadre):
    way.draft(village, cadre)
    client.force_login(office)
    url = reverse("villages:village_remove", args=[village.pk])
    assert "不能删除" in client.get(url).text
    assert url not in client.get(village.get_absolute_url()).text
    assert client.post(url).status_code == 422 and Village.objects.filter(pk=village.pk).exists()


def test_what_an_app_above_keeps_is_history_too(mistaken, office):
    part = part_of("记录", b"x", "记录.txt")
    day = way.days_ago(3)
    file_fact(mistaken, "XCH", source="", title="宣传", on=day, by=office, parts=[part])
    (told,) = village_acts.against_removal(mistaken)
    assert told.startswith("录错村已经有") and "撤销、合并的" in told
