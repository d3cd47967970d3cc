"""Random acts of random people over rounds, sheets, vetoes and objections never reach what may not
be: an application without a final evaluation, a changed final sheet, a finalised round with an
unscored indicator, a scorer of her own village, a veto without a second person.

Acts are taken as the pages take them: a row out of reach or a missing permission is a refusal.
The same walk must come as far as final rounds, or it would prove nothing.
"""

import datetime
from collections import Counter
from decimal import Decimal

import pytest
import time_machine
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
from campaigns.acts import phase as phase_acts
from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import (
    Application,
    Evaluation,
    Objection,
    Round,
    Score,
    Sheet,
    StandardVersion,
    VetoFinding,
)
from campaigns.queries import phase as phase_queries
from campaigns.queries import sheet as sheet_queries
from campaigns.queries.standard import write
from campaigns.rules import criteria
from campaigns.workflows import objection as objecting
from campaigns.workflows import veto as finding
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.objection import OBJECTION
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.veto import VETO
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import person
from tests.sequences import examples
from township.access import Role
from township.history.chain import verify
from township.workflow import Refused

WHO = ["office", "second_office", "leader", "cadre", "first", "second", "own", "stranger"]
ROLES, PICK = st.sampled_from(WHO), st.integers(0, 5)
FIRST_DAY = datetime.datetime.fromisoformat("2025-12-01T09:00+08:00")
FULL = {"A1": Decimal(60), "B1": Decimal(40)}
SMALL = criteria.Criteria(
    code="ADVANCED",
    name="小标准",
    version="2",
    categories=tuple(
        criteria.CriteriaCategory(
            code[0],
            f"{code[0]}类",
            (criteria.IndicatorRule(code, f"{code}项", points, "看", "查"),),
        )
        for code, points in FULL.items()
    ),
    thresholds=(
        criteria.ThresholdRule("QUALIFIED", "合格村", Decimal(70)),
        criteria.ThresholdRule("ADVANCED", "区级先进村", Decimal(90)),
    ),
    vetoes=(criteria.VetoRule("V1", "弄虚作假", "查实"),),
)


