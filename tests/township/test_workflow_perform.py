"""The one door to a change of state, tried on every workflow of the site."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

import township.urls  # noqa: F401  loads every workflow of the site
from township.access import GRANTS
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


@pytest.mark.parametrize("noun", WORKFLOWS)
def test_tables_are_sound(noun):
    """Sources and targets are states of the model, permissions are in the policy."""
    workflow = WORKFLOWS[noun]
    states = {value for value, _ in workflow.model._meta.get_field(workflow.field).flatchoices}
    for transition in workflow.transitions:
        assert set(transition.sources) <= states
        assert transition.permission in GRANTS
        assert callable(transition.target) or transition.target in states | {None}
