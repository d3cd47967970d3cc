"""`perform` is the only door to a change of state.

It opens a transaction, locks the row, checks policy, source and guards, runs the effect,
changes the state conditionally, writes history and announces. The effect runs before the
conditional UPDATE so that it may fill the fields which the new state freezes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from township.history.chain import record
from township.workflow.announcing import ANNOUNCED, announce
from township.workflow.versioned import Versioned

WORKFLOWS = {}


class Refused(Exception):
    """An act that may not be done now; `reasons` are sentences a user understands."""

    def __init__(self, reasons):
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(";".join(self.reasons))


@dataclass(frozen=True)
class Transition:
    """One row of a noun's table.

    `sources` are states; `target` is a state, None (the state stays) or a function of
    (instance, given) asked after the effect. `guard(instance, by, **given)` yields the reasons
    why not; `effect(instance, by, **given)` does what else belongs to the act. `given` are the
    cleaned values of the act's form. A guard is also asked without `given` to decide whether a
    button is offered, so its values need defaults. `confirm` tells what cannot be undone.
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

    def reasons_against(self, instance, by, **given) -> Iterable[str]:
        return list(self.guard(instance, by, **given)) if self.guard else []


class Workflow:
    """The transitions of a noun. `field` is the model's state field."""

    def __init__(self, model, noun, transitions, field="status"):
        self.model, self.noun, self.field = model, noun, field
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

    def available(self, instance, user, *, with_refused=False):
        """Transitions that this user may take now; with their reasons where refused, if asked.

        Returns transitions, or (transition, reasons) pairs with `with_refused`.
        """
        offered = []
        for transition in self.transitions:
            if self.state_of(instance) not in transition.sources:
                continue
            if not self._is_within_reach(instance, user, transition):
                continue
            reasons = transition.reasons_against(instance, user)
            if with_refused:
                offered.append((transition, reasons))
            elif not reasons:
                offered.append(transition)
        return offered

    def _is_within_reach(self, instance, user, transition):
        if not user.may(transition.permission):
            return False
        rows = self.model.objects.for_user(user, transition.permission)
        return rows.filter(pk=instance.pk).exists()

    def perform(self, name, instance, *, by, **given):
        """Take the transition `name` on `instance` and return the fresh row.

        Raises PermissionDenied (policy or reach) or Refused (state or guard). Nothing is
        changed unless everything is: state, effect, history and receivers are one transaction.
        """
        transition = self[name]
        with transaction.atomic():
            row = self._locked(instance, by, transition)
            old = self.state_of(row)
            if old not in transition.sources:
                raise Refused(f"现在的状态是“{self.label_of(old)}”，不能{transition.label}。")
            reasons = transition.reasons_against(row, by, **given)
            if reasons:
                raise Refused(reasons)
            if transition.effect:
                transition.effect(row, by, **given)
            new = self._target(transition, row, given, old)
            self._move(row, old, new, transition)
            summary = f"{transition.label}：{row}"
            if given.get("reason"):
                summary += f"（理由：{given['reason']}）"
            changes = {"状态": [self.label_of(old), self.label_of(new)]} if new != old else {}
            record(f"{self.noun}.{name}", row, by, summary, changes)
            announce(f"{self.noun}.{name}", row, by, given)
        return row

    def _locked(self, instance, by, transition):
        rows = self.model.objects.for_user(by, transition.permission)
        row = rows.select_for_update(of=("self",)).filter(pk=instance.pk).first()
        if row is None:
            raise PermissionDenied
        return row

    def _target(self, transition, row, given, old):
        target = transition.target
        if callable(target):
            target = target(row, given)
        return old if target is None else target

    def _move(self, row, old, new, transition):
        if new == old:
            return
        values = {self.field: new}
        if isinstance(row, Versioned):
            values["version"] = row.version = row.version + 1
        if self.model.objects.filter(pk=row.pk, **{self.field: old}).update(**values) != 1:
            raise Refused(f"别人刚刚改了状态，没有{transition.label}。请刷新后再看。")
        setattr(row, self.field, new)

    def label_of(self, state):
        return dict(self.model._meta.get_field(self.field).flatchoices).get(state, state)
