"""A text on its whole way: draft, consultation, vote, filing, and every turn it may take."""

import datetime

import pytest
from django.db import DatabaseError, transaction

from tests.personas import cadre_of
from tests.villages import way
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts import text as text_acts
from villages.acts.review import save_checks
from villages.models import Authorisation, Filing, Motion, TextVersion
from villages.queries import text as text_queries
from villages.views.next_step import next_of_text
from villages.workflows.filing import FILING
from villages.workflows.text import TEXT

Status = TextVersion.Status


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def all_met(filing):
    return {c.number: {"result": "met", "clause": "", "comment": ""} for c in filing.checks.all()}


def test_a_lawful_vote_puts_the_text_in_force_and_starts_the_clock(village, cadre):
    version = way.adopted(village, cadre)
    assert version.status == Status.ADOPTED
    assert version.adopted_on == way.days_ago(5)
    final = version.stages.get(stage="final")
    assert version.sha256 == final.sha256 == text_acts.digest(text_queries.written(version))
    assert version.filing.status == Filing.Status.TO_SUBMIT
    assert (version.filing.due_on - version.adopted_on).days == 10


def test_a_failed_vote_leads_back_to_the_draft(village, cadre):
    version = way.final(village, cadre)
    meeting = way.voted(version, cadre, yes=150, no=200, abstain=50)
    assert meeting.motions.get().status == Motion.Status.FAILED
    assert fresh(version).status == Status.DRAFT
    assert not Filing.objects.exists()
    following = next_of_text(fresh(version), cadre, way.TEXT)
    assert "未通过，已退回草稿" in following.sentence and following.label == "重新征求意见"


def test_exactly_half_is_not_enough(village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre, yes=200, no=200, abstain=0)
    assert meeting.motions.get().status == Motion.Status.FAILED


def test_without_a_quorum_nothing_is_decided_and_the_text_waits(village, cadre):
    version = way.final(village, cadre)
    meeting = way.voted(version, cadre, yes=300, no=0, abstain=0)
    assert meeting.motions.get().status == Motion.Status.NO_QUORUM
    assert fresh(version).status == Status.FINAL
    assert "另行召集村民会议" in next_of_text(fresh(version), cadre, way.TEXT).sentence
    way.voted(version, cadre, held=3)
    assert fresh(version).status == Status.ADOPTED


def test_the_wrong_body_is_stopped_before_the_vote(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, kind="village_reps")
    with pytest.raises(Refused, match="应由村民会议表决"):
        meeting_acts.add_motion(meeting, by=cadre, text_version=version)