class Year(RuleBasedStateMachine):
    """Two villages, two offices and three evaluators, one of them a cadre of 万顺村."""

    people, campaign, reached = {}, None, Counter()

    @initialize(moves=st.booleans())
    def begin(self, moves):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.travel = time_machine.travel(FIRST_DAY, tick=False)
        self.clock = self.travel.start()
        self.now, self.kept = FIRST_DAY, {}
        round = Round(
            campaign=self.campaign,
            year=2025,
            self_due=datetime.date(2025, 12, 5),
            scoring_due=datetime.date(2025, 12, 10),
            moves_for=self.people["office"] if moves else None,
        )
        round_acts.open_round(round, by=self.people["office"])

    def teardown(self):
        if not hasattr(self, "atomic"):
            return
        assert not list(verify())
        self.travel.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, act, *args, **kwargs):
        """Do it, or be refused; anything else is a fault."""
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except (Refused, PermissionDenied):
            return None

    def pick(self, rows, number, role=None, permission=""):
        """One of the newest rows, or None if a page would not show it to this person."""
        if role:
            rows = rows.model.objects.for_user(self.people[role], permission)
            if not self.people[role].may(permission):
                return None
        rows = list(rows.order_by("-pk")[:6])
        return rows[number % len(rows)] if rows else None

    def move_round(self, name, role, **given):
        round = Round.objects.get()
        return self.attempt(ROUND.perform, name, round, by=self.people[role], **given)

    @rule(hours=st.sampled_from([14, 15, 24, 120, 200]))
    def wait(self, hours):
        """Time passes, and the worker looks at the round as often as its calendar says."""
        self.now += datetime.timedelta(hours=hours)
        self.clock.move_to(self.now)
        round = Round.objects.get()
        if day := phase_queries.last_day(round):
            self.attempt(phase_acts.move_by_date.call, round.pk, round.status, day.isoformat())

    @rule(
        role=st.sampled_from(["office", "office", "leader", "first"]),
        who=st.sets(st.sampled_from(["first", "second", "own", "leader"])),
    )
    def assign(self, role, who):
        """Everybody everywhere: refused as a whole if that is somebody's own village."""
        if self.people[role].may("round.edit"):
            self.team(who)

    def team(self, who):
        round = Round.objects.get()
        villages = round.evaluations.current().values_list("village", flat=True)
        pairs = {(village, self.people[one].pk) for village in villages for one in who}
        self.attempt(round_acts.assign_teams, round, pairs, by=self.people["office"])

    @rule(name=st.sampled_from([one.name for one in ROUND.transitions]), role=ROLES, days=PICK)
    def step(self, name, role, days):
        given = {"days": days + 2} if name.startswith("announce") else {}
        self.move_round(name, role, **given)

    @rule(
        role=st.sampled_from(["first", "first", "second", "own", "cadre", "office"]),
        number=PICK,
        share=st.sampled_from(["1", "1", "0.9", "0.4", None]),
        reason=st.sampled_from(["查有不足", ""]),
        codes=st.sampled_from([["A1"], ["A1", "B1"], ["A1", "B1"], ["X9"]]),
    )
    def mark(self, role, number, share, reason, codes):
        permission = "evaluation.self" if role == "cadre" else "sheet.score"
        if sheet := self.pick(Sheet.objects.all(), number, role, permission):
            points = {code: share and FULL.get(code, 1) * Decimal(share) for code in codes}
            marks = {code: sheet_queries.Mark(given, reason) for code, given in points.items()}
            self.attempt(sheet_acts.save_marks, sheet, marks, by=self.people[role])

    @rule(name=st.sampled_from([one.name for one in SHEET.transitions]), number=PICK, role=ROLES)
    def hand_in(self, name, number, role):
        if sheet := self.pick(Sheet.objects.all(), number):
            self.attempt(SHEET.perform, name, sheet, by=self.people[role])

    @rule(number=PICK, role=ROLES)
    def settle(self, number, role):
        if row := self.pick(Evaluation.objects.all(), number):
            self.attempt(EVALUATION.perform, "settle", row, by=self.people[role])

    @rule(number=PICK, role=ROLES)
    def note(self, number, role):
        if (row := self.pick(Evaluation.objects.all(), number, role, "evaluation.edit")) and (
            row.status == Evaluation.Status.SETTLED
        ):
            Evaluation.objects.filter(pk=row.pk).update(spread_note="已复核")

    @rule(number=PICK, role=st.sampled_from(["first", "second", "own"]), fact=st.booleans())
    def find(self, number, role, fact):
        sheet = self.pick(Sheet.objects.all(), number, role, "veto.find")
        if sheet and not sheet.is_self:
            row = VetoFinding(
                evaluation=sheet.evaluation,
                veto=sheet.evaluation.standard_version.vetoes.get(),
                fact="表决记录是补的" if fact else " ",
            )
            self.attempt(finding.find, row, by=self.people[role])

    @rule(number=PICK, role=ROLES, name=st.sampled_from(["confirm", "dismiss"]))
    def decide(self, number, role, name):
        if row := self.pick(VetoFinding.objects.all(), number):
            self.attempt(VETO.perform, name, row, by=self.people[role])

    @rule(number=PICK, role=st.sampled_from(["cadre", "own"]))
    def object(self, number, role):
        if row := self.pick(Evaluation.objects.all(), number, role, "objection.make"):
            said = Objection(evaluation=row, text="有照片")
            self.attempt(objecting.make, said, by=self.people[role])

    @rule(number=PICK, role=ROLES, name=st.sampled_from(["uphold", "reject", "withdraw"]))
    def answer(self, number, role, name):
        if row := self.pick(Objection.objects.all(), number):
            self.attempt(OBJECTION.perform, name, row, by=self.people[role], answer="已查")

    @rule(number=PICK)
    def apply(self, number):
        """As from an old link: on whatever evaluation there is."""
        row = self.pick(Evaluation.objects.all(), number)
        level = self.campaign.levels.get(code="QUALIFIED")
        if Application.objects.on_the_way().filter(village=row.village).exists():
            return
        self.attempt(self.send, row, level)

    def send(self, evaluation, level):
        application = Application.objects.create(
            campaign=self.campaign,
            village=evaluation.village,
            level=level,
            evaluation=evaluation,
            deeds="做法和成效。",
            village_opinion="同意。",
            created_by=self.people["office"],
        )
        APPLICATION.perform("submit", application, by=self.people["office"])

    @rule(
        far=st.integers(3, 9),
        gap=st.sampled_from(["1", "1", "0.8"]),
        twist=st.sampled_from(["", "", "quarrel", "accuse"]),
    )
    def hurry(self, far, gap, twist):
        """The long way in one step, so that random acts get as far as final results."""
        acts = (
            lambda: self.team({"first", "second"}),
            lambda: self.move_round("start_scoring", "office"),
            lambda: self.score_everything(gap),
            lambda: twist == "accuse" and self.accuse(),
            lambda: self.move_round("review", "office"),
            lambda: self.move_round("announce", "office", days=5),
            lambda: twist == "quarrel" and self.quarrel(),
            lambda: self.wait(150),
            lambda: self.move_round("finalise", "office") and self.apply(0),
        )
        for act in acts[:far]:
            act()

    def accuse(self):
        self.find(0, "first", True)
        self.decide(0, "office", "confirm")

    def quarrel(self):
        """An objection that is upheld, scored anew and announced again."""
        self.object(0, "cadre")
        self.answer(0, "office", "uphold")
        self.score_everything("1")
        self.settle(0, "office")
        self.move_round("announce_again", "office", days=5)

    def score_everything(self, gap):
        for sheet in Sheet.objects.of_evaluators().filter(status="open"):
            marks = {
                code: sheet_queries.Mark(full * Decimal(gap), "查有不足")
                for code, full in FULL.items()
            }
            self.attempt(sheet_acts.save_marks, sheet, marks, by=sheet.scorer)
            self.attempt(SHEET.perform, "submit", sheet, by=sheet.scorer)

    @invariant()
    def only_final_results_are_applied_for(self):
        for row in self.rows(Application).filter(steps__isnull=False):
            assert row.evaluation.status == Evaluation.Status.FINAL
            self.reached["applied"] += 1

    @invariant()
    def nobody_scores_the_own_village(self):
        own = self.people["own"]
        places = own.memberships.filter(villages__isnull=False).values("villages")
        rows = self.rows(Sheet).of_evaluators()
        assert not rows.filter(scorer=own, evaluation__village__in=places).exists()

    @invariant()
    def a_veto_takes_two_people_and_no_level_survives_it(self):
        for row in self.rows(VetoFinding).exclude(status="found").select_related("evaluation"):
            if row.status == "confirmed":
                self.reached["vetoed"] += 1
                assert row.confirmed_by_id not in (None, row.found_by_id)
                if row.evaluation.status in ("settled", "final"):
                    assert not row.evaluation.reached
        for row in self.rows(Evaluation).final():
            assert not row.findings.filter(status="found").exists()
            vetoes = row.findings.filter(status="confirmed").count()
            assert len(row.result["vetoes"]) == vetoes

    @invariant()
    def a_final_round_is_whole(self):
        for round in self.rows(Round).filter(status="final"):
            self.reached["final"] += 1
            assert (round.announced_until - round.announced_on).days >= 4
            assert round.announced_until < round.finalised_on
            assert not Objection.objects.open().exists()
            for row in round.evaluations.current():
                assert row.status == "final" and row.announced_on and row.points is not None
                assert Record.objects.filter(source=f"evaluation:{row.pk}").count() == 1
                sheets = row.sheets.of_evaluators()
                assert sheets
                for sheet in sheets:
                    assert sheet.status == "submitted"
                    given = dict(sheet.scores.values_list("indicator__code", "points"))
                    assert set(given) == set(FULL) and None not in given.values()

    @invariant()
    def what_was_final_stays(self):
        for row in self.rows(Evaluation).filter(status__in=["final", "replaced"]):
            scores = Score.objects.filter(sheet__evaluation=row).order_by("pk")
            facts = (row.points, str(row.result), list(scores.values_list("points", "reason")))
            if self.kept.setdefault(row.pk, facts) != facts:
                raise AssertionError(f"{row} changed")
            self.reached[row.status] += 1
            for held, change in (
                (Evaluation.objects.filter(pk=row.pk), {"points": 1}),
                (scores.filter(sheet__status="submitted"), {"points": 1}),
            ):
                with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                    held.update(**change)

    def rows(self, model):
        return model.objects.all() if hasattr(self, "kept") else model.objects.none()


