"""Texts and their versions: one charter, one on its way, in force from day to day, then frozen."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from villages.models import Clause, StageText, Text, TextVersion
from villages.rules.kinds import TextKind

Status = TextVersion.Status


def version(village, title="服务制度", number=1, kind="rule", **more):
    text, _ = Text.objects.get_or_create(village=village, title=title, kind=kind)
    return TextVersion.objects.create(text=text, number=number, **more)


def adopted(village, days, until=None, **more):
    given = {"status": "adopted", "adopted_on": way.days_ago(days), "sha256": "x"}
    last = None if until is None else way.days_ago(until)
    return version(village, superseded_on=last, **given | more)


def test_titles_and_charters_are_one_a_village(village, other_village):
    Text.objects.create(village=village, kind="charter", title="章程")
    Text.objects.create(village=other_village, kind="charter", title="章程")
    for kind, title in (("rule", "章程"), ("charter", "另一个")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Text.objects.create(village=village, kind=kind, title=title)
    assert {kind: Text(kind=kind).needs_charter for kind in TextKind} == {
        "charter": False,
        "rule": True,
        "covenant": False,
        "agreement": True,
    }
    assert [kind for kind in TextKind if not Text(kind=kind).may_cite_charter] == ["charter"]


def test_one_version_is_on_its_way(village):
    adopted(village, 9)
    version(village, number=2, status="consulting")
    for number, status in ((3, "draft"), (3, "final")):
        with pytest.raises(IntegrityError), transaction.atomic():
            version(village, number=number, status=status)
    with pytest.raises(IntegrityError), transaction.atomic():
        version(village, number=2, status="withdrawn")
    assert TextVersion.objects.open().get().number == 2


@pytest.mark.parametrize("lacking", [{"adopted_on": None}, {"sha256": ""}])
@pytest.mark.parametrize("status", ["adopted", "filed", "correcting", "superseded"])
def test_what_was_adopted_has_its_day_and_its_sum(village, status, lacking):
    given = {"status": status, "adopted_on": way.days_ago(9), "sha256": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        version(village, **given | lacking)


@pytest.mark.parametrize(("days", "holds"), [(10, False), (9, True), (4, True), (3, False)])
def test_in_force_from_its_day_until_it_is_replaced(village, days, holds):
    adopted(village, 9, until=3)
    assert TextVersion.objects.in_force_on(way.days_ago(days)).exists() is holds


def test_the_charter_of_a_village_on_a_day(village, other_village):
    charter = adopted(village, 9, kind="charter", title="章程")
    adopted(village, 5)
    adopted(other_village, 9, kind="charter", title="章程")
    assert TextVersion.objects.charter_of(village, way.days_ago(0)) == charter
    assert TextVersion.objects.charter_of(village, way.days_ago(10)) is None


def test_what_may_be_written_and_what_is_open():
    may = {status for status in Status if TextVersion(status=status).may_be_written}
    assert may == {Status.DRAFT, Status.CONSULTING}
    is_open = {status for status in Status if TextVersion(status=status).is_open}
    assert is_open == {Status.DRAFT, Status.CONSULTING, Status.FINAL}
    assert TextVersion(status="correcting").status_tone == "bad"


def test_a_text_leads_to_its_newest_version(village):
    old, new = adopted(village, 9), version(village, number=2)
    assert old.text.get_absolute_url() == new.get_absolute_url()
    bare = Text.objects.create(village=village, kind="rule", title="空")
    assert bare.get_absolute_url() == village.get_absolute_url()


def test_a_clause_is_named_by_its_label_and_its_topics_by_words():
    clause = Clause(label="", kind="preamble", topics=["choice", "unknown"])
    assert str(clause) == "前言" and str(Clause(label="第一条")) == "第一条"
    assert clause.topics_shown == ["知情选择"]


def test_an_adopted_text_is_frozen_with_its_clauses_and_stages(village, cadre):
    row = way.adopted(village, cadre)
    for change in (
        lambda: TextVersion.objects.update(sha256="0" * 64),
        lambda: TextVersion.objects.update(adopted_on=way.days_ago(1)),
        lambda: Clause.objects.update(text="改"),
        lambda: Clause.objects.create(text_version=row, order=99, text="加"),
        lambda: Clause.objects.all()._raw_delete("default"),
        lambda: StageText.objects.update(text="改"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_a_stage_is_fixed_once_a_round(village, cadre):
    row = way.final(village, cadre)
    stage = row.stages.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        StageText.objects.create(
            text_version=row, round=stage.round, stage=stage.stage, fixed_on=stage.fixed_on, text=""
        )
