"""A standard's workbook: previewed against what stands, written whole into a draft only."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest

from archives.models import Category
from campaigns.acts import standard as standard_acts
from campaigns.models import StandardVersion
from campaigns.queries.standard import definition
from campaigns.rules.standard_changes import Difference
from campaigns.sheets.standard import write_book
from township.files.storing import store
from township.history.models import Entry
from township.workflow import Refused

NAME = "标准.xlsx"


@pytest.fixture
def version(drafted):
    return StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")


def asked(version):
    return definition(StandardVersion.objects.with_parts().get(pk=version.pk))


def upload(rule):
    return store(io.BytesIO(write_book(rule)), NAME), NAME


def changed(version, **given):
    """The version's standard with its first indicator written otherwise, as an upload."""
    rule = asked(version)
    first = rule.categories[0]
    row = replace(first.indicators[0], **given)
    group = replace(first, indicators=(row, *first.indicators[1:]))
    return upload(replace(rule, categories=(group, *rule.categories[1:])))


def entries(version):
    return list(Entry.objects.about(version).filter(verb="standard.edit"))


def test_what_stands_already_differs_in_nothing_and_writes_nothing(version, office):
    same = upload(asked(version))
    found = standard_acts.preview(version, same)
    assert (found.differences, found.reading.faults, found.name) == ([], [], NAME)
    assert standard_acts.write(version, same, by=office) == 0
    assert entries(version) == []


def test_differences_are_shown_before_and_kept_in_the_history(version, office):
    before = asked(version)
    book = changed(version, rule="新的评分办法")
    (told,) = standard_acts.preview(version, book).differences
    first = before.indicators[0]
    assert told == Difference(
        "修改", f"指标A1 {first.name}", "评分办法", first.rule, "新的评分办法"
    )
    assert asked(version) == before, "a preview writes nothing"
    assert standard_acts.write(version, book, by=office) == 1
    assert asked(version).indicators[0].rule == "新的评分办法"
    (entry,) = entries(version)
    assert entry.actor == office and entry.summary == f"导入“{NAME}”：{version}，改动1处"
    assert entry.changes == {f"修改指标A1 {first.name}评分办法": [first.rule, "新的评分办法"]}


def test_faults_leave_no_differences_and_write_nothing(version, office):
    book = changed(version, points=Decimal(9))
    found = standard_acts.preview(version, book)
    assert found.reading.faults and found.differences == []
    before = asked(version)
    with pytest.raises(Refused):
        standard_acts.write(version, book, by=office)
    assert asked(version) == before and entries(version) == []


def test_evidence_must_be_a_category_in_use(version):
    code = asked(version).indicators[0].evidence[0]
    book = upload(asked(version))
    assert not standard_acts.preview(version, book).reading.faults
    Category.objects.filter(code=code).update(is_active=False)
    assert code in str(standard_acts.preview(version, book).reading.faults[0])


def test_an_issued_version_is_never_written(version, office):
    book = changed(version, rule="新的评分办法")
    StandardVersion.objects.filter(pk=version.pk).update(status="issued")
    with pytest.raises(Refused, match="标准已经下发，修订请另起新版"):
        standard_acts.write(version, book, by=office)
    assert entries(version) == []


def test_a_version_without_indicators_asks_nothing(drafted):
    empty = StandardVersion.objects.create(
        standard=drafted.standards.create(code="NEW", name="新标准"), number=1
    )
    assert standard_acts.current(empty).categories == ()


def test_a_later_version_of_a_standard_begins_with_everything_of_the_last(drafted, office):
    standard = drafted.standards.get(code="ADVANCED")
    standard.versions.update(status="issued")
    fresh = standard_acts.draft(standard, by=office)
    rows = {
        row.number: row for row in StandardVersion.objects.filter(standard=standard).with_parts()
    }
    assert fresh.number == 2 and set(rows) == {1, 2}
    assert definition(rows[2]).categories == definition(rows[1]).categories
    assert Entry.objects.about(fresh).get().summary == f"拟订标准：{fresh}"


def test_the_first_version_of_a_standard_is_empty(drafted, office):
    standard = drafted.standards.create(code="NEW", name="新标准")
    fresh = standard_acts.draft(standard, by=office)
    assert fresh.number == 1 and not fresh.indicators.exists()


def test_a_second_draft_of_a_standard_is_refused(drafted, office):
    standard = drafted.standards.get(code="ADVANCED")
    with pytest.raises(Refused, match="第1版还是草稿"):
        standard_acts.draft(standard, by=office)
    assert standard.versions.count() == 1
