"""Which meeting may adopt what, and under which delegation."""

from dataclasses import replace
from datetime import date

import pytest

from villages.rules.competence import Delegation, Override, competence, lendable, subject
from villages.rules.kinds import SUBJECTS, Matter, MeetingKind, PlaceKind, Severity, TextKind
from villages.rules.provinces import rules_of
from villages.rules.statutes import pack_on

ON = date(2026, 6, 1)
VILLAGE, COMMUNITY = pack_on(PlaceKind.VILLAGE, ON), pack_on(PlaceKind.COMMUNITY, ON)
OLD_COMMUNITY = pack_on(PlaceKind.COMMUNITY, date(2020, 1, 1))
FULL = Delegation(
    granted_on=date(2026, 1, 10),
    valid_from=date(2026, 1, 10),
    valid_until=date(2026, 12, 31),
    matters=frozenset(value for value, _ in SUBJECTS),
)
OVERRIDE = Override("某市村民自治条例", "第九条", "村民会议可以授权村民代表会议修改章程。")


def judge(about, meeting, pack=VILLAGE, on=ON, **given):
    return competence(about, meeting, pack, on=on, **given)


@pytest.mark.parametrize("about", [value for value, _ in SUBJECTS])
@pytest.mark.parametrize("pack", [VILLAGE, COMMUNITY, OLD_COMMUNITY])
def test_the_assembly_may_adopt_everything(about, pack):
    meeting = "villagers" if pack.place == PlaceKind.VILLAGE else "residents"
    assert judge(about, meeting, pack) == []


@pytest.mark.parametrize("about", ["charter", "covenant"])
def test_village_representatives_are_stopped_at_the_charter_even_when_authorised(about):
    (reason,) = judge(about, "village_reps", delegation=FULL)
    assert reason.blocks and reason.article == "第三十一条第一款"
    assert "应由村民会议表决" in reason.sentence


def test_the_province_is_named_when_it_reserves_the_charter():
    (reason,) = judge("charter", "village_reps", local=rules_of("sichuan"))
    assert "实施办法第二十六条" in reason.sentence


def test_an_override_needs_its_legal_basis_word_by_word():
    (reason,) = judge("charter", "village_reps", override=replace(OVERRIDE, quotation="  "))
    assert reason.blocks and "抄录原文" in reason.sentence
    (reason,) = judge("charter", "village_reps", override=OVERRIDE)
    assert not reason.blocks and "村民会议可以授权" in reason.sentence


@pytest.mark.parametrize("about", ["rule", "agreement", "other"])
@pytest.mark.parametrize(
    ("pack", "meeting"), [(VILLAGE, "village_reps"), (COMMUNITY, "resident_reps")]
)
def test_representatives_decide_what_was_delegated(about, pack, meeting):
    assert judge(about, meeting, pack, delegation=FULL) == []
    (reason,) = judge(about, meeting, pack)
    assert reason.blocks and reason.key == "delegation" and "没有" in reason.sentence
    silent = replace(FULL, matters=frozenset())
    (reason,) = judge(about, meeting, pack, delegation=silent)
    assert "不包括" in reason.sentence


@pytest.mark.parametrize("about", ["charter", "covenant"])
def test_resident_representatives_may_adopt_a_charter_when_authorised_since_2026(about):
    assert judge(about, "resident_reps", COMMUNITY, delegation=FULL) == []
    (reason,) = judge(about, "resident_reps", COMMUNITY)
    assert reason.article == "第三十条第二款"


def test_before_2026_residents_law_knew_no_representatives():
    on = date(2020, 6, 1)
    term = replace(FULL, granted_on=on, valid_from=on, valid_until=on)
    (reason,) = judge("covenant", "resident_reps", OLD_COMMUNITY, on, delegation=term)
    assert reason.blocks and reason.article == "第十五条第一款"
    (reason,) = judge("charter", "resident_reps", OLD_COMMUNITY, on, delegation=term)
    assert reason.blocks and reason.article == "第十条第二款", (
        "第十五条 speaks of the 居民公约 alone"
    )
    (reason,) = judge("rule", "resident_reps", OLD_COMMUNITY, on, delegation=term)
    assert not reason.blocks and "没有规定居民代表会议" in reason.sentence


@pytest.mark.parametrize(
    ("on", "blocks"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
    ],
)
def test_both_ends_of_the_term_belong_to_it(on, blocks):
    term = replace(FULL, valid_from=date(2026, 3, 1), valid_until=date(2026, 9, 30))
    reasons = judge("rule", "village_reps", on=on, delegation=term)
    assert bool(reasons) == blocks
    assert all("不在期限内" in reason.sentence for reason in reasons)


def test_a_delegation_granted_after_the_meeting_is_none():
    late = replace(FULL, granted_on=date(2026, 6, 2))
    (reason,) = judge("rule", "village_reps", delegation=late)
    assert "晚于本次会议" in reason.sentence
    assert judge("rule", "village_reps", delegation=replace(FULL, granted_on=ON)) == []


