"""What the page of a score sheet shows: a map of all indicators, and the cards of one part of it.

A part is a category, what is still left of all, or the whole. A phone shows only the card in
question.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils.html import format_html

from campaigns.acts import sheet as sheet_acts
from campaigns.models import Indicator
from campaigns.queries import evidence
from campaigns.queries import sheet as sheet_queries
from campaigns.queries.evaluation import lines_before
from campaigns.rules.mark_state import MarkState, next_left, state_of
from township import asked
from township.crud.parts import part

LEFT, WHOLE = "left", "all"
MOST_LEFT = 8  # cards of what is left on one page

TONES = {
    MarkState.EMPTY: ("neutral", "circle"),
    MarkState.UNREASONED: ("bad", "exclamation-circle-fill"),
    MarkState.TAKEN_OVER: ("warn", "eye"),
    MarkState.PROPOSED: ("active", "magic"),
    MarkState.SAVED: ("good", "check-lg"),
}


@dataclass(frozen=True)
class Square:
    """One indicator on the map."""

    indicator: Indicator
    state: MarkState
    points: Decimal | None
    is_here: bool

    def link(self, page):
        """The square as it is shown on the page of its sheet, in one piece: there are fifty."""
        tone, icon = TONES[self.state]
        told = f"{self.indicator.name}：{self.state.label}"
        marks = [
            'class="mark-square tone-{tone}{empty}"',
            'href="{page}?at={pk}#indicator-{pk}"',
            'data-square="{pk}"',
            *(["data-left"] if self.state.is_left else []),
            *(['aria-current="true"'] if self.is_here else []),
            'title="{told}"',
        ]
        return format_html(
            f"<a {' '.join(marks)}>"
            '<i class="bi bi-{icon}" aria-hidden="true"></i>{code}'
            '<span class="visually-hidden">{told}</span></a>',
            tone=tone,
            empty=" is-empty" if self.state is MarkState.EMPTY else "",
            page=page,
            pk=self.indicator.pk,
            told=told,
            icon=icon,
            code=self.indicator.code,
        )


class Proof(NamedTuple):
    """A record as it stands beside an indicator."""

    pk: int
    title: str
    category: str
    on: datetime.date
    reference_code: str
    is_by_fact: bool

    @classmethod
    def of(cls, row):
        told = row.pk, row.title, row.category.name, row.on, row.reference_code, row.is_by_fact
        return cls(*told)


@dataclass(frozen=True)
class MapRow:
    """A category with its squares."""

    category: object
    squares: tuple
    is_shown: bool
    page: str

    @property
    def links(self):
        return [one.link(self.page) for one in self.squares]

    @property
    def given(self):
        return sum((one.points for one in self.squares if one.points is not None), Decimal(0))

    @property
    def most(self):
        return sum(one.indicator.points for one in self.squares)

    @property
    def left(self):
        return sum(one.state.is_left for one in self.squares)


class Board:
    """A sheet as it stands, and which of its indicators are in sight."""

    def __init__(self, sheet, wanted=None, *, page):
        self.sheet, self.wanted, self.page = sheet, wanted or QueryDict(), page
        self.scores, self.cited, own = sheet_queries.written_on(sheet)
        self.own = dict(own)
        self.indicators = sheet_queries.indicators_of(sheet)
        self.states = {one.pk: self._state(one) for one in self.indicators}
        self.only_left = self.wanted.get("only") == LEFT and self.left > 0
        # All cards at once, for where there is no network: what is on the page can be written.
        self.is_whole = self.wanted.get("part") == WHOLE and not self.only_left
        self.here = self._here()
        self.shown = self._shown()

    def _state(self, indicator):
        score = self.scores.get(indicator.pk)
        if score is None:
            return MarkState.EMPTY
        return state_of(
            score.points,
            score.reason,
            full=indicator.points,
            proposed=score.proposed,
            is_taken_over=score.is_taken_over,
        )

    def _here(self):
        """The indicator asked for, else the first that is left of the category asked for or of
        all, else the first there is."""
        at, part = (asked.number(self.wanted.get(name)) for name in ("at", "part"))
        if at in self.states and not (self.only_left and not self.states[at].is_left):
            return at
        within = [one for one in self.indicators if one.category_id == part] or self.indicators
        if self.only_left:
            within = self.indicators
        first = within[0].pk if within else None
        return next_left([(one.pk, self.states[one.pk]) for one in within]) or first

    def _shown(self):
        if self.is_whole:
            return self.indicators
        if self.only_left:
            left = [one for one in self.indicators if self.states[one.pk].is_left]
            start = next(place for place, one in enumerate(left) if one.pk == self.here)
            return left[start : start + MOST_LEFT] if start else left[:MOST_LEFT]
        category = next((one.category_id for one in self.indicators if one.pk == self.here), None)
        return [one for one in self.indicators if one.category_id == category]

    @cached_property
    def done(self):
        return sum(state is not MarkState.EMPTY for state in self.states.values())

    @cached_property
    def left(self):
        return sum(state.is_left for state in self.states.values())

    @cached_property
    def to_confirm(self):
        return sum(state is MarkState.TAKEN_OVER for state in self.states.values())

    @cached_property
    def most(self):
        return len(self.indicators)

    @cached_property
    def total(self):
        given = (score.points for score in self.scores.values())
        return sum((points for points in given if points is not None), Decimal(0))

    @cached_property
    def proposals_left(self):
        """How many indicators are not scored yet and have a proposal."""
        proposed = self.sheet.evaluation.proposals
        return sum(
            one.code in proposed and self.states[one.pk] is MarkState.EMPTY
            for one in self.indicators
        )

    @cached_property
    def next_left(self):
        """The indicator to go on with; None when nothing is left, or nothing but this one."""
        found = next_left(list(self.states.items()), self.here)
        return None if found is None or found == self.here else found

    @cached_property
    def parts(self):
        shown = {one.category_id for one in self.shown}
        held = {}
        for one in self.indicators:
            held.setdefault(one.category, []).append(self._square(one))
        return [
            MapRow(category, tuple(squares), not self.only_left and category.pk in shown, self.page)
            for category, squares in held.items()
        ]

    @cached_property
    def next_part(self):
        """The category behind the one in sight; None behind the last, and where all are."""
        if self.is_whole:
            return None
        parts = self.parts
        at = next((place for place, one in enumerate(parts) if one.is_shown), None)
        return parts[at + 1].category if at is not None and at + 1 < len(parts) else None

    def _square(self, indicator):
        score = self.scores.get(indicator.pk)
        points = score and score.points
        return Square(indicator, self.states[indicator.pk], points, indicator.pk == self.here)

    @cached_property
    def legend(self):
        """[(state, how many)] of every state that there is on the sheet."""
        found = list(self.states.values())
        return [
            (state, TONES[state][1], found.count(state)) for state in MarkState if state in found
        ]


def cards_of(board, user, indicators=None):
    """A card for each indicator in sight, or for those named."""
    evaluation = board.sheet.evaluation
    wanted = board.shown if indicators is None else indicators
    year, codes = evaluation.round.year, sorted({code for one in wanted for code in one.evidence})

    def beside():
        found = evidence.beside(evaluation.village, year, user, categories=codes)
        return {code: [Proof.of(row) for row in rows] for code, rows in found.items()}

    records = part(("beside", evaluation.village_id, year, *codes), beside)
    before = part(("before", evaluation.pk), lambda: lines_before(evaluation))
    return [card_of(board, one, records, before) for one in wanted]


def card_of(board, indicator, records, before):
    """{indicator, state, records, proposal, self_score, before, points, reason, …} of one card."""
    score, cited = board.scores.get(indicator.pk), board.cited[indicator.pk]
    beside = evidence.of_indicator(records, indicator.evidence)
    proposal = board.sheet.evaluation.proposals.get(indicator.code)
    line = before.get(indicator.code)
    return {
        "sheet": board.sheet,
        "indicator": indicator,
        "score": score,
        "records": [{"record": row, "is_cited": row.pk in cited} for row in beside],
        "is_proved": any(row.is_by_fact for row in beside),
        "proposal": proposal,
        "proposed_reason": sheet_acts.reason_of(proposal, indicator.points) if proposal else "",
        "is_proposed": bool(score and score.is_proposed),
        "self_score": board.own.get(indicator.code),
        "before": line if line and line["name"] == indicator.name else None,
        "points": "" if score is None or score.points is None else score.points,
        "reason": score.reason if score else "",
        "version": score.version if score else "",
        "errors": (),
        "state": board.states[indicator.pk],
        "is_here": indicator.pk == board.here,
    }
