"""When a text is submitted for 备案, and what the township may decide on it."""

import pytest

from tests.villages import way
from township.users.models import Membership
from township.workflow import Refused
from villages.acts.review import save_checks
from villages.models import Filing
from villages.papers.letters import correction_order, filing_receipt
from villages.workflows.filing import FILING

MET = {"result": "met", "clause": "", "comment": ""}
FAULT = {"result": "unmet", "clause": "第三条", "comment": "设了罚款"}


def reviewed(filing, office, **answers):
    results = {check.number: MET for check in filing.checks.all()}
    save_checks(filing, results | {int(n[1:]): given for n, given in answers.items()}, by=office)
    return filing


@pytest.fixture
def waiting(village, cadre):
    """Adopted five days ago, not yet submitted."""
    return way.adopted(village, cadre).filing


@pytest.fixture
def filing(waiting, cadre):
    """Submitted three days ago."""
    return FILING.perform("submit", waiting, by=cadre, on=way.days_ago(3))


def test_submitting_keeps_day_and_person_and_opens_the_review(waiting, cadre):
    filing = FILING.perform("submit", waiting, by=cadre)
    assert (filing.status, filing.submitted_on) == ("submitted", way.days_ago(0))
    assert (filing.submitted_by, filing.authority) == (cadre, "township")
    assert filing.checks.count() == 12


@pytest.mark.parametrize(
    ("days", "told"),
    [(5, None), (0, None), (6, "报送日期早于表决通过的日期"), (-1, "报送日期不能在今天之后")],
)
def test_it_is_submitted_between_adoption_and_today(waiting, cadre, days, told):
    if told:
        with pytest.raises(Refused, match=told):
            FILING.perform("submit", waiting, by=cadre, on=way.days_ago(days))
        assert not waiting.checks.exists()
    else:
        filing = FILING.perform("submit", waiting, by=cadre, on=way.days_ago(days))
        assert filing.submitted_on == way.days_ago(days)


def test_it_goes_to_an_authority_of_its_place(waiting, cadre):
    with pytest.raises(Refused, match="不能报这个机关备案"):
        FILING.perform("submit", waiting, by=cadre, authority="district")
    assert FILING.perform("submit", waiting, by=cadre, authority="township").pk


def test_every_item_is_answered_before_the_text_is_filed(filing, office):
    with pytest.raises(Refused) as refusal:
        FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert refusal.value.reasons == ["审查表第3、5、6、7、8、9、10、11、12项还没有结论。"]
    reviewed(filing, office, n5=FAULT, n6=FAULT)
    with pytest.raises(Refused) as refusal:
        FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert refusal.value.reasons == ["审查表第5、6项不符合，不能备案，应责令改正。"]


def test_a_filed_text_has_number_opinion_and_day(filing, office):
    filing = FILING.perform(
        "accept", reviewed(filing, office), by=office, receipt_no="2026-001", on=way.days_ago(1)
    )
    assert (filing.status, filing.receipt_no) == ("filed", "2026-001")
    assert (filing.decided_by, filing.decided_on) == (office, way.days_ago(1))
    assert filing.opinion == "经审查，未发现与宪法、法律、法规相抵触的内容。"
    assert filing.text_version.__class__.objects.get().status == "filed"


def test_the_reviewer_s_own_words_stand(filing, office):
    filing = FILING.perform(
        "accept", reviewed(filing, office), by=office, receipt_no="1", opinion="准予。"
    )
    assert (filing.opinion, filing.decided_on) == ("准予。", way.days_ago(0))


@pytest.mark.parametrize("act", ["accept", "order_correction"])
@pytest.mark.parametrize(("days", "told"), [(-1, "日期不能在今天之后"), (4, "日期早于报送日期")])
def test_it_is_decided_between_submission_and_today(filing, office, act, days, told):
    given = {"receipt_no": "1"} if act == "accept" else {"reason": "删去"}
    row = reviewed(filing, office) if act == "accept" else reviewed(filing, office, n5=FAULT)
    with pytest.raises(Refused, match=told):
        FILING.perform(act, row, by=office, on=way.days_ago(days), **given)
    row = FILING.perform(act, row, by=office, on=way.days_ago(3), **given)
    assert row.status == ("filed" if act == "accept" else "to_sign")


def test_a_number_is_given_once_in_a_township(filing, office, other_village, other_cadre):
    FILING.perform("accept", reviewed(filing, office), by=office, receipt_no="2026-001")
    other = reviewed(way.submitted(other_village, other_cadre), office)
    with pytest.raises(Refused, match="备案编号2026-001已经用过，请换一个。"):
        FILING.perform("accept", other, by=office, receipt_no="2026-001")
    assert FILING.perform("accept", other, by=office, receipt_no="2026-002").receipt_no


def test_whoever_submitted_decides_nothing(filing, cadre, office, township):
    Membership.objects.create(user=cadre, role="office", township=township)
    reviewed(filing, office, n5=FAULT)
    both = type(cadre).objects.get(pk=cadre.pk)
    for act in ("accept", "order_correction"):
        with pytest.raises(Refused, match="报送人不能审查自己报送的文本"):
            FILING.perform(act, filing, by=both, receipt_no="1")


def test_a_correction_rests_on_what_fails(filing, office):
    with pytest.raises(Refused, match="审查表里没有“不符合”的项目"):
        FILING.perform("order_correction", filing, by=office, reason="删去第三条")


