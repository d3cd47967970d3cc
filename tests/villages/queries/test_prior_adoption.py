"""The question that an old vote puts to the law of its day."""

from datetime import date

import pytest

from villages.models import PriorAdoption, Text, TextVersion
from villages.queries.prior_adoption import after_begin, count_faults, judge_prior, question_of
from villages.rules.kinds import Mode


@pytest.fixture
def version(village):
    return TextVersion(text=Text(village=village, kind="charter", title="章程"))


def prior(version, **known):
    figures = {"meeting_kind": "villagers", "total": 600, "present": 400, "yes": 400}
    return PriorAdoption(**({"text_version": version, "on": date(2021, 6, 1)} | figures | known))


def test_without_figures_nothing_is_asked(version):
    assert question_of(prior(version, yes=None)) is None
    assert judge_prior(prior(version, yes=None)) == ({}, {})


def test_ballots_of_a_secret_vote_are_told_by_their_sum(version):
    secret = prior(version, method="secret", yes=380, no=10, abstain=5, invalid=5)
    counts = question_of(secret).counts
    assert counts.returned == counts.issued == 400 and not count_faults(secret)


def test_representatives_are_counted_as_members(version):
    assert question_of(prior(version, meeting_kind="village_reps")).roll.mode == Mode.MEMBER


def test_where_nothing_was_done_here_yet_any_past_day_will_do(township):
    assert after_begin(township, date(2020, 1, 1)) == []
