"""Whatever becomes of a township, a final paper says what it said: only a correction that names it
changes it, and only in the words that the correction names.

Villages are renamed, converted, merged, divided and dissolved, organs and
persons get other names, accounts end, targets move, honours are revoked and their rewards taken
back, members of committees are recalled, honours of a time before are entered, levels are renamed,
open score sheets go to others, corrections are asked, agreed to, refused and taken back, at random;
then every paper of the finished year is read again, the line of every sealed record in its
catalogue, and every result of the years before the system.
"""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from archives.acts.paper import set_waiting
from archives.models import Record
from archives.workflows.correction import RECORD_CORRECTION
from archives.workflows.record import RECORD
from campaigns.acts import authority as authority_acts
from campaigns.acts import level as level_acts
from campaigns.acts import target as target_acts
from campaigns.acts.prior_honour import enter_past_honour
from campaigns.acts.prior_result import enter_past_result
from campaigns.models import (
    Authority,
    Campaign,
    Honour,
    Level,
    PriorResult,
    Reward,
    RewardRule,
    Sheet,
    Target,
    TargetChange,
)
from campaigns.workflows.correction import HONOUR_CORRECTION, RESULT_CORRECTION
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from campaigns.workflows.sheet import SHEET
from tests.sequences import examples
from tests.words_of_day import BY, papers_of, shown
from township.access import Role
from township.accounts.acts import change_account
from township.corrections import CORRECTION, Correction, ask
from township.users.models import User
from township.workflow import Refused
from villages.acts import village_change
from villages.acts.organisation import end_term
from villages.acts.recall import record_recall
from villages.acts.village import free_fonds_code
from villages.models import Meeting, Recall, Term, Village, VillageChange
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Petitioners, TermEnded
from villages.workflows.correction import MEETING_CORRECTION

PICK = st.integers(0, 9)
KINDS = st.sampled_from(Village.Kind.values)
DECISIONS = st.sampled_from(["agree", "agree", "refuse", "withdraw"])
# What the walks together must have done, else they prove nothing about it.
REACHED = {
    *("renamed", "converted", "merged", "agreed", "refused", "revoked", "organ", "person"),
    *("recalled", "entered later", "taken back", "handed over", "level"),
    *("split", "dissolved", "undone"),
}
# A list of payments tells how far each has come: it is no final paper.
LIVING = "/rewards/"
ALONE = (PriorResult._meta.label_lower, Record._meta.label_lower)


