"""Which bodies a village has, which posts each has, and how many people a post takes."""

import pytest

from villages.rules.bodies import (
    OFFICERS,
    SLOTS,
    BodyKind,
    PostKind,
    body_name,
    post_name,
    posts_of,
    usual_duty,
)


def test_every_body_has_posts_and_a_duty():
    assert set(SLOTS) == set(BodyKind)
    for kind in BodyKind:
        assert posts_of(kind) and usual_duty(kind).endswith("。")


@pytest.mark.parametrize(
    ("kind", "single"),
    [
        (BodyKind.PARTY_BRANCH, {PostKind.SECRETARY}),
        (BodyKind.COMMITTEE, {PostKind.DIRECTOR}),
        (BodyKind.OVERSIGHT, {PostKind.DIRECTOR}),
        (BodyKind.ASSOCIATION, {PostKind.PRESIDENT, PostKind.GENERAL_SECRETARY}),
        (BodyKind.WORKING_GROUP, {PostKind.HEAD, PostKind.DEPUTY_HEAD}),
        (BodyKind.SUPERVISION, {PostKind.HEAD}),
    ],
)
def test_posts_for_one_person(kind, single):
    assert {slot.post for slot in SLOTS[kind] if slot.most == 1} == single
    assert all(slot.most in (None, 1) for slot in SLOTS[kind])


def test_how_many_a_body_needs_at_least():
    assert {kind: sum(slot.least for slot in slots) for kind, slots in SLOTS.items()} == {
        BodyKind.PARTY_BRANCH: 2,
        BodyKind.COMMITTEE: 2,
        BodyKind.OVERSIGHT: 3,
        BodyKind.ASSOCIATION: 6,
        BodyKind.WORKING_GROUP: 5,
        BodyKind.SUPERVISION: 3,
    }


def test_every_post_of_the_association_makes_an_officer():
    assert set(posts_of(BodyKind.ASSOCIATION)) == OFFICERS


@pytest.mark.parametrize(
    ("kind", "village", "community"),
    [
        ("party_branch", "村党组织", "社区党组织"),
        ("committee", "村民委员会", "社区居民委员会"),
        ("oversight", "村务监督委员会", "居务监督委员会"),
        ("association", "村计划生育协会", "社区计划生育协会"),
        ("supervision", "自治监督小组", "自治监督小组"),
    ],
)
def test_what_a_body_is_called(kind, village, community):
    assert (body_name(kind, False), body_name(kind, True)) == (village, community)


def test_what_a_post_is_called():
    assert post_name(PostKind.OF_BRANCH, False) == "成员（支委）"
    assert post_name(PostKind.OF_BRANCH, True) == "成员（社区党组织委员）"
    assert post_name(PostKind.OF_GROUPS, False) == "成员（小组长）"
    assert post_name(PostKind.OF_GROUPS, True) == "成员（居民小组长）"
    assert post_name("director", True) == post_name("director", False) == "主任"
