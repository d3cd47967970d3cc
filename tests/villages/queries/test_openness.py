"""What everybody may read of a village, for how long, and which number to call."""

import datetime

import pytest
from django.utils import timezone

from tests.villages import way
from tests.villages.workflows.test_posting import prepared
from township.personal.models import OpenPhone, open_phones, take_back
from villages.models import Query, TextVersion
from villages.queries import openness

pytestmark = pytest.mark.django_db
DOWN = {"status": "taken_down"}


def titles(rows):
    return [row.title for row in rows]


def test_what_hung_its_time_is_told_for_a_year_but_for_whom_was_chosen(village, other_village):
    today = timezone.localdate()
    prepared(village, 15, title="今天还在", status="posted")
    prepared(village, 16, title="昨天期满", **DOWN)
    prepared(village, 380, title="整一年", **DOWN)
    prepared(village, 381, title="一年以前", **DOWN)
    prepared(village, 40, title="提前撤下", early_reason="写了个人信息", **DOWN)
    prepared(village, 40, title="推选结果", kind="selection", **DOWN)
    prepared(village, 40, title="没有张贴")
    prepared(other_village, 40, title="别村", **DOWN)
    assert titles(openness.shown_before(village, today)) == ["昨天期满", "整一年"]
    assert titles(openness.on_show(village, today)) == ["今天还在"]


def test_a_text_is_told_while_it_is_in_force(village, cadre):
    today = timezone.localdate()
    assert not openness.texts_in_force(village, today)
    version = way.adopted(village, cadre)
    assert list(openness.texts_in_force(village, today)) == [version]
    TextVersion.objects.filter(pk=version.pk).update(
        status="superseded", superseded_on=today + datetime.timedelta(days=1)
    )
    assert not openness.texts_in_force(village, today)


def test_answers_are_told_when_the_village_says_so(village):
    given = {"village": village, "due_on": way.days_ago(0), "asked_on": way.days_ago(9)}
    closed = given | {"status": "answered", "answer": "好", "answered_on": way.days_ago(1)}
    Query.objects.create(content="没有公布", **closed)
    shown = Query.objects.create(content="公布了", is_public=True, **closed)
    Query.objects.create(content="没有答复", is_public=True, **given)
    assert list(openness.answers_shown(village)) == [shown]


def test_a_number_is_told_until_it_is_taken_back(village, office):
    assert not openness.contact_of(village)
    village.contact_place, village.contact_phone = "村委会", "0830-2345999"
    assert openness.contact_of(village) == openness.Contact("村委会")
    open_phones(["08302345999"], village.township, by=office, where="公开栏")
    assert openness.contact_of(village).phone == "0830-2345999"
    take_back(OpenPhone.objects.get(), by=office)
    assert openness.contact_of(village).phone == ""


@pytest.mark.parametrize(
    ("place", "phone", "is_known"),
    [("", "", False), ("村委会", "", True), ("", "0830-2345678", True)],
)
def test_a_place_or_a_telephone_is_enough_to_find_somebody(place, phone, is_known):
    assert bool(openness.Contact(place, phone, "")) is is_known