def test_sichuan_asks_for_scope_posting_and_filing():
    reasons = judge("rule", "village_reps", delegation=FULL, local=rules_of("sichuan"))
    assert [reason.article for reason in reasons] == ["第十七条"] * 3
    assert not any(reason.blocks for reason in reasons)
    whole = replace(FULL, scope="全村", posted_on=ON, filed_on=ON)
    assert judge("rule", "village_reps", delegation=whole, local=rules_of("sichuan")) == []


def test_the_local_rule_is_cited_beside_the_law_where_there_is_one():
    (reason,) = judge("charter", "village_reps", local=rules_of("sichuan"))
    assert "另见" in reason.sentence
    (reason,) = judge("charter", "village_reps")
    assert "另见" not in reason.sentence


def test_what_an_informal_meeting_may_not_adopt_is_cited_by_its_own_article():
    (charter,), (delegation,) = judge("charter", "committee"), judge("delegation", "committee")
    (reserved,) = judge("charter", "village_reps")
    assert charter.article == reserved.article
    assert delegation.article not in ("", charter.article)


@pytest.mark.parametrize("meeting", ["party", "group_leaders", "yard", "committee"])
def test_informal_meetings_adopt_nothing(meeting):
    for about in ("charter", "rule", "delegation"):
        (reason,) = judge(about, meeting)
        assert reason.blocks and "不能表决通过" in reason.sentence
    for about in ("selection", "other"):
        (reason,) = judge(about, meeting)
        assert not reason.blocks and "只作为意见" in reason.sentence


def test_a_group_decides_its_own_matters_only():
    assert judge("selection", "group") == judge("other", "group") == []
    (reason,) = judge("rule", "group")
    assert reason.blocks and "本组事项" in reason.sentence


@pytest.mark.parametrize(
    ("meeting", "pack"),
    [
        (MeetingKind.RESIDENTS, VILLAGE),
        (MeetingKind.RESIDENT_REPS, VILLAGE),
        (MeetingKind.VILLAGERS, COMMUNITY),
        (MeetingKind.GROUP, COMMUNITY),
    ],
)
def test_a_meeting_of_the_other_kind_of_place_is_refused(meeting, pack):
    (reason,) = judge("other", meeting, pack)
    assert reason.blocks and f"不是{pack.place.label}的会议" in reason.sentence


def test_representatives_cannot_authorise_themselves():
    (reason,) = judge("delegation", "village_reps", delegation=FULL)
    assert reason.blocks and "不能给自己授权" in reason.sentence


def test_subjects_are_read_back():
    assert subject("charter") is TextKind.CHARTER and subject("other") is Matter.OTHER
    with pytest.raises(ValueError):
        subject("fine")


@pytest.mark.parametrize(
    ("about", "village", "community"),
    [
        ("selection", "第十五条第二款、第三十七条第一款", "第十五条第二款、第三十六条第一款"),
        ("newcomers", "第十六条第二款", None),
        ("by_election", "第二十三条", "第二十四条"),
        ("resignation", "第二十条", "第二十一条"),
        ("appraisal", "第三十八条第一款", "第三十七条第一款"),
        # Of a village's committee only the voters themselves.
        ("recall", None, "第二十条第二款"),
    ],
)
def test_what_the_law_gives_to_either_meeting_needs_no_delegation(about, village, community):
    assert VILLAGE.either.get(about) == village and COMMUNITY.either.get(about) == community
    assert bool(judge(about, "village_reps")) == (village is None)
    reasons = judge(about, "resident_reps", COMMUNITY)
    assert bool(reasons) == (community is None)


def test_before_2026_a_resignation_was_no_matter_of_representatives():
    law = pack_on(PlaceKind.VILLAGE, date(2020, 1, 1))
    assert judge("by_election", "village_reps", law, date(2020, 6, 1)) == []
    (reason,) = judge("resignation", "village_reps", law, date(2020, 6, 1))
    assert reason.blocks and reason.key == "delegation"


@pytest.mark.parametrize(("pack", "meeting"), [(VILLAGE, "group"), (COMMUNITY, "resident_group")])
def test_a_group_selects_and_decides_its_own_affairs(pack, meeting):
    assert judge("selection", meeting, pack) == judge("other", meeting, pack) == []
    (reason,) = judge("by_election", meeting, pack)
    assert reason.blocks and reason.sentence.startswith(MeetingKind(meeting).label)


def test_only_what_is_the_assemblys_and_may_be_given_away_is_lent():
    village = [value for value, _ in lendable(PlaceKind.VILLAGE)]
    assert village == ["rule", "agreement", "selection", "other"]
    community = [value for value, _ in lendable(PlaceKind.COMMUNITY)]
    assert set(community) == {*village, "charter", "covenant"}


def test_hainan_wants_the_delegation_in_writing():
    (reason,) = judge("rule", "village_reps", delegation=FULL, local=rules_of("hainan"))
    assert "书面" in reason.sentence and reason.article == "第十一条第二款"
    assert reason.severity == Severity.DEFECT and not reason.blocks
    written = replace(FULL, is_written=True)
    assert judge("rule", "village_reps", delegation=written, local=rules_of("hainan")) == []
    assert judge("rule", "village_reps", delegation=FULL, local=rules_of("zhejiang")) == []