def walk_the_long_way(twist):
    """To the end without chance: which random ways come there differs from run to run."""
    year = Year()
    year.begin(moves=False)
    year.hurry(far=9, gap="1", twist=twist)
    for one in year.invariants:
        one.function(year)
    year.teardown()


@pytest.mark.one_database
def test_no_random_way_leads_past_the_rules(
    campaign, office, leader, cadre, evaluator, second_evaluator, township, village
):
    for standard in campaign.standards.all():
        version = StandardVersion.objects.create(standard=standard, number=2)
        write(version, SMALL)
        StandardVersion.objects.filter(pk=version.pk).update(status="issued")
    own = person("own", "双职", Role.EVALUATOR, township=township)
    village.cadres.add(own.memberships.create(role=Role.CADRE, township=township))
    Year.campaign, Year.reached = campaign, Counter()
    Year.people = {
        "office": office,
        "second_office": person("office2", "吴办事", Role.OFFICE, township=township),
        "leader": leader,
        "cadre": cadre,
        "first": evaluator,
        "second": second_evaluator,
        "own": own,
        "stranger": person("stranger", "外人", Role.OBSERVER, township=township),
    }
    for twist in ("", "quarrel", "accuse"):
        walk_the_long_way(twist)
    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=examples(6),
            stateful_step_count=22,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert all(Year.reached[what] for what in ("final", "replaced", "vetoed", "applied")), (
        Year.reached
    )
