"""`perform` is the only door to a change of state.

It opens a transaction, locks the row, checks policy, source and guards, runs the effect,
changes the state conditionally, announces and writes history. The effect runs before the
conditional UPDATE so that it may fill the fields which the new state freezes; the history comes
last because its entry holds what the whole act has left.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from township.access import is_within_reach
from township.history.chain import record, record_all, told_at_the_end
from township.workflow.announcing import ANNOUNCED, announce, one_act
from township.workflow.versioned import Versioned

WORKFLOWS = {}


class Refused(Exception):
    """An act that may not be done now; `reasons` are sentences a user understands."""

    def __init__(self, reasons):
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(";".join(self.reasons))


@contextmanager
def whole_act() -> Iterator[Callable[[], None]]:
    """One transaction of an act with the acts that follow from it: all that was put off is done
    when what is yielded is called, all that was recorded is told at the end."""
    with transaction.atomic(), told_at_the_end(), one_act() as settle:
        yield settle


@contextmanager
def at_once() -> Iterator[None]:
    """Acts one after the other into which nobody looks: filed and told together at their end."""
    with whole_act() as settle:
        yield
        settle()


@dataclass(frozen=True)
class Transition:
    """One row of a noun's table.

    `sources` are states; `target` is a state, None (the state stays) or a function of
    (instance, given) asked after the effect. `guard(instance, by, **given)` yields the reasons
    why not; `effect(instance, by, **given)` does what else belongs to the act. `given` are the
    cleaned values of the act's form. A guard is also asked without `given` to decide whether a
    button is offered, so its values need defaults. `confirm` tells what cannot be undone.
    `is_inner` is never offered: another act takes it. `is_recall` takes an act back that nobody has
    built upon yet, with a reason; it is offered, and nobody's duty. `not_by(user)` is a Q over the
    rows whose guard refuses this very person (who found it, who submitted it).
    `effect_all(rows, by, **given)`
    stands for `effect` where many rows may be taken on at once.
    """

    name: str
    label: str
    sources: tuple
    target: str | Callable | None
    permission: str
    guard: Callable | None = None
    effect: Callable | None = None
    style: str = "primary"
    confirm: str = ""
    hint: str = ""
    is_inner: bool = False
    is_recall: bool = False
    effect_all: Callable | None = None
    not_by: Callable | None = None

    def reasons_against(self, instance, by, **given) -> Iterable[str]:
        return list(self.guard(instance, by, **given)) if self.guard else []

    def take_effect(self, rows, by, **given):
        if self.effect_all:
            self.effect_all(rows, by, **given)
        elif self.effect:
            for row in rows:
                self.effect(row, by, **given)


class Workflow:
    """The transitions of a noun. `field` is the model's state field; `brings` are the rows that
    come along with a locked one, because its acts look at them."""

    def __init__(self, model, noun, transitions, field="status", *, brings=()):
        self.model, self.noun, self.field, self.brings = model, noun, field, brings
        self.transitions = tuple(transitions)
        self._by_name = {transition.name: transition for transition in self.transitions}
        WORKFLOWS[noun] = self
        ANNOUNCED.update(f"{noun}.{name}" for name in self._by_name)

    def __getitem__(self, name):
        return self._by_name[name]

    def __contains__(self, name):
        return name in self._by_name

    def state_of(self, instance):
        return getattr(instance, self.field)

    def waiting(self, name, user):
        """Rows that wait for this user to take `name`: in reach, in a source state, not barred to
        this person. What else a guard asks is told on the row's page."""
        transition = self[name]
        rows = self.waiting_among(name, self.model.objects.for_user(user, transition.permission))
        return rows.exclude(transition.not_by(user)) if transition.not_by else rows

    def waiting_among(self, name, rows):
        """Those of `rows` that wait for `name`, whoever takes it."""
        return rows.filter(**{f"{self.field}__in": self[name].sources})

    def awaits(self, name, instance, user):
        """Does this very row wait for this user to take `name`?"""
        if not user.may(self[name].permission):
            return False
        return self.waiting(name, user).filter(pk=instance.pk).exists()

    def refusals(self, name, row, user):
        """Why this user may not take `name` on a row in reach now; empty where nothing is against
        it."""
        return self._against(row, user, self[name], {})

    def available(self, instance, user, *, with_refused=False, seen_by=None):
        """Transitions that this user may take now; with their reasons where refused, if asked.

        `seen_by` is the permission through which the row was read: what has the same reach needs
        no second look. Returns transitions, or (transition, reasons) pairs with `with_refused`.
        """
        offered, within = [], {}
        for transition in self.transitions:
            if transition.is_inner or self.state_of(instance) not in transition.sources:
                continue
            permission = transition.permission
            if permission not in within:
                within[permission] = is_within_reach(instance, user, permission, seen_by)
            if not within[permission]:
                continue
            reasons = transition.reasons_against(instance, user)
            if with_refused:
                offered.append((transition, reasons))
            elif not reasons:
                offered.append(transition)
        return offered

    def perform(self, name, instance, *, by, **given):
        """Take the transition `name` on `instance` and return the fresh row.

        Raises PermissionDenied (policy or reach) or Refused (state or guard). Nothing is
        changed unless everything is: state, effect, history and receivers are one transaction.
        """
        transition = self[name]
        with whole_act() as settle:
            row = self._locked(instance, by, transition)
            old = self.state_of(row)
            reasons = self._against(row, by, transition, given)
            if reasons:
                raise Refused(reasons)
            transition.take_effect([row], by, **given)
            new = self._target(transition, row, given, old)
            self._move([row], old, new, transition)
            verb = f"{self.noun}.{name}"
            announce(verb, row, by, given)
            settle()
            summary, changes = self._told(row, transition, given, old, new)
            record(verb, row, by, summary, changes, permission=transition.permission)
        return row

    def perform_all(self, name, rows, *, by, **given):
        """Take `name` on every row of the query `rows`, or on none, and return them fresh.

        For an act on a whole round or year: as many queries for three hundred rows as for three,
        when `rows` brings along what guard, effect and history look at. Raises like `perform`.
        """
        transition = self[name]
        with whole_act() as settle:
            taken = self._all_locked(rows, by, transition)
            reasons = [
                reason for row in taken for reason in self._against(row, by, transition, given)
            ]
            if reasons:
                raise Refused(reasons)
            olds = [self.state_of(row) for row in taken]
            transition.take_effect(taken, by, **given)
            acts = self._moved_all(taken, olds, transition, given)
            for row in taken:
                announce(f"{self.noun}.{name}", row, by, given)
            settle()
            record_all(f"{self.noun}.{name}", acts, by, permission=transition.permission)
        return taken

    def _all_locked(self, rows, by, transition):
        """The rows of a query, locked first: what is counted after that can leave it no more."""
        taken = list(rows.select_for_update(of=("self",)))
        within = self.model.objects.for_user(by, transition.permission)
        if within.filter(pk__in=[row.pk for row in taken]).count() != len(taken):
            raise PermissionDenied
        return taken

    def _against(self, row, by, transition, given):
        """Why a locked row may not take the transition: its state, or its guard."""
        old = self.state_of(row)
        if old not in transition.sources:
            return [f"现在的状态是“{self.label_of(old)}”，不能{transition.label}。"]
        return transition.reasons_against(row, by, **given)

    def _moved_all(self, rows, olds, transition, given):
        """Move the rows on, those of the same states at once; what history tells of each."""
        moves, acts = {}, []
        for row, old in zip(rows, olds, strict=True):
            new = self._target(transition, row, given, old)
            moves.setdefault((old, new), []).append(row)
            acts.append((row, *self._told(row, transition, given, old, new)))
        for (old, new), moved in moves.items():
            self._move(moved, old, new, transition)
        return acts

    def _told(self, row, transition, given, old, new):
        """(summary, changes) of a transition, as history keeps them."""
        summary = f"{transition.label}：{row}"
        if given.get("reason"):
            summary += f"（理由：{given['reason']}）"
        changes = {"状态": [self.label_of(old), self.label_of(new)]} if new != old else {}
        return summary, changes

    def _locked(self, instance, by, transition):
        rows = self.model.objects.for_user(by, transition.permission)
        rows = rows.select_related(*self.brings) if self.brings else rows
        row = rows.select_for_update(of=("self",)).filter(pk=instance.pk).first()
        if row is None:
            raise PermissionDenied
        return row

    def _target(self, transition, row, given, old):
        target = transition.target
        if callable(target):
            target = target(row, given)
        return old if target is None else target

    def _move(self, rows, old, new, transition):
        """Lead rows from one state to the next, conditionally, in one UPDATE."""
        if new == old:
            return
        values = {self.field: new}
        if issubclass(self.model, Versioned):
            values["version"] = F("version") + 1
        moved = self.model.objects.filter(pk__in=[row.pk for row in rows], **{self.field: old})
        if moved.update(**values) != len(rows):
            raise Refused(f"别人刚刚改了状态，没有{transition.label}。请刷新后再看。")
        for row in rows:
            setattr(row, self.field, new)
            if isinstance(row, Versioned):
                row.version += 1

    def label_of(self, state):
        return dict(self.model._meta.get_field(self.field).flatchoices).get(state, state)