def test_a_correction_says_why_and_until_when(filing, office, leader):
    reviewed(filing, office, n5=FAULT, n6=FAULT)
    filing = way.ordered(filing, office, leader, on=way.days_ago(1))
    assert filing.status == "correcting" and not filing.receipt_no
    assert filing.opinion == "第三条：设了罚款\n第三条：设了罚款"
    assert filing.correct_by == way.days_ago(-29), "thirty days unless the township says otherwise"
    assert filing.text_version.__class__.objects.get().status == "correcting"


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (-1, False)])
def test_a_day_for_the_correction_lies_ahead(filing, office, days, is_refused):
    row = reviewed(filing, office, n5=FAULT)
    given = {"by": office, "reason": "删去第三条", "correct_by": way.days_ago(days)}
    if is_refused:
        with pytest.raises(Refused, match="要在发出日期以后"):
            FILING.perform("order_correction", row, **given)
    else:
        row = FILING.perform("order_correction", row, **given)
        assert (row.opinion, row.correct_by) == ("删去第三条", way.days_ago(-1))


def test_what_is_offered_follows_the_state(waiting, cadre, office):
    def offered(user):
        row = Filing.objects.get(pk=waiting.pk)
        return [transition.name for transition in FILING.available(row, user)]

    assert (offered(cadre), offered(office)) == (["submit"], [])
    FILING.perform("submit", waiting, by=cadre)
    assert (offered(cadre), offered(office)) == (["recall"], [])
    reviewed(waiting, office)
    assert (offered(cadre), offered(office)) == ([], ["accept"])
    reviewed(waiting, office, n5=FAULT)
    assert offered(office) == ["order_correction"]


def test_a_cadre_of_the_village_reviews_nothing_of_it(filing, office, village):
    village.cadres.add(
        Membership.objects.create(user=office, role="cadre", township=village.township)
    )
    both = type(office).objects.get(pk=office.pk)
    with pytest.raises(Refused, match="本村的事项"):
        reviewed(filing, both)
    for act in ("accept", "order_correction"):
        with pytest.raises(Refused, match="本村的事项"):
            FILING.perform(act, filing, by=both)
        assert not FILING.waiting(act, both).exists()


# --- flags that were raised ---------------------------------------------------------------------

BAD = "第一条　违者罚款五百元。\n第二条　借阅图书的，交押金一百元。\n第三条　可以申诉。"


@pytest.fixture
def flagged(village, cadre):
    filing = way.submitted(village, cadre, text=BAD)
    return filing


def judge(filing, office, judgement, number=1, reason="引用旧约原文"):
    given = {number: {"judgement": judgement, "reason": reason}}
    save_checks(filing, {check.number: MET for check in filing.checks.all()}, given, by=office)


def test_a_grave_flag_is_judged_before_the_text_is_filed(flagged, office):
    reviewed(flagged, office)
    with pytest.raises(Refused, match="第一条“违者罚款五百元”提示应当改正，还没有判断"):
        FILING.perform("accept", flagged, by=office, receipt_no="1")
    judge(flagged, office, "overruled")
    assert FILING.perform("accept", flagged, by=office, receipt_no="1").status == "filed"


def test_a_doubtful_flag_does_not_hinder_unless_it_is_upheld(flagged, office):
    judge(flagged, office, "overruled")
    judge(flagged, office, "upheld", number=2)
    with pytest.raises(Refused, match="第二条“押金”确有问题，不能备案"):
        FILING.perform("accept", flagged, by=office, receipt_no="1")


def test_what_is_upheld_is_ordered_to_be_corrected(flagged, office):
    judge(flagged, office, "upheld", reason="设了罚款")
    row = FILING.perform("order_correction", flagged, by=office)
    assert row.opinion.startswith("第一条“违者罚款五百元”：设了罚款。建议改为：")


def test_a_text_taken_back_is_flagged_anew(flagged, cadre):
    row = FILING.perform("recall", flagged, by=cadre)
    assert not row.flags.exists()
    assert FILING.perform("submit", row, by=cadre).flags.count() == 2


def test_what_a_campaign_asks_is_advice_and_stands_in_no_way(village, cadre, office, asking):
    """村民委员会组织法第三十一条第三款: correction is ordered for what the law forbids, no more."""
    asking.review_questions = [{"code": "equal", "question": "一视同仁", "basis": "方案"}]
    asking.save()
    filing = FILING.perform("submit", way.adopted(village, cadre).filing, by=cadre)
    last = filing.checks.last()
    assert (last.number, last.item, last.is_advice) == (13, "一视同仁", True)
    assert "不作为不予备案、责令改正的依据" in last.hint
    advice = FAULT | {"comment": "第三条对外来户也写明。"}
    reviewed(filing, office, n13=advice)
    with pytest.raises(Refused, match="没有“不符合”的项目"):
        FILING.perform("order_correction", filing, by=office, reason="改")
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert filing.status == "filed"
    assert filing_receipt(filing)["notes"] == ["另建议：第三条对外来户也写明。"]


def test_advice_that_nobody_gave_stands_in_no_way(village, cadre, office, asking):
    asking.review_questions = [{"code": "equal", "question": "一视同仁", "basis": "方案"}]
    asking.save()
    filing = FILING.perform("submit", way.adopted(village, cadre).filing, by=cadre)
    reviewed(filing, office)
    filing.checks.filter(is_advice=True).update(result="unseen")
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert filing.status == "filed" and filing_receipt(filing)["notes"] == []


def test_an_order_asks_for_what_the_law_forbids_only(village, cadre, office, asking):
    asking.review_questions = [{"code": "equal", "question": "一视同仁", "basis": "方案"}]
    asking.save()
    filing = FILING.perform("submit", way.adopted(village, cadre).filing, by=cadre)
    reviewed(filing, office, n5=FAULT, n13=FAULT | {"comment": "写得更好些"})
    filing = FILING.perform("order_correction", filing, by=office)
    assert filing.opinion == "第三条：设了罚款"
    assert [one["fault"] for one in correction_order(filing)["problems"]] == ["设了罚款"]
