"""A villager's question: answered whole, late or in time, and frozen with its answer."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from villages.models import Query


def query(village, asked=10, due=5, **more):
    given = {"content": "路灯何时修？", "asked_on": way.days_ago(asked)}
    return Query(village=village, due_on=way.days_ago(due), **given | more)


def answered(village, days, **more):
    given = {"status": "answered", "answer": "下月修。", "answered_on": way.days_ago(days)}
    return query(village, **given | more)


@pytest.mark.parametrize(
    "more", [{"answer": ""}, {"answered_on": None}, {"answered_on": way.days_ago(11)}]
)
def test_an_answer_has_words_and_a_day_after_the_question(village, more):
    with pytest.raises(IntegrityError), transaction.atomic():
        answered(village, 3, **more).save()
    answered(village, 10).save()


@pytest.mark.parametrize(
    ("row", "is_late", "tone", "timing"),
    [
        ({"due": 0}, False, "waiting", "今天到期"),
        ({"due": -1}, False, "waiting", "还有1天"),
        ({"due": 1}, True, "bad", "超期1天"),
        ({"days": 5}, False, "good", "用了5天"),
        ({"days": 4}, True, "warn", "超期1天"),
        ({"days": 10}, False, "good", "用了0天"),
    ],
)
def test_how_it_stands_against_its_day(village, row, is_late, tone, timing):
    one = answered(village, row["days"]) if "days" in row else query(village, **row)
    assert (one.is_late, one.status_tone, one.timing) == (is_late, tone, timing)


def test_an_answered_question_is_late_by_its_answer_on_any_day(village):
    assert answered(village, 4).is_late_on(way.days_ago(9))
    assert not answered(village, 5).is_late_on(way.days_ago(0))
    assert query(village).is_late_on(way.days_ago(4))
    assert not query(village).is_late_on(way.days_ago(5))


def test_what_is_open_and_of_which_year(village):
    query(village).save()
    answered(village, 5).save()
    year = way.days_ago(10).year
    assert Query.objects.open().count() == 1
    assert Query.objects.of_year(year).count() == 2
    assert not Query.objects.of_year(year - 1).exists()


def test_an_answered_question_is_frozen(village):
    answered(village, 5).save()
    for change in (
        lambda: Query.objects.update(answer="改"),
        lambda: Query.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("短", "短"),
        ("字" * 24, "字" * 24),
        ("字" * 25, "字" * 24 + "…"),
        ("甲\n乙", "甲"),
        ("", ""),
    ],
)
def test_it_is_named_by_its_first_words(village, content, shown):
    assert str(query(village, content=content)) == shown


def test_one_that_was_sent_back_has_a_reason_and_is_owed_no_longer(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        query(village, status="set_aside").save()
    row = query(village, status="set_aside", set_aside_because="广告。")
    row.save()
    assert (row.is_late, row.status_tone, row.timing) == (False, "neutral", "")


def test_a_code_is_of_one_question_and_an_answered_one_may_only_be_shown_or_hidden(village):
    row = answered(village, 10, code="ACDEACDE")
    row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        query(village, code="ACDEACDE").save()
    row.is_public = True
    row.save(update_fields=["is_public"])
    assert list(Query.objects.shown()) == [row]
    with pytest.raises(DatabaseError), transaction.atomic():
        Query.objects.filter(pk=row.pk).update(code="ACDEACDF")
