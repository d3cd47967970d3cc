"""Who takes a post of a body, who follows whom, and what is kept of how they were chosen.

Serves the plan's clauses 28, 35 and 44: a post that one person holds passes to the next the day
before the new term begins; a record of a selection seats who was chosen, in one act.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from township.dates import cn_date
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.models import Body, Candidate, Person, Posting, Selection, Term, Village
from villages.rules.bodies import SLOTS, BodyKind

ELECT = fact("organisation.elect")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class CandidateStanding:
    """One candidate: votes None where hands were raised without a count for each."""

    person: Person
    post: str
    votes: int | None = None
    is_elected: bool = True


def body_of(village: Village, kind: str) -> Body:
    """The village's body of that kind; made when it is first needed."""
    return Body.objects.get_or_create(village=village, kind=BodyKind(kind))[0]


def _locked(body):
    return Body.objects.select_for_update(of=("self",)).select_related("village").get(pk=body.pk)


def _slot(body, post):
    slot = next((one for one in SLOTS[BodyKind(body.kind)] if one.post == post), None)
    if slot is None:
        raise Refused(f"{body}没有这个岗位。")
    return slot


@transaction.atomic
def seat(
    body: Body,
    post: str,
    person: Person,
    *,
    since: date,
    by: User,
    until: date | None = None,
    basis: str = "",
) -> Term:
    """Put a person in a post from a day on; returns the Term.

    Where the post takes one person, the holder's term ends the day before. Raises Refused for a
    person of another village, or one who holds the post already.
    """
    body = _locked(body)
    slot = _slot(body, post)
    if person.village_id != body.village_id:
        raise Refused(f"{person}不是{body.village}登记的人员。")
    if until and until < since:
        raise Refused("任职结束日期不能早于开始日期。")
    holders = list(
        Term.objects.filter(body=body, post=post).serving(since).select_related("person")
    )
    if any(term.person_id == person.pk for term in holders):
        raise Refused(f"{person}这时已经担任{body}{body.village.post_name(post)}。")
    if slot.most is not None:
        _succeed(holders, since, by)
    term = Term(body=body, post=post, person=person, since=since, until=until, basis=basis)
    term.save()
    record("organisation.edit", body, by, f"任职：{person}担任{body}{term.post_name}")
    return term


def _succeed(terms, since, by):
    """End the terms of those who held a post before."""
    for term in terms:
        if term.since >= since:
            raise Refused(f"{term.person}从{cn_date(term.since)}起才任职，接任日期要在这之后。")
        _close(term, since - DAY)


def _close(term, on):
    term.until = on
    term.version += 1
    term.save(update_fields=["until", "version"])


@transaction.atomic
def end_term(term: Term, *, on: date, by: User, reason: str = "", ended_as: str = "") -> Term:
    """End a term on a day (the last day in office), and say how; returns it."""
    term = (
        Term.objects.select_for_update(of=("self",)).select_related("body__village").get(pk=term.pk)
    )
    if on < term.since:
        raise Refused(f"任职从{cn_date(term.since)}开始，结束日期不能更早。")
    if term.until and term.until < on:
        raise Refused(f"任职已经在{cn_date(term.until)}结束。")
    _close(term, on)
    term.ended_as = ended_as
    term.save(update_fields=["ended_as"])
    told = f"卸任：{term.person}不再担任{term.body}{term.post_name}"
    why = "，".join(filter(None, [term.get_ended_as_display(), reason]))
    record("organisation.edit", term.body, by, told + (f"（理由：{why}）" if why else ""))
    return term


@transaction.atomic
def write_duty(body: Body, duty: str, *, by: User) -> Body:
    """Write down what the body has to do."""
    body = _locked(body)
    if body.duty == duty:
        return body
    changes = {"职责": [body.duty, duty]}
    body.duty, body.version = duty, body.version + 1
    body.save(update_fields=["duty", "version"])
    record("organisation.edit", body, by, f"修改职责：{body}", changes)
    return body