def test_a_vote_held_before_the_wrong_body_is_recorded_and_decides_nothing(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, kind="village_reps")
    motion = meeting_acts.add_motion(
        meeting, by=cadre, text_version=version, is_recorded_anyway=True
    )
    way.attend(meeting, cadre, total=35, present=30)
    meeting_acts.enter_tally(motion, by=cadre, yes=30, no=0, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    assert fresh(motion).status == Motion.Status.BLOCKED
    assert fresh(version).status == Status.FINAL
    assert "交给村民会议表决" in next_of_text(fresh(version), cadre, way.TEXT).sentence


def test_local_law_quoted_in_full_lets_representatives_decide(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, kind="village_reps")
    quote = {"override_basis": "某省办法", "override_article": "第九条", "override_quote": ""}
    with pytest.raises(Refused, match="抄录原文"):
        meeting_acts.add_motion(meeting, by=cadre, text_version=version, **quote)
    quote["override_quote"] = "自治章程可以由村民代表会议表决。"
    motion = meeting_acts.add_motion(meeting, by=cadre, text_version=version, **quote)
    way.attend(meeting, cadre, total=35, present=30)
    meeting_acts.enter_tally(motion, by=cadre, yes=30, no=0, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    assert fresh(version).status == Status.ADOPTED
    assert "某省办法" in str(fresh(motion).verdict)


def test_one_channel_or_an_open_opinion_keeps_a_text_from_the_vote(village, cadre):
    version = TEXT.perform("consult", way.draft(village, cadre), by=cadre)
    day = way.days_ago(0)
    add = {"on": day, "headcount": 20}
    text_acts.add_consultation(version, by=cadre, channel="yard", **add)
    text_acts.add_consultation(version, by=cadre, channel="yard", **add)
    with pytest.raises(Refused, match="2种以上方式，现在登记了1种"):
        TEXT.perform("finalise", version, by=cadre)
    text_acts.add_consultation(version, by=cadre, channel="party", **add)
    opinion = text_acts.add_opinion(version, by=cadre, content="写明时间", channel="yard", on=day)
    with pytest.raises(Refused, match="还有1条意见没有处理"):
        TEXT.perform("finalise", version, by=cadre)
    with pytest.raises(Refused, match="不采纳的意见要写明理由"):
        text_acts.answer(opinion, handling="rejected", reply="", by=cadre)
    text_acts.answer(opinion, handling="rejected", reply="另有规定。", by=cadre)
    assert TEXT.perform("finalise", version, by=cadre).status == Status.FINAL


def test_a_settled_text_takes_no_other_word(village, cadre):
    version = way.final(village, cadre)
    with pytest.raises(Refused, match="不能再改文字"):
        text_acts.write(version, "第一条　别的。", by=cadre)


def test_an_adopted_text_is_frozen_in_the_database(village, cadre):
    version = way.adopted(village, cadre)
    clause = version.clauses.first()
    for change in (
        lambda: TextVersion.objects.filter(pk=version.pk).update(sha256="0" * 64),
        lambda: version.clauses.filter(pk=clause.pk).update(text="改"),
        lambda: version.clauses.all().delete(),
        lambda: version.stages.update(text="改"),
        lambda: version.opinions.update(reply="改"),
        lambda: Motion.objects.update(verdict={}),
        lambda: Motion.objects.get().tallies.update(yes=1),
        lambda: Motion.objects.get().meeting.__class__.objects.update(present=1),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_the_office_files_with_a_receipt(village, cadre, office):
    filing = way.submitted(village, cadre)
    with pytest.raises(Refused, match="还没有结论"):
        FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    save_checks(filing, all_met(filing), by=office)
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert filing.status == Filing.Status.FILED
    assert fresh(filing.text_version).status == Status.FILED


def test_a_text_ordered_to_be_corrected_goes_the_whole_way_again(village, cadre, office, leader):
    filing = way.submitted(village, cadre)
    results = all_met(filing)
    results[5] = {"result": "unmet", "clause": "第三条", "comment": "第三条设了罚款"}
    save_checks(filing, results, by=office)
    with pytest.raises(Refused, match="不能备案"):
        FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    day = way.days_ago(-30)
    filing = way.ordered(filing, office, leader, reason="删去第三条", correct_by=day)
    old = fresh(filing.text_version)
    assert old.status == Status.CORRECTING
    newer = text_acts.revise(old, by=cadre)
    assert (newer.number, newer.status) == (2, Status.DRAFT)
    assert list(TextVersion.objects.in_force_on(way.days_ago(0))) == [old]


def test_a_new_version_replaces_the_old_on_the_day_it_is_adopted(village, cadre):
    first = way.adopted(village, cadre)
    second = text_acts.revise(first, by=cadre)
    text_acts.write(second, way.CHARTER + "第五条　新增一条。", by=cadre)
    TEXT.perform("consult", second, by=cadre, on=way.days_ago(4))
    for channel in ("yard", "visit"):
        text_acts.add_consultation(
            second, by=cadre, channel=channel, on=way.days_ago(4), headcount=9
        )
    TEXT.perform("finalise", second, by=cadre, on=way.days_ago(3))
    way.voted(fresh(second), cadre, held=2)
    first, second = fresh(first), fresh(second)
    assert (first.status, first.superseded_on) == (Status.SUPERSEDED, way.days_ago(2))
    assert first.filing.status == "closed", "the newer version is filed in its stead"
    in_force = TextVersion.objects.in_force_on
    assert [in_force(way.days_ago(n)).first() for n in (6, 5, 3, 2, 0)] == [
        None,
        first,
        first,
        second,
        second,
    ]


def test_a_rule_rests_on_a_charter_in_force(village, cadre, asking):
    rule = way.draft(village, cadre, kind="rule", title="服务制度")
    with pytest.raises(Refused, match="依据现行有效的自治章程"):
        TEXT.perform("consult", rule, by=cadre)
    charter = way.adopted(village, cadre)
    other = way.draft(village, cadre, kind="rule", title="公开制度")
    assert other.based_on == charter
    assert TEXT.perform("consult", other, by=cadre).status == Status.CONSULTING


def test_only_one_version_is_on_its_way(village, cadre):
    version = way.adopted(village, cadre)
    text_acts.revise(version, by=cadre)
    with pytest.raises(Refused, match="第2版还在办理"):
        text_acts.revise(version, by=cadre)


def test_a_village_has_one_charter(village, cadre):
    way.draft(village, cadre)
    with pytest.raises(Refused, match="已有自治章程"):
        way.draft(village, cadre, title="另一个章程")


def test_a_withdrawn_charter_can_be_begun_anew(village, cadre):
    version = TEXT.perform("withdraw", way.draft(village, cadre), by=cadre)
    newer = text_acts.revise(version, by=cadre)
    assert (newer.number, text_queries.written(newer)) == (2, way.CHARTER.strip())


def test_a_meeting_moved_before_the_final_text_is_refused(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre)
    meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    meeting.held_at = way.noon(way.days_ago(31))
    meeting.noticed_on = meeting.party_on = None
    meeting.save()
    way.attend(meeting, cadre)
    meeting_acts.enter_tally(meeting.motions.get(), by=cadre, yes=400, no=0, abstain=0)
    with pytest.raises(Refused, match="才定稿，晚于会议日期"):
        way.MEETING.perform("close", meeting, by=cadre)


def test_a_vote_older_than_the_version_in_force_is_refused(village, cadre):
    first = way.adopted(village, cadre)
    second = text_acts.revise(first, by=cadre)
    TEXT.perform("consult", second, by=cadre, on=way.days_ago(40))
    for channel in ("yard", "visit"):
        text_acts.add_consultation(
            second, by=cadre, channel=channel, on=way.days_ago(35), headcount=9
        )
    TEXT.perform("finalise", second, by=cadre, on=way.days_ago(30))
    with pytest.raises(Refused, match="晚于本次会议"):
        way.voted(fresh(second), cadre, held=6)
    assert fresh(second).status == Status.FINAL
    assert fresh(first).status == Status.ADOPTED


def test_in_a_community_representatives_may_adopt_a_charter_if_it_was_lent(community, township):
    cadre = cadre_of(community, "cadre-xinchang", "刘专干")
    version = way.final(community, cadre, title="新场社区自治章程")
    meeting = way.meeting(community, cadre, kind="resident_reps")
    with pytest.raises(Refused, match="没有居民会议的授权记录"):
        meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    Authorisation.objects.create(
        village=community,
        granted_on=way.days_ago(90),
        since=way.days_ago(90),
        until=way.days_ago(-90),
        matters=["charter"],
    )
    motion = meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    way.attend(meeting, cadre, total=35, present=24)
    meeting_acts.enter_tally(motion, by=cadre, yes=13, no=11, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    assert fresh(version).status == Status.ADOPTED
    assert fresh(motion).verdict["law"] == "城市居民委员会组织法"


@pytest.mark.parametrize(("present", "status"), [(200, "passed"), (199, "no_quorum")])
def test_households_need_two_thirds(village, cadre, present, status):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, mode="household")
    motion = meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    way.attend(meeting, cadre, total=300, present=present)
    meeting_acts.enter_tally(motion, by=cadre, yes=present, no=0, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    assert fresh(motion).status == status


@pytest.mark.parametrize(
    ("province", "days", "ok"), [("", 0, True), ("sichuan", 0, False), ("", 2, True)]
)
def test_the_township_says_how_early_representatives_are_called(
    village, cadre, township, province, days, ok
):
    """Two days before the meeting: enough nationally, not in 四川, enough where two are set."""
    township.settings |= {"province": province, "notice_days_reps": days}
    township.save()
    village.refresh_from_db()
    meeting = way.meeting(village, cadre, kind="village_reps", noticed_on=way.days_ago(7))
    motion = meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", is_recorded_anyway=True
    )
    way.attend(meeting, cadre, total=35, present=30)
    meeting_acts.enter_tally(motion, by=cadre, yes=30, no=0, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    notice = next(f for f in fresh(motion).verdict["findings"] if f["key"] == "notice")
    assert notice["ok"] is ok


def test_a_vote_is_judged_by_the_law_of_its_day(village, cadre):
    meeting = way.meeting(
        village,
        cadre,
        held_at=way.noon(datetime.date(2012, 5, 1)),
        noticed_on=datetime.date(2012, 4, 20),
        party_on=datetime.date(2012, 4, 10),
    )
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    way.attend(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    way.MEETING.perform("close", meeting, by=cadre)
    verdict = fresh(motion).verdict
    assert verdict["since"] == "2010-10-28"
    quorum = next(f for f in verdict["findings"] if f["key"] == "quorum")
    assert quorum["article"] == "第二十二条第一款"


def test_a_rule_needs_no_charter_where_no_campaign_asks_for_one(village, cadre, asking):
    version = way.draft(village, cadre, kind="rule", title="议事制度")
    with pytest.raises(Refused, match="依据现行有效的自治章程"):
        TEXT.perform("consult", version, by=cadre)
    asking.texts_needed = {"rule": 1}
    asking.save()
    version = TEXT.perform("consult", version, by=cadre)
    assert version.based_on is None and version.status == "consulting"


def test_a_covenant_is_made_and_filed_without_a_charter(village, cadre, office, asking):
    """村民委员会组织法第三十一条第一款 names 章程 and 村规民约 side by side."""
    filing = way.submitted(village, cadre, kind="covenant", title="村规民约")
    save_checks(filing, all_met(filing), by=office)
    filing = FILING.perform("accept", filing, by=office, receipt_no="2026-001")
    assert (filing.status, filing.text_version.based_on) == ("filed", None)


def test_a_covenant_that_cites_a_charter_cites_the_one_in_force(village, cadre, asking):
    charter = way.adopted(village, cadre)
    covenant = way.draft(village, cadre, kind="covenant", title="村规民约")
    assert covenant.based_on == charter
    TextVersion.objects.filter(pk=charter.pk).update(status="superseded")
    with pytest.raises(Refused, match="所依据的章程已有新版"):
        TEXT.perform("consult", fresh(covenant), by=cadre)
