"""To-do, button and guard agree: what waits is told to who can do it, and to nobody else."""

import pytest

from campaigns.models import Evaluation, VetoFinding
from campaigns.workflows.reward import REWARD
from campaigns.workflows.veto import VETO, find
from tests.campaigns.rounds import *  # noqa: F403
from township.dashboard.todos import MATTERS, Asked, Waiting, todos
from township.workflow import Refused
from township.workflow.core import WORKFLOWS
from villages.models import Text, TextVersion
from villages.rules.kinds import TextKind
from villages.workflows.filing import FILING

pytestmark = pytest.mark.usefixtures("keeping")

# States out of which somebody may lead a thing, but nobody has to: why nobody is told.
OPTIONAL = {
    ("text", "final"): "told as the meeting that has to be held",
    ("motion", "open"): "told with its meeting, which closes it",
    ("posting", "posted"): "hangs until its day; taking it down is told on its page",
    ("record", "open"): "a year is sealed at once, from the list of what is filed",
    ("record", "sealed"): "handed over when the archive asks for it",
    ("record", "withdrawn"): "brought back only where it was withdrawn by mistake",
    ("evaluation", "open"): "told with its round",
    ("evaluation", "settled"): "told with its round",
    ("round", "preparing"): "told as the round that has to be led on",
    ("round", "self"): "told as the round that has to be led on",
    ("round", "scoring"): "told as the round that has to be led on",
    ("round", "review"): "told as the round that has to be led on",
    ("round", "announced"): "told as the round that has to be led on",
    ("honour", "held"): "reviewed when its day comes; told by the list of honours",
    ("sheet", "submitted"): "opened again only where something was found wrong",
    ("query", "answered"): "told to everybody, or not: nobody has to",
    ("query", "set_aside"): "only what the asker left is erased, which the night does as well",
    ("campaign", "running"): "closed when its years are over",
}


def told_states():
    return {
        (matter.workflow.noun, state)
        for matter in MATTERS
        if isinstance(matter, Waiting)
        for state in matter.workflow[matter.act].sources
    }


@pytest.mark.parametrize("noun", WORKFLOWS)
def test_every_state_that_can_be_left_is_told_or_says_why_not(noun):
    workflow = WORKFLOWS[noun]
    left = {
        (noun, state)
        for transition in workflow.transitions
        if not (transition.is_inner or transition.is_recall)
        for state in transition.sources
    }
    assert left - told_states() <= set(OPTIONAL), left - told_states() - set(OPTIONAL)
    assert not {one for one in OPTIONAL if one[0] == noun} - left, "a state that nobody can leave"


def test_what_is_told_is_no_longer_optional():
    assert not told_states() & set(OPTIONAL)


@pytest.mark.parametrize("matter", [one for one in MATTERS if isinstance(one, Waiting)])
def test_a_matter_names_an_act_that_people_take(matter):
    assert not matter.workflow[matter.act].is_inner


@pytest.mark.parametrize("matter", [one for one in MATTERS if isinstance(one, Asked)])
def test_a_matter_without_an_act_asks_for_states_there_are(matter):
    states = dict(matter.model._meta.get_field(matter.state).flatchoices)
    given = {key: value for key, value in matter.where.items() if key.startswith(matter.state)}
    (wanted,) = given.values()
    assert set([wanted] if isinstance(wanted, str) else wanted) <= set(states)


def waits(user, row):
    return row.get_absolute_url() in {item["url"] for item in todos(user)}


def agree(workflow, names, row, users):
    """For each user: told exactly when one of the acts is offered and not barred to the person."""
    for user in users:
        offered = {one.name for one, _ in workflow.available(row, user, with_refused=True)}
        barred = {
            name
            for name in offered & set(names)
            if not workflow.waiting(name, user).filter(pk=row.pk)
        }
        for name in barred:
            with pytest.raises(Refused):
                workflow.perform(name, row, by=user)
        assert waits(user, row) == bool(offered & set(names) - barred), user


def test_whoever_found_a_veto_is_not_told_to_confirm_it(scoring, evaluator, everybody, village):
    evaluation = Evaluation.objects.get(village=village)
    veto = evaluation.standard_version.vetoes.first()
    finding = find(VetoFinding(evaluation=evaluation, veto=veto, fact="没有章程"), by=evaluator)
    assert not waits(evaluator, finding)
    assert waits(everybody["office"], finding)
    agree(VETO, ["confirm"], finding, everybody.values())


def test_the_nouns_under_test_bar_somebody():
    barred = {
        (noun, transition.name)
        for noun, workflow in WORKFLOWS.items()
        for transition in workflow.transitions
        if transition.not_by
    }
    assert barred == {
        ("veto", "confirm"),
        ("veto", "dismiss"),
        # Whoever takes these back decides on a village's matter.
        ("veto", "recall"),
        ("reward", "recall_refusal"),
        ("honour", "void_past"),
        ("sheet", "submit"),
        ("filing", "submit"),
        ("filing", "accept"),
        ("filing", "order_correction"),
        ("filing", "sign_order_correction"),
        ("assignment", "sign_issue"),
        ("standard", "sign_issue"),
        ("rectification", "sign_demand"),
        ("reward", "pay"),
        ("application", "check"),
        ("application", "approve"),
        ("application", "enter_accept"),
        ("application", "enter_return_by_district"),
        ("application", "enter_refuse"),
        ("reward", "approve"),
        ("rectification", "withdraw"),
        ("correction", "agree"),
        ("text", "lapse"),
        ("prereview", "give"),
        ("objection", "uphold"),
        ("objection", "reject"),
        ("rectification", "close"),
        ("reward", "refuse"),
        ("reward", "get_back"),
        ("notice_objection", "uphold"),
        ("notice_objection", "reject"),
        ("correction", "refuse"),
        ("correction", "withdraw"),
    }
    assert FILING["accept"].not_by and REWARD["pay"].not_by


@pytest.mark.parametrize(
    ("name", "title"),
    [("自治章程", "万顺村：自治章程"), ("万顺村自治章程", "万顺村自治章程")],
)
def test_a_to_do_names_its_village_once(village, cadre, name, title):
    text = Text.objects.create(village=village, kind=TextKind.CHARTER, title=name)
    TextVersion.objects.create(text=text, number=1)
    told = [one["title"] for one in todos(cadre)]
    assert [one for one in told if "自治章程" in one] == [f"{title}（第1版）"]
