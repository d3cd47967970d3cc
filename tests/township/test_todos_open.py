"""What a person is told to do opens for that person."""

import pytest

from campaigns.models import Round
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from township.dashboard.todos import todos


@pytest.mark.parametrize("step", ["start_self", "start_scoring"])
def test_every_to_do_opens_for_whoever_is_told(as_user, opened, everybody, step):
    office = everybody["office"]
    teams(opened, [everybody["evaluator"]], office)
    for name in ("start_self", "start_scoring"):
        ROUND.perform(name, Round.objects.get(pk=opened.pk), by=office)
        if name == step:
            break
    told = [(user, item) for user in everybody.values() for item in todos(user)]
    assert {user.username for user, _ in told} & {"cadre-wanshun", "evaluator1"}
    for user, item in told:
        assert as_user(user).get(item["url"]).status_code == 200, (user, item)
