"""What follows from a closed vote is told as long as its text stands where the vote left it."""

import pytest

from tests.personas import cadre_of
from tests.villages import way
from villages.models import Motion, TextVersion
from villages.views.vote_outcome import after_vote, body_for, last_vote, vote_told
from villages.workflows.text import TEXT


def motion_of(version):
    return Motion.objects.filter(text_version=version).select_related("text_version__text").last()


@pytest.fixture
def final(village, cadre):
    return way.final(village, cadre)


@pytest.mark.parametrize(
    ("counts", "sentence", "tone"),
    [
        ({"yes": 350, "no": 50, "abstain": 0}, "《万顺村自治章程》已通过，接着报送备案。", "good"),
        ({"yes": 100, "no": 300, "abstain": 0}, "《万顺村自治章程》未通过，已退回草稿。", "bad"),
        ({"yes": 300, "no": 0, "abstain": 0}, "另行召集村民会议再表决。", "warn"),
    ],
)
def test_each_outcome_says_what_to_do(final, cadre, counts, sentence, tone):
    way.voted(final, cadre, **counts)
    follows = after_vote(motion_of(final))
    assert sentence in follows.sentence and (follows.tone, follows.label) == (tone, "打开文本")
    assert last_vote(TextVersion.objects.get()) == motion_of(final)


def test_it_is_told_no_longer_once_the_text_has_moved_on(final, cadre):
    way.voted(final, cadre, yes=100, no=300, abstain=0)
    TEXT.perform("consult", TextVersion.objects.get(), by=cadre)
    assert vote_told(motion_of(final)) == "" and after_vote(motion_of(final)) is None
    assert last_vote(TextVersion.objects.get()) is None


def test_an_open_vote_and_one_about_no_text_tell_nothing(final, village, cadre):
    meeting = way.meeting(village, cadre)
    assert vote_told(Motion(meeting=meeting, status="passed", title="修路")) == ""
    assert vote_told(Motion(meeting=meeting, status="open", text_version=final)) == ""
    assert last_vote(final) is None


def test_which_meeting_adopts_what(village, community, cadre):
    own = cadre_of(community, "cadre-xinchang", "周干事")
    kinds = {}
    for place, by in ((village, cadre), (community, own)):
        for kind in ("charter", "rule"):
            kinds[place.kind, kind] = body_for(way.draft(place, by, kind=kind, title=kind))
    assert kinds == {
        ("village", "charter"): "villagers",
        ("village", "rule"): "village_reps",
        ("community", "charter"): "residents",
        ("community", "rule"): "resident_reps",
    }