class Township(RuleBasedStateMachine):
    before = {}
    reached = Counter()

    @initialize(number=PICK, other=PICK, kind=KINDS, act=DECISIONS)
    def begin(self, number, other, kind, act):
        """Every walk begins with a village that changed and a correction that was decided."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.number, self.named = 0, []
        self.rename(number, kind)
        self.merge(number, other)
        self.correct_honour(number, "plaque_number")
        self.decide(0, act)
        self.correct_result(number, "points")
        self.decide(0, act)
        self.rename_level(number)
        self.take_back(number)
        self.recall(number)
        self.enter_past(number)
        self.hand_over(number, other)
        self.divide(number, kind, True)
        self.divide(other, kind, False)
        self.undo_change(0)
        self.rename_organ(number)
        self.change_person(number, True)
        self.correct_record(number, "title")

    def teardown(self):
        """Read everything again, then forget the walk."""
        try:
            assert_says_the_same(self.before, self.named)
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def attempt(self, done, act, *args, **kwargs):
        """Do it, or be refused; anything else is a fault."""
        try:
            with transaction.atomic():
                made = act(*args, **kwargs)
        except (Refused, PermissionDenied):
            return None
        self.reached[done] += 1
        return made

    def pick(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def new(self, word):
        self.number += 1
        return f"{word}{self.number:03}"

    @property
    def office(self):
        return User.objects.get(username="office")

    @property
    def leader(self):
        return User.objects.get(username="leader")

    @rule(number=PICK, kind=KINDS)
    def rename(self, number, kind):
        village = self.pick(Village.objects.in_use(), number)
        done = "renamed" if village.kind == kind else "converted"
        self.attempt(
            done, village_change.rename, village, by=self.office, name=self.new("新名"),
            kind=kind, on=timezone.localdate(), **BY,
        )  # fmt: skip

    @rule(number=PICK, other=PICK)
    def merge(self, number, other):
        village, into = (self.pick(Village.objects.in_use(), one) for one in (number, other))
        self.attempt(
            "merged", village_change.merge, village, by=self.office, into=into,
            on=timezone.localdate(), **BY,
        )  # fmt: skip

    @rule(number=PICK, kind=KINDS, is_split=st.booleans())
    def divide(self, number, kind, is_split):
        """Some of its groups become a village, or it is dissolved."""
        village, day = self.pick(Village.objects.in_use(), number), timezone.localdate()
        if not is_split:
            self.attempt(
                "dissolved", village_change.dissolve, village, by=self.office, on=day, **BY
            )
            return
        self.attempt(
            "split", village_change.split, village, by=self.office, name=self.new("分村"),
            kind=kind, fonds_code=free_fonds_code(village.township),
            groups=list(village.groups.all()[:1]), on=day, **BY,
        )  # fmt: skip

    @rule(number=PICK)
    def undo_change(self, number):
        """What was entered of a village in this walk never was, the newest first."""
        entered = VillageChange.objects.standing().filter(on=timezone.localdate())
        if found := list(entered.order_by("-pk")):
            given = {"by": self.office, "reason": "登记错了"}
            change = found[number % len(found)]
            self.attempt("undone", village_change.take_back, change, **given)

    @rule(number=PICK)
    def rename_organ(self, number):
        organ = self.pick(Authority.objects.filter(tier="district"), number)
        on = timezone.localdate()
        self.attempt(
            "organ", authority_acts.rename, organ, self.new("新机关"), on=on, by=self.office
        )

    @rule(number=PICK, stays=st.booleans())
    def change_person(self, number, stays):
        rows = User.objects.exclude(username__in=("admin", "office", "leader"))
        account = self.pick(rows, number)
        account.full_name, account.is_active = self.new("新人"), stays
        self.attempt("person", change_account, account, {}, by=User.objects.get(username="admin"))

    @rule(number=PICK, year=st.integers(2026, 2029))
    def move_target(self, number, year):
        target = self.pick(Target.objects.all(), number)
        self.attempt(
            "target", target_acts.change, target, TargetChange.Kind.MOVED, reason="调整",
            document="镇会议纪要", due_year=year, by=self.office,
        )  # fmt: skip

    @rule(number=PICK)
    def rename_level(self, number):
        level = self.pick(Level.objects.filter(campaign__status="running"), number)
        name = self.new("新级")
        self.attempt(
            "level", level_acts.change, level, name=f"{name}村", community_name=f"{name}社区",
            requires=level.requires, on=timezone.localdate(), by=self.office, **BY,
        )  # fmt: skip

    @rule(amount=st.integers(1, 999))
    def change_reward(self, amount):
        RewardRule.objects.update(amount=amount)

    @rule(number=PICK, act=st.sampled_from(["revoke", "remove", "keep"]))
    def review(self, number, act):
        honour = self.pick(Honour.objects.all(), number)
        self.attempt(
            "kept" if act == "keep" else "revoked", HONOUR.perform, act, honour, by=self.office,
            on=timezone.localdate(), document_number=f"江府发〔{timezone.localdate().year}〕7号",
            reason="材料不实",
        )  # fmt: skip

    @rule(number=PICK)
    def take_back(self, number):
        """A reward is granted and paid, its honour revoked, the money returned."""
        reward = self.pick(Reward.objects.all(), number)
        day = timezone.localdate()
        self.attempt("approved", REWARD.perform, "approve", reward, by=self.leader)
        self.attempt(
            "paid", REWARD.perform, "pay", reward, by=self.office, voucher_number=self.new("记"),
            paid_on=day, received_by="张",
        )  # fmt: skip
        self.attempt(
            "revoked", HONOUR.perform, "revoke", reward.honour, by=self.office, on=day,
            document_number=f"江府发〔{day.year}〕8号", reason="材料不实",
        )  # fmt: skip
        self.attempt(
            "taken back", REWARD.perform, "get_back", reward, by=self.office,
            return_voucher=self.new("退"), returned_on=day,
        )  # fmt: skip

    @rule(number=PICK)
    def recall(self, number):
        serving = Term.objects.filter(body__kind=BodyKind.COMMITTEE, until=None)
        term = self.pick(serving.filter(body__village__closed_on=None), number)
        if term is None:
            return
        day = timezone.localdate()
        demand = Recall(
            village=term.body.village, term=term, received_on=day, base=90, signers=60,
            petitioners=Petitioners.VOTERS, reason="长期不在村",
        )  # fmt: skip
        cadre = User.objects.filter(memberships__villages=term.body.village_id).first()
        if self.attempt("demanded", record_recall, demand, by=cadre or self.office):
            self.attempt(
                "recalled", end_term, term, on=day, ended_as=TermEnded.RECALLED, by=self.office
            )

    @rule(number=PICK)
    def enter_past(self, number):
        """A level of a time before the system, of the finished year, where it is not held."""
        level = self.pick(Level.objects.filter(rank__lt=4), number)
        village = self.pick(Village.objects.in_use(), number)
        honour = Honour(
            village=village, level=level, issuer=level.named_by, awarded_on=date(YEAR, 3, 1),
            document_number=f"江府发〔{YEAR}〕{300 + self.number}号", plaque_number=self.new("旧"),
        )  # fmt: skip
        self.attempt("entered later", enter_past_honour, honour, by=self.office)

    @rule(number=PICK, other=PICK)
    def hand_over(self, number, other):
        sheet = self.pick(Sheet.objects.of_evaluators().filter(status="open"), number)
        to = self.pick(User.objects.filter(memberships__role=Role.EVALUATOR), other)
        if sheet is None:
            return
        given = {"by": self.office, "reason": "住院"}
        if not self.attempt("handed over", SHEET.perform, "pass_on", sheet, to=to, **given):
            self.attempt("handed over", SHEET.perform, "set_aside", sheet, **given)

    @rule(number=PICK, field=st.sampled_from(["plaque_number", "document_number"]))
    def correct_honour(self, number, field):
        honour = self.pick(Honour.objects.all(), number)
        word = self.new("示区更")
        if field == "document_number":
            word = f"示卫发〔{YEAR}〕{100 + self.number}号"
        self.ask(HONOUR_CORRECTION, honour, field, word, self.office)

    @rule(number=PICK, field=st.sampled_from(["chair", "recorder", "place"]))
    def correct_meeting(self, number, field):
        meeting = self.pick(Meeting.objects.filter(status="closed", held_at__year=YEAR), number)
        cadre = User.objects.filter(memberships__villages=meeting.village_id).first()
        word = self.new("江口") if field == "place" else f"王{'一二三四五六七八九'[number % 9]}"
        self.ask(MEETING_CORRECTION, meeting, field, word, cadre)

    @rule(number=PICK, field=st.sampled_from(["points", "note"]))
    def correct_result(self, number, field):
        result, word = self.pick(PriorResult.objects.all(), number), self.new("照原件改")
        if field == "points":
            word = Decimal(self.number % 50) + Decimal("40.7")
        self.ask(RESULT_CORRECTION, result, field, word, self.office)

    @rule(number=PICK, field=st.sampled_from(["title", "responsible"]))
    def correct_record(self, number, field):
        """Takes effect at once."""
        record = self.pick(Record.objects.filter(status=Record.Status.SEALED), number)
        cadre = User.objects.filter(memberships__villages=record.village_id).first()
        made = self.ask(RECORD_CORRECTION, record, field, self.new("更题"), cadre or self.office)
        self.named += [made] if made else []

    def ask(self, declared, row, field, word, by):
        return self.attempt("asked", ask, declared, row, {field: word}, by=by, reason="抄错")

    @rule(number=PICK, act=DECISIONS)
    def decide(self, number, act):
        correction = self.pick(Correction.objects.filter(status="asked"), number)
        if correction is None:
            return
        by = correction.asked_by if act == "withdraw" else self.leader
        if correction.second == "office" and act != "withdraw":
            by = self.office
        done = {"agree": "agreed"}.get(act, "refused")
        if self.attempt(done, CORRECTION.perform, act, correction, by=by, reason="不对"):
            self.named += [correction] if act == "agree" else []


def assert_says_the_same(before, corrections):
    after = read()
    for address, page in after.items():
        page, said = unfolded(page), unfolded(before[address])
        for one in corrections:
            # Figures of a result and a record's line stand on their own page alone.
            if one.noun not in ALONE:
                said = corrected(said, one, page)
            elif one.url == address:
                said = corrected(said, one)
        differs = set(page.splitlines()) ^ set(unfolded(said).splitlines())
        assert not differs, f"{address}: {sorted(differs)}"


# 示区府发〔2025〕62号、63号、示卫发〔2025〕103号
ORGAN = r"[^、，。；<>以]{1,12}〔\d{4}〕"
NUMBERS = re.compile(rf"{ORGAN}\d+号(?:、(?:{ORGAN})?\d+号)+")


def unfolded(page):
    """The page with each number of a list in full and in one order: a list is sorted and shortened
    anew when one of its numbers is corrected."""

    def full(found):
        numbers, organ = [], ""
        for one in found[0].split("、"):
            organ = one[: one.index("〕") + 1] if "〕" in one else organ
            numbers.append(one if "〕" in one else organ + one)
        return "、".join(sorted(numbers))

    return NUMBERS.sub(full, page)


def corrected(said, correction, page=""):
    """The paper with what the correction says; `page` tells whether it is about the corrected row,
    where that is not known."""
    for change in correction.changes:
        old, new = change["before_shown"], change["after_shown"]
        if not page or new in page:
            said = said.replace(old, new)
    return said


def read():
    reader = Client()
    reader.force_login(User.objects.get(username="office"))
    return shown(reader, [one for one in papers_of(YEAR) if LIVING not in one]) | titles()


def titles():
    """{address: its line in a catalogue} of the sealed records."""
    names = ("reference_code", "title", "on", "responsible", "document_number", "pages")
    return {
        one.get_absolute_url(): "，".join(str(getattr(one, name)) for name in names)
        for one in Record.objects.filter(status=Record.Status.SEALED)
    }


def seal(most):
    """The first records of every village that has had a whole year."""
    for village in Village.objects.filter(evaluations__round__status="final"):
        rows = Record.objects.filter(village=village, year=YEAR).order_by("pk")
        set_waiting(list(rows.values_list("pk", flat=True)[: 3 * most]))
        cadre = User.objects.filter(memberships__villages=village).first()
        whole = [row for row in rows[: 3 * most] if not RECORD.refusals("seal", row, cadre)]
        for row in whole[:most]:
            RECORD.perform("seal", row, by=cadre)


def enter_results(running):
    """Results of a campaign that was over before the system came, one a village."""
    years = range(YEAR - 3, YEAR)
    past = Campaign.objects.create(
        township=running.township, name="前几年的创建活动", purpose="依法自治。",
        first_year=years[0], last_year=years[-1], status=Campaign.Status.CLOSED,
    )  # fmt: skip
    level = Level.objects.create(
        campaign=past, code="GOOD", name="达标村", community_name="达标社区", rank=1,
        named_by=Authority.objects.filter(tier="district").first(),
        standard=running.standards.first(),
    )  # fmt: skip
    for number, village in enumerate(Village.objects.in_use()):
        row = PriorResult(
            campaign=past, village=village, year=years[number % 3],
            points=Decimal(number) + Decimal("88.5"), level=level if number % 2 else None,
            note=f"照通报第{number}页录入。",
        )  # fmt: skip
        enter_past_result(row, by=User.objects.get(username="office"))


YEAR = timezone.localdate().year - 1


@pytest.mark.one_database
def test_a_final_paper_changes_only_by_a_correction_that_names_it(story):
    enter_results(Campaign.objects.get())
    seal(3)
    assert len(titles()) >= 9
    Township.before = read()
    assert any("前几年的创建活动" in page for page in Township.before.values())
    Township.reached.clear()
    run_state_machine_as_test(
        Township,
        settings=settings(
            max_examples=examples(3),
            stateful_step_count=14,
            phases=[Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    unreached = REACHED - {what for what, times in Township.reached.items() if times}
    assert not unreached, unreached
