"""Random acts of random people never reach a text in force without a lawful vote, a closed vote
that changed, or a closed fact without its record in the archive; and they do get that far."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from archives.models import Record
from tests.personas import cadre_of
from tests.sequences import examples
from tests.villages import way
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts import text as text_acts
from villages.acts.review import save_checks
from villages.models import Filing, Meeting, Motion, Text, TextVersion
from villages.queries import text as text_queries
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.motion import close_once
from villages.workflows.text import TEXT

KINDS = st.sampled_from(["charter", "rule", "covenant", "agreement"])
MEETINGS = st.sampled_from(["villagers", "village_reps", "yard", "committee", "residents"])
METHODS = st.sampled_from(["show_of_hands", "secret"])
PRESENT = st.sampled_from([0, 200, 300, 301, 400, 600, 601])
VOTES = st.sampled_from(["all", "half", "more", "less", "wrong"])
PICK = st.integers(0, 9)
# The long way in one act mostly gets a passing vote, and then a decision.
HURRY = {
    "text": PICK,
    "present": st.sampled_from([300, 301, 400, 600]),
    "votes": st.sampled_from(["all", "all", "more", "half"]),
    "decision": st.sampled_from(["order_correction", "accept"]),
}
# What the walk as a whole must have come to, else it proves nothing about it.
REACHED = {
    *("passed", "failed", "no_quorum"),
    *("in force", "filed", "correcting"),
    *("record HYJ", "record BJL", "record ZCH"),
}


class Village(RuleBasedStateMachine):
    people = {}
    village = None
    reached = Counter()

    @initialize(**HURRY)
    def begin(self, text, present, votes, decision):
        """Every walk begins with one text that went somewhere, and goes on at random."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.closed, self.in_force = {}, {}
        self.hurry(text, present, votes, decision)

    def teardown(self):
        """Count what this walk came to, then forget it."""
        self.reached["in force"] += len(self.in_force)
        for model in (Motion, Filing):
            self.reached.update(model.objects.values_list("status", flat=True))
        codes = Record.objects.values_list("category__code", flat=True)
        self.reached.update(f"record {code}" for code in codes)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        """Do it, or be refused; anything else is a fault."""
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except (Refused, PermissionDenied):
            return None

    def pick(self, model, number):
        rows = list(model.objects.order_by("-pk")[:10])
        return rows[number % len(rows)] if rows else None

    def who(self, role):
        return self.people[role]

    @rule(kind=KINDS, number=PICK)
    def draft(self, kind, number):
        title = f"文本{kind}{number}"
        version = self.attempt(
            text_acts.create_text, self.village, kind, title, by=self.who("cadre")
        )
        if version:
            text_acts.write(version, way.CHARTER, by=self.who("cadre"))

    @rule(number=PICK, words=st.sampled_from([way.CHARTER, "第一条　改过。", "  "]))
    def write(self, number, words):
        if version := self.pick(TextVersion, number):
            self.attempt(text_acts.write, version, words, by=self.who("cadre"))

    @rule(number=PICK)
    def revise(self, number):
        if version := self.pick(TextVersion, number):
            self.attempt(text_acts.revise, version, by=self.who("cadre"))

    @rule(number=PICK, channel=st.sampled_from(["yard", "visit", "party"]))
    def consult(self, number, channel):
        if version := self.pick(TextVersion, number):
            self.attempt(
                text_acts.add_consultation,
                version,
                by=self.who("cadre"),
                channel=channel,
                on=way.days_ago(30),
                headcount=9,
            )

    @rule(number=PICK)
    def hear(self, number):
        if version := self.pick(TextVersion, number):
            self.attempt(
                text_acts.add_opinion,
                version,
                by=self.who("cadre"),
                content="意见",
                channel="yard",
                on=way.days_ago(30),
            )

    @rule(number=PICK)
    def answer(self, number):
        from villages.models import Opinion

        if opinion := self.pick(Opinion, number):
            self.attempt(
                text_acts.answer, opinion, handling="accepted", reply="", by=self.who("cadre")
            )

    @rule(
        number=PICK,
        name=st.sampled_from([t.name for t in TEXT.transitions]),
        role=st.sampled_from(["cadre", "cadre", "cadre", "office", "stranger", "leader"]),
    )
    def move_text(self, number, name, role):
        if version := self.pick(TextVersion, number):
            on = {"on": way.days_ago(20)} if name in ("consult", "finalise") else {}
            self.attempt(TEXT.perform, name, version, by=self.who(role), **on)

    @rule(kind=MEETINGS, held=st.sampled_from([5, 5, 5, 1, -2]))
    def call(self, kind, held):
        self.attempt(way.meeting, self.village, self.who("cadre"), kind=kind, held=held)

    @rule(meeting=PICK, text=PICK, method=METHODS, anyway=st.booleans())
    def table(self, meeting, text, method, anyway):
        meeting, version = self.pick(Meeting, meeting), self.pick(TextVersion, text)
        if meeting and version:
            self.attempt(
                meeting_acts.add_motion,
                meeting,
                by=self.who("cadre"),
                text_version=version,
                method=method,
                is_recorded_anyway=anyway,
            )

    @rule(number=PICK)
    def untable(self, number):
        if motion := self.pick(Motion, number):
            self.attempt(meeting_acts.remove_motion, motion, by=self.who("cadre"))

    @rule(number=PICK, present=PRESENT)
    def attend(self, number, present):
        if meeting := self.pick(Meeting, number):
            self.attempt(way.attend, meeting, self.who("cadre"), present=present)

    @rule(number=PICK, votes=VOTES, role=st.sampled_from(["cadre", "teller"]), side=PICK)
    def count(self, number, votes, role, side):
        motion = self.pick(Motion, number)
        if motion is None:
            return
        present = motion.meeting.present or 0
        yes = {
            "all": present,
            "half": present // 2,
            "more": present // 2 + 1,
            "less": present // 3,
            "wrong": present + 1,
        }[votes]
        yes = min(yes, present) if votes != "wrong" else yes
        given = {"yes": yes, "no": max(0, present - yes), "abstain": 0}
        if motion.is_secret:
            given |= {"issued": present, "returned": present, "invalid": 0}
        self.attempt(
            meeting_acts.enter_tally, motion, by=self.who(role), side=side % 2 + 1, **given
        )

    @rule(number=PICK, role=st.sampled_from(["cadre", "cadre", "office", "stranger"]))
    def close(self, number, role):
        if motion := self.pick(Motion, number):
            self.attempt(close_once, motion, by=self.who(role))

    @rule(
        number=PICK,
        name=st.sampled_from(["close", "close", "cancel"]),
        role=st.sampled_from(["cadre", "cadre", "stranger"]),
    )
    def move_meeting(self, number, name, role):
        if meeting := self.pick(Meeting, number):
            self.attempt(MEETING.perform, name, meeting, by=self.who(role))

    @rule(number=PICK, result=st.sampled_from(["met", "met", "unmet"]))
    def check(self, number, result):
        if filing := self.pick(Filing, number):
            results = {
                c.number: {"result": "met", "clause": "", "comment": ""}
                for c in filing.checks.all()
            }
            if 5 in results:
                results[5] = {"result": result, "clause": "第一条", "comment": "有问题"}
            self.attempt(save_checks, filing, results, by=self.who("office"))

    @rule(
        number=PICK,
        name=st.sampled_from(
            [
                "submit",
                "accept",
                "order_correction",
                "sign_order_correction",
                "return_order_correction",
                "recall_order_correction",
            ]
        ),
        role=st.sampled_from(["cadre", "office", "office", "leader"]),
        receipt=PICK,
    )
    def move_filing(self, number, name, role, receipt):
        given = {
            "accept": {"receipt_no": f"2026-{receipt}"},
            "order_correction": {"reason": "改", "correct_by": way.days_ago(-30)},
        }.get(name, {})
        if filing := self.pick(Filing, number):
            self.attempt(FILING.perform, name, filing, by=self.who(role), **given)

    @rule(**HURRY)
    def hurry(self, text, present, votes, decision):
        """The long way in one step, so that random acts get as far as a decision on a filing."""
        self.draft("charter", text)
        version = self.pick(TextVersion, text)
        if version is None:
            return
        cadre, on = self.who("cadre"), {"on": way.days_ago(20)}
        self.attempt(TEXT.perform, "consult", version, by=cadre, **on)
        for channel in ("yard", "visit"):
            self.consult(text, channel)
        for number in range(10):
            self.answer(number)
        self.attempt(TEXT.perform, "finalise", version, by=cadre, **on)
        held = self.attempt(way.meeting, self.village, cadre, kind="villagers")
        if held and self.attempt(meeting_acts.add_motion, held, by=cadre, text_version=version):
            self.attend(0, present)
            self.count(0, votes, "cadre", 0)
            self.move_meeting(0, "close", "cadre")
            self.move_filing(0, "submit", "cadre", text)
            self.check(0, "met" if decision == "accept" else "unmet")
            self.move_filing(0, decision, "office", text)
            self.move_filing(0, "sign_order_correction", "leader", text)

    @invariant()
    def a_text_in_force_was_passed_by_a_competent_body(self):
        if not hasattr(self, "closed"):
            return
        rows = TextVersion.objects.exclude(status__in=["draft", "consulting", "final", "withdrawn"])
        for version in rows.select_related("text").prefetch_related("stages", "clauses"):
            motion = version.motions.get(status="passed")
            verdict = motion.verdict
            assert verdict["outcome"] == "passed"
            decisive = [f for f in verdict["findings"] if f["severity"] == "decisive"]
            assert decisive and all(f["ok"] for f in decisive)
            counts, roll = verdict["counts"], verdict["roll"]
            assert 2 * roll["present"] > roll["total"] and 2 * counts["yes"] > roll["present"]
            assert motion.meeting.kind == "villagers"
            assert version.adopted_on == motion.meeting.held_on
            kept = {s.stage for s in version.stages.all() if s.sha256 == version.sha256}
            assert "final" in kept
            assert text_acts.digest(text_queries.written(version)) == version.sha256
            assert Filing.objects.filter(text_version=version).exists()
            assert self.in_force.setdefault(version.pk, version.sha256) == version.sha256

    @invariant()
    def one_version_of_a_text_is_in_force(self):
        for text in Text.objects.all():
            assert text.versions.filter(status__in=TextVersion.IN_FORCE).count() <= 1

    @invariant()
    def a_closed_vote_never_changes(self):
        if not hasattr(self, "closed"):
            return
        for motion in Motion.objects.closed():
            seen = (motion.status, str(motion.verdict), str(motion.question), motion.closed_at)
            assert self.closed.setdefault(motion.pk, seen) == seen
        for pk in self.closed:
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                Motion.objects.filter(pk=pk).update(title="改")

    @invariant()
    def whatever_was_closed_has_its_record_and_nothing_else_has(self):
        if not hasattr(self, "closed"):
            return
        filed = sorted(Record.objects.values_list("source", flat=True))
        closed = Meeting.objects.closed().values_list("pk", flat=True)
        fixed = TextVersion.objects.filter(stages__isnull=False).distinct()
        assert filed == sorted(
            [f"meeting:{pk}" for pk in closed]
            + [f"vote:{pk}" for pk in self.closed]
            + [f"text:{pk}" for pk in fixed.values_list("pk", flat=True)]
        )
        assert not Record.objects.filter(parts=None).exists()
        for filing in Filing.objects.filter(status="filed").select_related("text_version"):
            record = Record.objects.get(source=f"text:{filing.text_version_id}")
            assert record.document_number == filing.receipt_no
            assert record.parts.filter(key="receipt").count() == 1

    @invariant()
    def nobody_files_an_own_submission(self):
        for filing in Filing.objects.exclude(decided_by=None):
            assert filing.decided_by_id != filing.submitted_by_id


@pytest.mark.one_database
def test_no_random_way_leads_to_an_unlawful_text(
    village, other_village, cadre, office, leader, other_cadre
):
    Village.village = village
    Village.reached.clear()
    Village.people = {
        "cadre": cadre,
        "teller": cadre_of(village, "teller", "李会计"),
        "office": office,
        "leader": leader,
        "stranger": other_cadre,
    }
    run_state_machine_as_test(
        Village,
        settings=settings(
            max_examples=examples(3),
            stateful_step_count=11,
            phases=[Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {what for what, times in Village.reached.items() if times} >= REACHED
