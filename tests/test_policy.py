"""The policy table a second time, by hand: what must never be granted, and what must be."""

import pytest

from township.access import GRANTS, Reach, Role
from township.access.policy import GIVES, REMARKED_BY

# * all, T own township, D own district, V own village, A assigned villages, O own, . nothing.
# Columns: platform admin, office, leader, cadre, evaluator, district, observer.
TABLE = """
home.view                   * T T T T D T
upload.send                 . O O O O O .
account.view                * T . . . . .
account.edit                * T . . . . .
account.stand_in            * T . . . . .
account.told                . T T . . . .
place.view                  * . . . . . .
place.edit                  * . . . . . .
status.view                 * T . . . . .
status.again                * . . . . . .
access.view                 * . . . . . .
account.unlock              * T . . . . .
session.view                O O O O O O O
alert.view                  O O O O O O O
setup.edit                  . T . . . . .
settings.view               . T T . . . T
settings.edit               . T . . . . .
paper_template.view         * T T . . . .
paper_template.edit         * T . . . . .
courier.view                * T . . . . .
courier.edit                . T . . . . .
phone.open                  . T T V A . .
phone.view                  . T T . . . T
phone.take_back             . T . . . . .
history.view                * T T V . . T
correction.view             . T T V . . T
correction.ask              . T . V . . .
correction.agree            . T T . . . .
remark.write                . O . O O O .
record.remark               . T . V . . .
text.remark                 . T . V . . .
meeting.remark              . T . V . . .
filing.remark               . T . V . . .
receipt.remark              . T . V . . .
sheet.remark                . T . V O . .
application.remark          . T . V . D .
file.original               . T . V . . .
document.original           . T . . . . .
village.view                . T T V A . T
village.edit                . T . . . . .
village.correct             . T . . . . .
figures.view                . T T V A . T
figures.edit                . T . V . . .
organisation.view           . T T V A . T
organisation.edit           . . . V . . .
roster.view                 . T T V A . T
roster.edit                 . . . V . . .
roster.export               . T . V . . .
text.view                   . T T V A . T
text.edit                   . . . V . . .
text.correct                . . . V . . .
text.enter_past             . T . V . . .
meeting.view                . T T V A . T
meeting.edit                . . . V . . .
meeting.tally               . T . V . . .
meeting.correct             . . . V . . .
recall.edit                 . T . V . . .
filing.view                 . T T V A . T
filing.submit               . . . V . . .
filing.review               . T . . . . .
filing.sign                 . . T . . . .
filing.carry_out            . T T . . . .
filing.close                . T . V . . .
prereview.give              . T . . . . .
posting.view                . T T V A . T
posting.edit                . . . V . . .
posting.correct             . . . V . . .
query.view                  . T T V A . T
query.edit                  . . . V . . .
asker.view                  . T . V . . .
contact.edit                . T . V . . .
autonomy.view               . T T V A . T
autonomy.edit               . . . V . . .
autonomy.review             . T . . . . .
publicity.view              . T T V A . T
publicity.edit              . . . V . . .
activity.view               . T T V A . T
activity.edit               . . . V . . .
commendation.view           . T T V . . .
commendation.edit           . . . V . . .
category.view               . T T T T . T
category.edit               . T . . . . .
record.view                 . T T V A . T
record.restricted           . T T V . . .
record.edit                 . T . V . . .
record.seal                 . T . V . . .
record.correct              . T . V . . .
record.take_in              . T . . . . .
scan.file                   . T . V . . .
record.hand_over            . T . . . . .
completeness.view           . T T V A . T
package.view                . T T V . . T
package.make                . T . V . . .
intake.receive              * . . . . . .
fixity.view                 * T T V . . T
fixity.run                  . T . . . . .
campaign.view               . T T T T . T
campaign.edit               . T . . . . .
receipt.view                . T T V A . T
receipt.sign                . . . V . . .
reminder.send               . T . . . . .
reminder.view               . T T V . . T
target.view                 . T T V A . T
target.edit                 . T . . . . .
year_report.view            . T T . . . T
year_report.edit            . T . . . . .
overview.view               . T T . . . T
burden.view                 . T T V . . T
assignment.view             . T T T T . T
assignment.edit             . T . . . . .
assignment.sign             . . T . . . .
standard.view               . T T T T . T
standard.edit               . T . . . . .
standard.sign               . . T . . . .
round.view                  . T T T T . T
round.edit                  . T . . . . .
sheet.view                  . T T . O . T
sheet.score                 . . . . O . .
veto.view                   . T T . A . T
veto.find                   . . . . A . .
veto.confirm                . T . . A . .
evaluation.view             . T T V . . T
evaluation.edit             . T . . . . .
evaluation.self             . . . V . . .
evaluation.enter_past       . T . . . . .
objection.view              . T T V . . T
objection.make              . . . V . . .
objection.answer            . T . . . . .
site_visit.view             . T T . A . T
site_visit.edit             . T . . A . .
rectification.view          . T T V A . T
rectification.edit          . T . . . . .
rectification.sign          . . T . . . .
rectification.prove         . . . V . . .
application.view            . T T V . D T
application.edit            . T . V . . .
application.submit          . T . V . . .
application.check           . T . . . . .
application.approve         . . T . . . .
application.accept          . . . . . D .
application.enter_decision  . T . . . . .
acceptance.correct          . T . . . . .
notice_objection.view       . T T . . . T
honour.view                 . T T V A D T
honour.edit                 . T . . . . .
honour.correct              . T . . . . .
honour.revoke              . T T . . . .
honour.enter_past           . T . . . . .
reward.view                 . T T V . . T
reward.approve              . . T . . . .
reward.pay                  . T . . . . .
reward.edit                 . T . . . . .
reward.correct              . T . . . . .
"""
ROLES = (
    Role.PLATFORM_ADMIN,
    Role.OFFICE,
    Role.LEADER,
    Role.CADRE,
    Role.EVALUATOR,
    Role.DISTRICT,
    Role.OBSERVER,
)
REACHES = {
    "*": Reach.ALL,
    "T": Reach.TOWNSHIP,
    "D": Reach.DISTRICT,
    "V": Reach.VILLAGE,
    "A": Reach.ASSIGNED,
    "O": Reach.OWN,
}


