"""What the law of its day says of the adoption of a text that was in force before the system."""

from dataclasses import asdict, replace
from datetime import date

from django.utils import timezone

from township.dates import cn_date
from township.history.models import Entry
from township.users.models import Township
from township.workflow.announcing import asked_once
from villages.models import Attachment, PriorAdoption
from villages.options import local_rules
from villages.queries.verdict import place_of, plain
from villages.rules import prior_vote
from villages.rules.calling import modes_of
from villages.rules.conditions import Question
from villages.rules.kinds import REPRESENTATIVE, MeetingKind, Mode, VotingMethod
from villages.rules.statutes import pack_on
from villages.rules.tally import Roll, VoteCounts
from villages.rules.verdict import problems


def has_papers(prior: PriorAdoption) -> bool:
    """Are there its words or a paper of it, not only a note where the original lies?"""
    return bool(prior.text_version.draft) or Attachment.objects.of(prior).exists()


def question_of(prior: PriorAdoption) -> Question | None:
    """What is asked of the law, None where the counts are not known."""
    if not (prior.has_counts and prior.meeting_kind):
        return None
    village = prior.text_version.text.village.as_of(prior.on)
    return Question(
        place=place_of(village),
        meeting=MeetingKind(prior.meeting_kind),
        on=prior.on,
        about=prior.text_version.text.kind,
        roll=Roll(mode=_mode(prior, village), total=prior.total or 0, present=prior.present or 0),
        counts=_counts(prior),
        local=local_rules(village, prior.on),
    )


def _mode(prior, village):
    if MeetingKind(prior.meeting_kind) in REPRESENTATIVE:
        return Mode.MEMBER
    if prior.mode:
        return Mode(prior.mode)
    return modes_of(pack_on(place_of(village), prior.on), MeetingKind(prior.meeting_kind))[0]


def _counts(prior):
    """The ballots of an old secret vote are told by their sum."""
    method = VotingMethod(prior.method or VotingMethod.SHOW_OF_HANDS)
    votes = VoteCounts(method, prior.yes or 0, prior.no or 0, prior.abstain or 0)
    if method != VotingMethod.SECRET:
        return votes
    invalid = prior.invalid or 0
    returned = votes.yes + votes.no + votes.abstain + invalid
    return replace(votes, invalid=invalid, issued=prior.present, returned=returned)


def count_faults(prior: PriorAdoption) -> list[str]:
    """Sentences on figures that contradict one another."""
    if prior.has_counts and not prior.meeting_kind:
        return ["填了人数和票数的，请选由什么会议通过。"]
    try:
        question = question_of(prior)
        return [f"{sentence}。" for sentence in problems(question)] if question else []
    except ValueError:
        return []


def judge_prior(prior: PriorAdoption) -> tuple[dict, dict]:
    """(question, verdict) as JSON; both empty where the system does not judge."""
    try:
        question = question_of(prior)
        if question is None:
            return {}, {}
        return plain(asdict(question)), prior_vote.prior_verdict(question).as_dict()
    except ValueError:  # older than every law known here
        return {}, {}


def _begun_on(township):
    entry = Entry.objects.filter(chain__township=township).order_by("number").first()
    return timezone.localdate(entry.at) if entry else timezone.localdate()


def after_begin(township: Township, day: date | None) -> list[str]:
    """The sentence that refuses a day on which the township worked with the system already."""
    begun = asked_once(("begun", township.pk), lambda: _begun_on(township))
    if day is None or day <= begun:
        return []
    return [f"{cn_date(begun)}起已经用系统办理，以后通过的文本要在系统里起草、征求意见、表决。"]
