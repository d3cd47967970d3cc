"""Random acts of random people over applications, honours and rewards never reach what may not be:
an application without a final evaluation, an approval by whoever submitted it, two rewards for one
honour, an honour without an outside document, a submission during its publicity."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from archives.models import Record
from campaigns.acts import notice as notice_acts
from campaigns.acts.honour import award
from campaigns.models import (
    Acceptance,
    Application,
    Evaluation,
    Honour,
    NoticeObjection,
    Reward,
    Submission,
)
from campaigns.queries.application import proposals
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import scan
from tests.personas import make_village, person
from tests.sequences import examples
from township.access import Role
from township.files.storing import store
from township.history.chain import verify
from township.workflow import Refused

PICK = st.integers(0, 5)
ROLES = st.sampled_from(["office", "office", "cadre", "leader", "both", "district", "stranger"])
ACTS = [one.name for one in APPLICATION.transitions]


class Township(RuleBasedStateMachine):
    """Three villages, two of them evaluated finally; six people, one with two roles."""

    people, campaign, upload = {}, None, None

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.seen = {}

    def teardown(self):
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
        rows = list(model.objects.order_by("-pk")[:4])
        return rows[number % len(rows)] if rows else None

    def act(self, name, row, role):
        if row is None:
            return None
        given = {
            "opinion": "同意。",
            "reason": "补正",
            "visited_on": TODAY(),
            "team": "周验收",
            "document_number": "示卫发〔2026〕60号",
            "upload": self.upload if name.startswith("enter_") else None,
        }
        return self.attempt(APPLICATION.perform, name, row, by=self.people[role], **given)

    @rule(number=PICK, role=st.sampled_from(["office", "cadre", "both"]))
    def apply(self, number, role):
        found = [one for one in proposals(self.campaign, 2026) if one.eligibility.is_eligible]
        if found:
            self.draft(found[number % len(found)], role)

    @rule(number=PICK, role=st.sampled_from(["office", "cadre"]))
    def apply_against_all_reasons(self, number, role):
        """As somebody with an old link would; the way onward has to stop it."""
        found = [one for one in proposals(self.campaign, 2026) if not one.eligibility.is_eligible]
        taken = Application.objects.on_the_way().values_list("village", "level")
        found = [one for one in found if (one.village.pk, one.level.pk) not in set(taken)]
        if found:
            self.draft(found[number % len(found)], role)

    def draft(self, proposal, role):
        Application.objects.create(
            campaign=self.campaign,
            village=proposal.village,
            level=proposal.level,
            evaluation=proposal.evaluation,
            deeds="做法和成效。",
            village_opinion="同意。",
            office_opinion="同意。",
            document_number="示府函〔2026〕8号",
            created_by=self.people[role],
        )

    @rule(name=st.sampled_from(ACTS), number=PICK, role=ROLES)
    def move(self, name, number, role):
        self.act(name, self.pick(Application, number), role)

    @rule(number=PICK, role=ROLES, ago=st.sampled_from([0, 6, 7, 20]))
    def post(self, number, role, ago):
        if row := self.pick(Application, number):
            on = TODAY() - datetime.timedelta(days=ago)
            self.attempt(notice_acts.post, row, by=self.people[role], on=on, days=7)

    @rule(number=PICK)
    def object(self, number):
        if (row := self.pick(Application, number)) and (notice := row.notices.first()):
            objection = NoticeObjection(notice=notice, received_on=notice.since, text="不实")
            self.attempt(notice_acts.take_objection, objection, by=self.people["office"])

    @rule(number=PICK, name=st.sampled_from(["uphold", "reject"]), role=ROLES)
    def answer(self, number, name, role):
        if row := self.pick(NoticeObjection, number):
            by = self.people[role]
            self.attempt(NOTICE_OBJECTION.perform, name, row, by=by, answer="已核实。")

    @rule(
        number=PICK,
        role=st.sampled_from(["office", "cadre", "both"]),
        far=st.integers(3, 7),
        end=st.sampled_from(["accept", "accept", "refuse", "return_by_district"]),
    )
    def hurry(self, number, role, far, end):
        """The long way in one step, so that random acts get as far as rewards."""
        self.apply(number, "cadre")
        row = Application.objects.on_the_way().order_by("pk").first()
        if row is None:
            return
        for name, by in (
            ("submit", role),
            ("check", "office"),
            ("approve", "leader"),
            (end, "district"),
        )[:far]:
            self.act(name, row, by)
        if far > 4:
            self.name(row, "示卫发〔2026〕60号", 0)
        for name, by in (("approve", "leader"), ("pay", "office"))[: max(0, far - 5)]:
            self.reward(0, name, by)

    @rule(number=PICK, document=st.sampled_from(["示卫发〔2026〕60号", " ", ""]), plaque=PICK)
    def name_it(self, number, document, plaque):
        if row := self.pick(Application, number):
            self.name(row, document, plaque)

    def name(self, row, document, plaque):
        self.attempt(
            award,
            row,
            by=self.people["office"],
            awarded_on=TODAY(),
            plaque_number=f"{row.pk}-{plaque}",
            document_number=document,
        )

    @rule(number=PICK, name=st.sampled_from(["keep", "revoke", "remove"]), role=ROLES)
    def review(self, number, name, role):
        given = {"on": TODAY(), "document_number": "示卫发〔2026〕70号", "reason": "复审"}
        if row := self.pick(Honour, number):
            self.attempt(HONOUR.perform, name, row, by=self.people[role], **given)

    @rule(number=PICK, name=st.sampled_from(["approve", "pay", "refuse"]), role=ROLES)
    def reward(self, number, name, role):
        given = {"voucher_number": "记-1", "paid_on": TODAY(), "reason": "不符"}
        if row := self.pick(Reward, number):
            self.attempt(REWARD.perform, name, row, by=self.people[role], **given)

    @invariant()
    def only_final_results_are_applied_for(self):
        if not hasattr(self, "seen"):
            return
        for row in Application.objects.exclude(status="draft").select_related("evaluation"):
            # What was sent; a draft may be withdrawn whatever its result has become.
            if row.steps.filter(act="submit").exists():
                assert row.evaluation.status == Evaluation.Status.FINAL
                reached = {o["level"] for o in row.evaluation.outcomes if o["is_reached"]}
                assert row.level.code in reached

    @invariant()
    def who_submitted_never_approved(self):
        if not hasattr(self, "seen"):
            return
        for row in Application.objects.all():
            earlier = {row.created_by_id}
            for step in row.steps.all():
                if step.act in ("submit", "check"):
                    earlier.add(step.by_id)
                elif step.act == "approve":
                    assert step.by_id not in earlier

    @invariant()
    def every_submission_was_approved_and_posted_and_stays(self):
        if not hasattr(self, "seen"):
            return
        for one in Submission.objects.select_related("application"):
            row = one.application
            approvals = row.steps.filter(act="approve").count()
            assert approvals == row.submissions.count()
            assert datetime.date.fromisoformat(one.snapshot["notice"]["until"]) < one.sent_on
            assert self.seen.setdefault(("sent", one.pk), one.sha256) == one.sha256
            assert Record.objects.filter(source=f"application:{row.pk}").exists()

    @invariant()
    def decided_means_an_acceptance_of_the_newest_submission(self):
        if not hasattr(self, "seen"):
            return
        for row in Application.objects.filter(status__in=["accepted", "refused"]):
            last = row.acceptances.first()
            assert last.result == row.status and last.submission == row.submissions.first()
        for one in Acceptance.objects.filter(is_entered_for_district=True):
            assert one.file_id and one.document_number

    @invariant()
    def honours_have_a_document_an_acceptance_and_at_most_one_reward(self):
        if not hasattr(self, "seen"):
            return
        for honour in Honour.objects.select_related("application", "issuer", "level"):
            assert honour.document_number.strip() and honour.issuer.kind == "government"
            assert honour.application.status == "accepted"
            due = 1 if honour.level.code == "ADVANCED" else 0
            assert Reward.objects.filter(honour=honour).count() == due
            assert Record.objects.filter(source=f"honour:{honour.pk}").exists()
        held = Honour.objects.held().values_list("village", "level")
        assert len(set(held)) == len(held)

    @invariant()
    def what_is_paid_was_approved_by_somebody_else_and_stays(self):
        if not hasattr(self, "seen"):
            return
        for row in Reward.objects.filter(status="paid"):
            assert row.approved_by_id and row.voucher_number
            facts = (row.amount, row.voucher_number, row.paid_on)
            assert self.seen.setdefault(("paid", row.pk), facts) == facts
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                Reward.objects.filter(pk=row.pk).update(amount=1)

    @invariant()
    def the_history_holds_together(self):
        assert not list(verify())


@pytest.mark.one_database
def test_no_random_way_leads_past_the_rules(
    running,
    evaluation,
    advanced,
    other_village,
    office,
    leader,
    cadre,
    district,
    township,
):
    third = make_village(township, "第三村", "K003")
    for place, status in ((other_village, "settled"), (third, "final")):
        Evaluation.objects.create(
            round=evaluation.round,
            village=place,
            standard_version=evaluation.standard_version,
            level=evaluation.level,
            points=evaluation.points,
            result=evaluation.result,
            announced_on=evaluation.announced_on,
            status=status,
        )
    both = person("both", "一肩挑", Role.OFFICE, township=township)
    both.memberships.create(role=Role.LEADER, township=township)
    stranger = person("stranger", "外人", Role.OBSERVER, township=township)
    Township.campaign = running
    Township.upload = (store(scan("区级结论"), "结论.docx"), "结论.docx")
    Township.people = {
        "office": office,
        "leader": leader,
        "cadre": cadre,
        "district": district,
        "both": both,
        "stranger": stranger,
    }
    run_state_machine_as_test(
        Township,
        settings=settings(
            max_examples=examples(6),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