def test_the_policy_is_this_table_line_by_line():
    """Whoever grants something says so a second time here; a slip of the hand is found."""
    wanted = {}
    for line in TABLE.strip().splitlines():
        permission, *letters = line.split()
        cells = zip(ROLES, letters, strict=True)
        wanted[permission] = {role: REACHES[one] for role, one in cells if one != "."}
    assert set(ROLES) == set(Role)
    assert wanted == {permission: dict(grants) for permission, grants in GRANTS.items()}


def test_who_gives_which_roles():
    """Nobody but the platform makes administrators, the district's people and observers."""
    by_office = {Role.OFFICE, Role.LEADER, Role.CADRE, Role.EVALUATOR}
    assert {Role.PLATFORM_ADMIN: set(Role), Role.OFFICE: by_office} == GIVES
    assert set(GIVES) == holders("account.edit")


def holders(permission):
    return set(GRANTS[permission])


@pytest.mark.parametrize("permission", GRANTS)
def test_admin_neither_votes_nor_scores_nor_approves(permission):
    noun = permission.split(".")[0]
    if Role.PLATFORM_ADMIN in GRANTS[permission]:
        own = {"access", "account", "alert", "courier", "home", "place", "session", "status"}
        assert noun in own | {"fixity", "history", "intake", "paper_template"}


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
        if permission in ("upload.send", "session.view", "alert.view", "remark.write"):  # one's own
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
    for noun, office in (
        ("filing", "review"),
        ("assignment", "edit"),
        ("standard", "edit"),
        ("rectification", "edit"),
    ):
        assert holders(f"{noun}.sign") == {Role.LEADER}
        assert not holders(f"{noun}.{office}") & holders(f"{noun}.sign")
    assert not holders("reward.pay") & holders("reward.approve")


def test_the_district_sees_only_what_is_submitted_and_honoured():
    seen = {permission for permission, grants in GRANTS.items() if Role.DISTRICT in grants}
    assert seen <= {
        "home.view",
        "upload.send",
        "application.view",
        "application.accept",
        "application.remark",
        "honour.view",
        "session.view",
        "alert.view",
        "remark.write",
    }


def test_who_only_reads_remarks_on_nothing():
    """Observers and leaders; the platform, which knows no matter of a township."""
    silent = {Role.OBSERVER, Role.LEADER, Role.PLATFORM_ADMIN}
    for permission in ("remark.write", *REMARKED_BY.values()):
        assert not silent & holders(permission), permission
