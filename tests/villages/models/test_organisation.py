"""Bodies, terms and selections: once each, ended after they began, frozen where written once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.rosters import in_post, person
from villages.models import Body, Candidate, Have, HavesCheck, Selection, Term


def selection(village, **more):
    body, _ = Body.objects.get_or_create(village=village, kind="supervision")
    given = {"held_on": way.days_ago(3), "way": "secret", "total": 40, "present": 35}
    return Selection.objects.create(body=body, **given | more)


def test_a_village_has_each_body_once(village, other_village):
    Body.objects.create(village=village, kind="committee")
    Body.objects.create(village=other_village, kind="committee")
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(village=village, kind="committee")


def test_a_body_is_called_as_in_its_place(village, community):
    names = [Body(village=one, kind="committee").name for one in (village, community)]
    assert names == ["村民委员会", "社区居民委员会"]
    term = in_post(community, "working_group", "of_groups", person(community))
    assert term.post_name == "成员（居民小组长）"


def test_a_township_has_its_own_word_for_its_staff(village):
    term = in_post(village, "working_group", "staff", person(village))
    assert term.post_name == "卫生健康（计生）专干"
    village.township.settings["staff_title"] = "人口家庭专干"
    village.township.save(update_fields=["settings"])
    term = Term.objects.get(pk=term.pk)
    assert term.post_name == "人口家庭专干"
    head = in_post(village, "working_group", "head", person(village, "王组长"))
    assert head.post_name == "组长"
    village.township.settings["staff_title"] = ""
    village.township.save(update_fields=["settings"])
    assert Term.objects.get(pk=term.pk).post_name == "卫生健康（计生）专干"


@pytest.mark.parametrize(("days", "serves"), [(21, False), (20, True), (10, True), (9, False)])
def test_both_ends_of_a_term_belong_to_it(village, days, serves):
    term = in_post(village, "committee", "director", person(village), since=way.days_ago(20))
    Term.objects.update(until=way.days_ago(10))
    assert (term in Term.objects.serving(way.days_ago(days))) is serves


def test_a_term_begins_once_and_ends_after(village):
    who = person(village)
    term = in_post(village, "committee", "director", who)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_post(village, "committee", "director", who, since=term.since)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.update(until=way.days_ago(401))


def test_no_more_choose_than_should(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        selection(village, present=41)
    assert selection(village, present=40).village == village


def test_a_selection_and_its_candidates_are_written_once(village):
    row, who = selection(village), person(village)
    Candidate.objects.create(selection=row, person=who, post="head")
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.create(selection=row, person=who, post="head")
    for change in (
        lambda: Selection.objects.update(present=1),
        lambda: Candidate.objects.update(is_elected=True),
        lambda: Candidate.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_the_five_haves_are_checked_once_a_year(village):
    given = {"village": village, "year": 2026, "checked_on": way.days_ago(0)}
    check = HavesCheck.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        HavesCheck.objects.create(**given)
    Have.objects.create(check_of=check, key="venue")
    with pytest.raises(IntegrityError), transaction.atomic():
        Have.objects.create(check_of=check, key="venue")
