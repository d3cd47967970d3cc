"""The review's twelve rows and the flags: prefilled with what the records prove and
the rules raise, answered by the reviewer."""

import pytest

from tests.personas import cadre_of
from tests.villages import way
from township.history.models import Entry
from township.users.models import Membership
from township.workflow import Refused
from villages.acts.review import save_checks
from villages.workflows.filing import FILING

MET = {"result": "met", "clause": "", "comment": ""}
FAULT = {"result": "unmet", "clause": "第三条", "comment": "第三条设了罚款"}


@pytest.fixture
def filing(village, cadre):
    return way.submitted(village, cadre)


def checks(filing):
    return {check.number: check for check in filing.checks.all()}


def test_twelve_rows_with_the_law_of_the_place(filing):
    found = checks(filing)
    assert list(found) == list(range(1, 13))
    assert found[5].item == "没有罚款、没收、拘禁、强制执行"
    assert "城市居民委员会组织法" not in "".join(check.basis for check in found.values())
    assert (found[1].result, found[1].comment) == ("met", "")
    assert found[3].hint and "实到400人" in found[3].hint
    assert (found[5].result, found[5].hint) == ("unseen", "没有发现可疑字句，请通读后判断")


def test_what_the_records_disprove_is_said_in_the_comment(village, cadre):
    bad = "第一条　违者罚款五百元。\n第二条　可以申诉。"
    found = checks(way.submitted(village, cadre, text=bad))
    assert found[5].result == "unmet"
    assert found[5].comment == found[5].hint and "“违者罚款五百元”" in found[5].comment


def test_a_comment_is_never_cut(village, cadre):
    bad = "\n".join(f"第{n}条　违者罚款{n}元，没收工具{n}，游街示众{n}。" for n in range(1, 30))
    found = checks(way.submitted(village, cadre, text=bad))
    assert found[5].comment == found[5].hint and len(found[5].hint) > 3000


def test_the_reviewer_answers_row_by_row(filing, office):
    save_checks(filing, {5: FAULT, 6: MET}, by=office)
    found = checks(filing)
    assert (found[5].result, found[5].clause) == ("unmet", "第三条")
    assert (found[6].result, found[7].result) == ("met", "unseen")
    entry = Entry.objects.about(filing).first()
    assert entry.verb == "filing.check" and entry.summary.startswith("填写审查表：")


@pytest.mark.parametrize("comment", ["", "  "])
def test_what_fails_is_explained_and_nothing_is_kept_otherwise(filing, office, comment):
    with pytest.raises(Refused, match="第5项不符合，请写明哪里不符合。"):
        save_checks(filing, {4: FAULT, 5: FAULT | {"comment": comment}}, by=office)
    assert checks(filing)[4].result == "met"
    assert not Entry.objects.filter(verb="filing.check").exists()


def test_a_comment_is_asked_for_what_fails_only(filing, office):
    save_checks(filing, {5: MET}, by=office)
    assert checks(filing)[5].result == "met"


def test_whoever_submitted_does_not_review(filing, cadre, township):
    Membership.objects.create(user=cadre, role="office", township=township)
    with pytest.raises(Refused, match="报送人不能审查"):
        save_checks(filing, {5: MET}, by=cadre)


def test_before_and_after_the_review_nothing_is_answered(village, cadre, office):
    version = way.adopted(village, cadre)
    with pytest.raises(Refused, match="现在的状态是“待报送”"):
        save_checks(version.filing, {5: MET}, by=office)
    filing = FILING.perform("submit", version.filing, by=cadre)
    save_checks(filing, {number: MET for number in range(1, 13)}, by=office)
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    with pytest.raises(Refused, match="现在的状态是“已备案”，不能再改审查表"):
        save_checks(filing, {5: FAULT}, by=office)


# --- what the rules raised ----------------------------------------------------------------------

BAD = "第一条　违者罚款五百元。\n第二条　借阅图书的，交押金一百元。\n第三条　可以申诉。"


@pytest.fixture
def flagged(village, cadre):
    return way.submitted(village, cadre, text=BAD)


def flag(filing, number=1):
    return filing.flags.get(number=number)


def test_what_is_raised_is_kept_as_it_was_told(flagged):
    grave, doubtful = flagged.flags.all()
    assert (grave.place, grave.phrase, grave.alarm) == ("第一条", "违者罚款五百元", "unlawful")
    assert grave.law.startswith("行政处罚法") and grave.instead and grave.act
    assert (doubtful.place, doubtful.alarm, doubtful.judgement) == ("第二条", "doubtful", "open")


def test_what_the_text_only_names_is_not_kept(filing):
    assert not filing.flags.exists()


def test_the_law_of_a_community_is_its_own(community):
    cadre = cadre_of(community, "cadre-xinchang", "周干事")
    filing = way.submitted(community, cadre, text="第一条　不交卫生费的，停水停电。")
    assert flag(filing).law == "城市居民委员会组织法第三十一条第二款"


def test_a_grave_flag_is_overruled_with_a_reason_that_the_history_keeps(flagged, office):
    given = {"judgement": "overruled", "reason": "引用旧约原文，第二款已废止"}
    save_checks(flagged, {}, {1: given}, by=office)
    kept = flag(flagged)
    assert (kept.judgement, kept.reason) == ("overruled", given["reason"])
    assert kept.judged_by == office and kept.judged_at
    (entry,) = Entry.objects.filter(verb="filing.overrule")
    assert "违者罚款五百元" in entry.summary and given["reason"] in entry.summary


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_overruled(flagged, office, reason):
    with pytest.raises(Refused, match="第一条“违者罚款五百元”判断为不是问题，请用一句话说明理由"):
        save_checks(
            flagged, {5: FAULT}, {1: {"judgement": "overruled", "reason": reason}}, by=office
        )
    assert flag(flagged).judgement == "open" and not Entry.objects.filter(verb="filing.overrule")


def test_what_is_upheld_without_words_takes_those_of_the_rule(flagged, office):
    save_checks(flagged, {}, {1: {"judgement": "upheld", "reason": ""}}, by=office)
    assert (flag(flagged).judgement, flag(flagged).reason) == ("upheld", flag(flagged).why)


def test_a_judgement_is_taken_back_and_one_that_stays_has_no_second_entry(flagged, office):
    given = {1: {"judgement": "overruled", "reason": "原文引用"}}
    for _ in range(2):
        save_checks(flagged, {}, given, by=office)
    assert Entry.objects.filter(verb="filing.overrule").count() == 1
    save_checks(flagged, {}, {1: {"judgement": "open", "reason": "原文引用"}}, by=office)
    kept = flag(flagged)
    assert (kept.judgement, kept.reason, kept.judged_by) == ("open", "", None)


def test_of_very_many_flags_the_gravest_are_kept(village, cadre, monkeypatch):
    monkeypatch.setattr("villages.acts.review.MOST_FLAGS", 1)
    order = "第一条　借阅图书的，交押金一百元。\n第二条　违者罚款五百元。"
    (kept,) = way.submitted(village, cadre, text=order).flags.all()
    assert kept.alarm == "unlawful"
