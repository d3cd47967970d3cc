"""The policy table a second time, by hand: what must never be granted, and what must be."""

import pytest

from township.access import GRANTS, Reach, Role

ROLES = set(Role)


def holders(permission):
    return set(GRANTS[permission])


@pytest.mark.parametrize("permission", GRANTS)
def test_admin_neither_votes_nor_scores_nor_approves(permission):
    noun = permission.split(".")[0]
    if Role.PLATFORM_ADMIN in GRANTS[permission]:
        own = {"access", "account", "home", "place", "session", "status"}
        assert noun in own | {"fixity", "history", "intake"}


@pytest.mark.parametrize("permission", GRANTS)
def test_observers_only_read(permission):
    if Role.OBSERVER in GRANTS[permission]:
        assert permission.endswith((".view", ".restricted"))
        assert permission != "record.restricted"


@pytest.mark.parametrize("permission", GRANTS)
def test_reach_fits_the_role(permission):
    widest = {
        Role.PLATFORM_ADMIN: {Reach.ALL},
        Role.OFFICE: {Reach.TOWNSHIP},
        Role.LEADER: {Reach.TOWNSHIP},
        Role.OBSERVER: {Reach.TOWNSHIP},
        Role.CADRE: {Reach.VILLAGE, Reach.TOWNSHIP},
        Role.EVALUATOR: {Reach.ASSIGNED, Reach.OWN, Reach.TOWNSHIP},
        Role.DISTRICT: {Reach.DISTRICT},
    }
    for role, reach in GRANTS[permission].items():
        if permission == "session.view":  # everybody's own sign-ins
            assert reach == Reach.OWN
            continue
        assert reach in widest[role], f"{role} reaches {reach} with {permission}"


@pytest.mark.parametrize(
    "permission",
    ["text.edit", "meeting.edit", "organisation.edit", "roster.edit", "posting.edit", "query.edit"],
)
def test_the_township_does_not_write_what_villages_write(permission):
    assert holders(permission) == {Role.CADRE}
    assert GRANTS[permission][Role.CADRE] == Reach.VILLAGE


def test_whole_township_is_given_to_cadres_only_for_what_is_said_to_all():
    told_to_all = {
        "home.view",
        "category.view",
        "campaign.view",
        "assignment.view",
        "standard.view",
        "round.view",
    }
    for permission, grants in GRANTS.items():
        if grants.get(Role.CADRE) == Reach.TOWNSHIP:
            assert permission in told_to_all


def test_who_decides():
    assert holders("application.approve") == {Role.LEADER}
    assert holders("application.accept") == {Role.DISTRICT}
    assert holders("sheet.score") == {Role.EVALUATOR}
    assert GRANTS["sheet.score"][Role.EVALUATOR] == Reach.OWN
    assert holders("reward.approve") == {Role.LEADER}
    assert holders("filing.review") == {Role.OFFICE}
    assert not holders("reward.pay") & holders("reward.approve")


def test_the_district_sees_only_what_is_submitted_and_honoured():
    seen = {permission for permission, grants in GRANTS.items() if Role.DISTRICT in grants}
    assert seen <= {
        "home.view",
        "application.view",
        "application.accept",
        "honour.view",
        "session.view",
        "snapshot.view",
    }
