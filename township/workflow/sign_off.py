"""签发: what goes out in the township's name is drafted by the office and signed by a leader.

Each kind of paper has a setting of the township that says whether a leader signs it. Where none
does, the office's act sends it out at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q

from township.workflow.core import Transition
from township.workflow.versioned import Versioned


class SignedOff(Versioned):
    """Who drafted it, who signed it, and why a leader sent it back the last time."""

    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    drafted_name = models.CharField("拟稿人", max_length=60, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    signed_name = models.CharField("签发人", max_length=60, blank=True, editable=False)
    sent_back = models.CharField("退回意见", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def sign_off_rows(self):
        """What a page tells of it: who drafted, who signed, why it came back."""
        told = ("drafted_name", "signed_name", "sent_back")
        labels = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in told)
        return [(label, value) for label, value in labels if value]


def drafted_by(user) -> Q:
    """Who drafted a paper does not sign it."""
    return Q(drafted_by=user)


@dataclass(frozen=True)
class SignOff:
    """How one kind of paper is sent out.

    `setting` is the township's (a bool: a leader signs it), `township` finds it from a row.
    `source` is where it is drafted, `waiting` where it lies before the leader, `target` where it is
    out. `permission` is the office's, `sign` the leader's. `guard` refuses both; `draft` keeps what
    the office's form said, `effect` sends out. `not_by` bars whoever spoke for the village.
    """

    setting: str
    source: str
    waiting: str
    target: str
    permission: str
    sign: str
    effect: Callable
    township: Callable
    guard: Callable
    draft: Callable | None = None
    not_by: Callable | None = None

    def is_for_leader(self, row) -> bool:
        return self.township(row).setting(self.setting)

    def send(self, row, by, **given) -> None:
        """The office's act: before the leader, or out at once."""
        row.drafted_by, row.drafted_name = by, by.acting_name(self.permission)
        row.signed_by, row.signed_name, row.sent_back = None, "", ""
        _save(row)
        if self.draft:
            self.draft(row, by, **given)
        if not self.is_for_leader(row):
            self.effect(row, by, **given)

    def state_after(self, row, given) -> str:
        return self.waiting if self.is_for_leader(row) else self.target

    def transitions(self, name, label, **options) -> Iterator[Transition]:
        """The act `name` of the office with its options, and what a leader does about it."""
        yield Transition(
            name,
            label,
            (self.source,),
            self.state_after,
            self.permission,
            guard=self.guard,
            not_by=self.not_by,
            effect=self.send,
            **options,
        )
        yield from self.of_leader(name)

    def of_leader(self, name) -> Iterator[Transition]:
        """签发, 退回 and the office's way back meanwhile."""
        yield Transition(
            f"sign_{name}",
            "签发",
            (self.waiting,),
            self.target,
            self.sign,
            guard=self._may_sign,
            not_by=self._is_barred,
            effect=self._sign,
            style="success",
            confirm="签发后按这一稿发出，不能再改。",
        )
        yield Transition(
            f"return_{name}",
            "退回办公室",
            (self.waiting,),
            self.source,
            self.sign,
            effect=_send_back,
            style="warning",
        )
        yield Transition(
            f"recall_{name}",
            "取回修改",
            (self.waiting,),
            self.source,
            self.permission,
            style="outline-secondary",
            confirm="领导签发以前可以取回。",
            is_recall=True,
        )

    def _may_sign(self, row, by, on=None, **given):
        if row.drafted_by_id == by.pk:
            yield "拟稿人不能签发自己拟的文书，请由另一位领导签发。"
        yield from self.guard(row, by, on=on)

    def _is_barred(self, user):
        return drafted_by(user) | self.not_by(user) if self.not_by else drafted_by(user)

    def _sign(self, row, by, on=None, **given):
        row.signed_by, row.signed_name = by, by.acting_name(self.sign)
        _save(row)
        self.effect(row, by, on=on)


def _send_back(row, by, reason="", **given):
    row.sent_back = reason
    _save(row)


def _save(row):
    row.save(update_fields=["drafted_by", "drafted_name", "signed_by", "signed_name", "sent_back"])
