"""The one door to a change of state, tried on every workflow of the site."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

import township.urls  # noqa: F401  loads every workflow of the site
from township.access import GRANTS, is_same_reach
from township.history.chain import verify
from township.history.models import Entry
from township.workflow import Refused, Transition, Workflow
from township.workflow.core import WORKFLOWS
from villages.models import Village


def kind_workflow(**options):
    """A little workflow over the kind of a village, not registered for the site."""
    transition = Transition(
        "urbanise",
        "改为社区",
        (Village.Kind.VILLAGE,),
        Village.Kind.COMMUNITY,
        "village.edit",
        **options,
    )
    workflow = Workflow(Village, "trial", [transition], field="kind")
    del WORKFLOWS["trial"]
    return workflow


def test_an_act_changes_state_and_writes_history(village, office):
    row = kind_workflow().perform("urbanise", village, by=office)
    village.refresh_from_db()
    assert row.kind == village.kind == Village.Kind.COMMUNITY
    entry = Entry.objects.about(village).get()
    assert entry.summary == "改为社区：万顺村"
    assert entry.actor == office
    assert entry.changes == {"状态": ["村", "社区"]}
    assert village.version == 1


def test_who_may_not_is_refused_and_nothing_happens(village, cadre):
    with pytest.raises(PermissionDenied):
        kind_workflow().perform("urbanise", village, by=cadre)
    assert Entry.objects.count() == 0


def test_out_of_reach_is_refused(foreign_village, office):
    with pytest.raises(PermissionDenied):
        kind_workflow().perform("urbanise", foreign_village, by=office)


def test_the_second_of_two_is_told_the_state(village, office):
    workflow = kind_workflow()
    workflow.perform("urbanise", village, by=office)
    with pytest.raises(Refused, match="现在的状态是“社区”"):
        workflow.perform("urbanise", village, by=office)
    assert Entry.objects.count() == 1


def test_a_guard_tells_its_reasons(village, office):
    workflow = kind_workflow(guard=lambda row, by, **given: ["还没有居民会议的决定。"])
    assert workflow.available(village, office) == []
    ((_, reasons),) = workflow.available(village, office, with_refused=True)
    assert reasons == ["还没有居民会议的决定。"]
    with pytest.raises(Refused) as refusal:
        workflow.perform("urbanise", village, by=office)
    assert refusal.value.reasons == reasons


@pytest.mark.django_db(transaction=True)
def test_a_failing_effect_takes_everything_back(village, office):
    def effect(row, by, **given):
        Village.objects.filter(pk=row.pk).update(name="改了名")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kind_workflow(effect=effect).perform("urbanise", village, by=office)
    village.refresh_from_db()
    assert village.name == "万顺村"
    assert not connection.in_atomic_block


def test_many_rows_are_one_act_that_costs_as_much_as_one(village, other_village, office):
    workflow, rows, asked = kind_workflow(), Village.objects.select_related("township"), []
    for wanted in (rows.filter(pk=village.pk), rows.filter(pk=village.pk), rows.all()):
        with CaptureQueriesContext(connection) as queries:
            moved = workflow.perform_all("urbanise", wanted, by=office)
        asked.append(len(queries))
        Village.objects.update(kind=Village.Kind.VILLAGE)
    assert asked[1] == asked[2]  # the first began the township's history
    assert [row.kind for row in moved] == [Village.Kind.COMMUNITY] * 2
    village.refresh_from_db()
    assert village.version == moved[0].version == 3
    assert Entry.objects.about(other_village).get().summary == "改为社区：三水村"
    assert list(verify()) == []


def test_one_row_that_may_not_keeps_all_back(village, other_village, foreign_village, office):
    workflow, rows = kind_workflow(), Village.objects.all()
    with pytest.raises(PermissionDenied):
        workflow.perform_all("urbanise", rows, by=office)
    workflow.perform("urbanise", other_village, by=office)
    with pytest.raises(Refused, match="现在的状态是“社区”"):
        workflow.perform_all("urbanise", rows.exclude(pk=foreign_village.pk), by=office)
    village.refresh_from_db()
    assert village.kind == Village.Kind.VILLAGE
    assert Entry.objects.count() == 1


def test_rows_whose_state_an_effect_wrote_ahead_are_still_moved(village, office):
    def write_ahead(rows, by):
        for row in rows:
            row.kind = Village.Kind.COMMUNITY

    workflow = kind_workflow(effect_all=write_ahead)
    workflow.perform_all("urbanise", Village.objects.filter(pk=village.pk), by=office)
    village.refresh_from_db()
    assert (village.kind, village.version) == (Village.Kind.COMMUNITY, 1)
    assert Entry.objects.about(village).get().changes == {"状态": ["村", "社区"]}


def test_what_is_taken_by_another_act_is_never_offered(village, office):
    assert kind_workflow().available(village, office)
    assert not kind_workflow(is_inner=True).available(village, office)


def test_a_wider_reach_does_not_stand_for_a_narrower_one(village, cadre, office):
    assert is_same_reach(office, "village.view", "village.edit")
    assert is_same_reach(cadre, "text.view", "text.edit")
    assert not is_same_reach(cadre, "campaign.view", "text.edit")
    assert not is_same_reach(cadre, "village.view", "village.edit")


@pytest.mark.parametrize("noun", WORKFLOWS)
def test_tables_are_sound(noun):
    """Sources and targets are states of the model, permissions are in the policy."""
    workflow = WORKFLOWS[noun]
    states = {value for value, _ in workflow.model._meta.get_field(workflow.field).flatchoices}
    for transition in workflow.transitions:
        assert set(transition.sources) <= states
        assert transition.permission in GRANTS
        assert callable(transition.target) or transition.target in states | {None}