@transaction.atomic
def elect(body: Body, *, candidates: Any, by: User, **facts) -> Selection:
    """Keep the record of a selection and seat who was chosen; returns the Selection.

    candidates: [Standing]. facts: held_on, way, place, chair, recorder, total, present and, where
    known, women_present, tellers, meeting, posting, term_until (date), note. Announces
    organisation.elect (Selection). Raises Refused with Chinese sentences.
    """
    body = _locked(body)
    selection = Selection(body=body, **facts)
    faults = list(selection_faults(selection, candidates))
    if faults:
        raise Refused(faults)
    selection.save()
    Candidate.objects.bulk_create(
        Candidate(
            selection=selection,
            person=one.person,
            post=one.post,
            votes=one.votes,
            is_elected=one.is_elected,
        )
        for one in candidates
    )
    chosen = [one for one in candidates if one.is_elected]
    _seat_chosen(selection, chosen, by)
    names = "、".join(str(one.person) for one in chosen)
    announce(ELECT, selection, by)
    record("organisation.elect", selection, by, f"推选：{body}，当选{names}")
    return selection


def selection_faults(
    selection: Selection, candidates: Sequence[CandidateStanding]
) -> Iterator[str]:
    """Sentences on what cannot be true of a selection."""
    village = selection.body.village
    yield from after_today(selection.held_on, "推选日期")
    if selection.present > selection.total:
        yield f"实到{selection.present}人多于应到{selection.total}人，请检查。"
    if selection.women_present is not None and selection.women_present > selection.present:
        yield f"到会妇女{selection.women_present}人多于实到{selection.present}人，请检查。"
    if selection.term_until and selection.term_until <= selection.held_on:
        yield "任期结束日期要在推选日期之后。"
    if selection.meeting and selection.meeting.village_id != village.pk:
        yield f"推选会议不是{village.words.here}的会议。"
    if selection.meeting and selection.meeting.held_on != selection.held_on:
        yield f"推选日期与会议日期{cn_date(selection.meeting.held_on)}不一致。"
    yield from _candidate_faults(selection, candidates)


def _candidate_faults(selection, candidates):
    body = selection.body
    if not any(one.is_elected for one in candidates):
        yield "请至少写明一名当选人。"
    twice = Counter((one.person.pk, one.post) for one in candidates)
    if any(number > 1 for number in twice.values()):
        yield "同一个人在同一岗位上写了两次。"
    elected = Counter(one.post for one in candidates if one.is_elected)
    slots = {slot.post: slot for slot in SLOTS[BodyKind(body.kind)]}
    for post, number in elected.items():
        slot = slots.get(post)
        if slot is None:
            yield f"{body}没有这个岗位。"
        elif slot.most is not None and number > slot.most:
            named = body.village.post_name(post)
            yield f"{named}只能有{slot.most}人，写了{number}人。"
    for one in candidates:
        if one.person.village_id != body.village_id:
            yield f"{one.person}不是{body.village}登记的人员。"
        if one.votes is not None and one.votes > selection.present:
            yield f"{one.person}得{one.votes}票，多于实到{selection.present}人，请检查。"


def _seat_chosen(selection, chosen, by):
    """Terms of the chosen; who held the posts before goes the day before."""
    body, since = selection.body, selection.held_on
    posts = {one.post for one in chosen}
    held = Term.objects.filter(body=body, post__in=posts).serving(since).select_related("person")
    _succeed(held, since, by)
    Term.objects.bulk_create(
        Term(
            body=body,
            post=one.post,
            person=one.person,
            since=since,
            until=selection.term_until,
            basis=f"{cn_date(since)}推选",
            selection=selection,
        )
        for one in chosen
    )


@transaction.atomic
def link_posting(selection: Selection, posting: Posting, *, by: User) -> Selection:
    """Say which posting published the result; returns the selection."""
    selection = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    if posting.village_id != selection.body.village_id:
        raise Refused(f"这份公示不是{selection.body.village.words.here}的。")
    selection.posting = posting
    selection.save(update_fields=["posting"])
    announce(ELECT, selection, by)
    record("organisation.elect", selection, by, f"推选结果已公示：{posting}")
    return selection
