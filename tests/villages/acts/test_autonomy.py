"""Forms of autonomy: kept, counted by group, and asked anew where a clause on breach changes."""

import pytest

from archives.models import Record
from tests.villages import way
from tests.villages.files import stored
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.autonomy import answer_breach, count_signed, record_autonomy
from villages.models import Attachment, Autonomy, SignedCount

BREACH = "违约的交纳违约金五十元。"


def form(village, **more):
    given = {
        "form": "agreement",
        "title": "自治协议书",
        "since": way.days_ago(30),
        "description": "逐户签订",
    }
    return Autonomy(village=village, **given | more)


@pytest.fixture
def row(village, cadre):
    return record_autonomy(form(village, breach_clause=BREACH), by=cadre)


def summaries(row):
    return [entry.summary for entry in Entry.objects.about(row)]


def test_a_form_is_kept_told_and_filed(village, cadre):
    row = record_autonomy(form(village), by=cadre, files=[(stored(), "协议.jpg")])
    assert summaries(row) == ["登记自治形式：自治协议书"]
    assert Attachment.objects.of(row).exists()
    assert Record.objects.filter(source=f"autonomy:{row.pk}").exists()


@pytest.mark.parametrize(("days", "is_refused"), [(31, True), (30, False)])
def test_it_does_not_end_before_it_begins(village, cadre, days, is_refused):
    one = form(village, until=way.days_ago(days))
    if is_refused:
        with pytest.raises(Refused, match="停止日期不能早于开始日期"):
            record_autonomy(one, by=cadre)
        assert not Autonomy.objects.exists() and not Entry.objects.exists()
    else:
        assert record_autonomy(one, by=cadre).pk


def test_it_rests_on_a_text_of_its_own_village(village, other_village, cadre, other_cadre):
    foreign = way.draft(other_village, other_cadre)
    with pytest.raises(Refused, match="不是本村的"):
        record_autonomy(form(village, text_version=foreign), by=cadre)
    own = way.draft(village, cadre)
    assert record_autonomy(form(village, text_version=own), by=cadre).text_version == own


def test_the_township_answers_a_clause_on_breach(row, office):
    told = answer_breach(row, opinion="没有法律依据。", is_lawful=False, by=office)
    assert (told.breach_opinion, told.breach_is_lawful) == ("没有法律依据。", False)
    assert (told.reviewed_by, told.reviewed_on) == (office, way.days_ago(0))
    assert told.version == row.version + 1
    assert summaries(row)[0] == (
        "审查违约责任条款：自治协议书，应当删去或修改（理由：没有法律依据。）"
    )
    answer_breach(row, opinion="合同自愿。", is_lawful=True, by=office)
    assert "，可以使用（" in summaries(row)[0]


def test_without_a_clause_there_is_nothing_to_answer(village, cadre, office):
    row = record_autonomy(form(village), by=cadre)
    with pytest.raises(Refused, match="没有违约责任条款需要审查"):
        answer_breach(row, opinion="好", is_lawful=True, by=office)


def test_a_changed_clause_is_asked_anew_and_an_untouched_one_is_not(row, cadre, office):
    row = answer_breach(row, opinion="合同自愿。", is_lawful=True, by=office)
    row.title = "新协议书"
    row = record_autonomy(row, by=cadre, changes={"名称": ["自治协议书", "新协议书"]})
    assert (row.breach_opinion, row.breach_is_lawful) == ("合同自愿。", True)
    assert Entry.objects.about(row).first().summary == "修改自治形式：新协议书"
    row.breach_clause = "违约的批评教育。"
    row = Autonomy.objects.get(pk=record_autonomy(row, by=cadre).pk)
    assert (row.breach_opinion, row.breach_is_lawful) == ("", None)
    assert (row.reviewed_on, row.reviewed_by, row.is_asked) == (None, None, True)


@pytest.mark.usefixtures("papers_set")
def test_signed_households_are_counted_by_group(row, village, cadre):
    first, second, third = village.groups.all()
    assert count_signed(row, {first: 90, second: 100}, by=cadre) == 190
    assert count_signed(row, {first: 95, third: 0}, by=cadre, on=way.days_ago(2)) == 95
    counts = SignedCount.objects.values_list("group__name", "signed", "counted_on")
    assert set(counts) == {
        ("一组", 95, way.days_ago(2)),
        ("二组", 100, way.days_ago(0)),
        ("三组", 0, way.days_ago(2)),
    }
    assert summaries(row)[:2] == [
        "登记签订户数：自治协议书，共95户",
        "登记签订户数：自治协议书，共190户",
    ]
    metadata = Record.objects.get(source=f"autonomy:{row.pk}").parts.get().files
    assert metadata.count() == 3, "the archive hears of every count"


def test_more_than_a_group_has_cannot_have_signed(row, village, cadre):
    first, second, third = village.groups.all()
    third.households = 0
    third.save()
    with pytest.raises(Refused, match="一组有100户，已签101户，请检查。"):
        count_signed(row, {first: 101, second: 100, third: 7}, by=cadre)
    assert not SignedCount.objects.exists()
    assert count_signed(row, {second: 100, third: 7}, by=cadre) == 107


def test_a_cadre_of_the_village_does_not_answer_on_its_clause(row, office, village):
    village.cadres.add(office.memberships.create(role="cadre", township=village.township))
    both = type(office).objects.get(pk=office.pk)
    with pytest.raises(Refused, match="本村的事项"):
        answer_breach(row, opinion="合同自愿。", is_lawful=True, by=both)
