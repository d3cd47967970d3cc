"""A closed meeting's figures put right: judged again under the law of its day, nothing undone."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.hostile import phone_photo
from tests.villages.way import (
    adopted,
    days_ago,
    final,
    meeting,
    noon,
    ordered,
    submitted,
    voted,
)
from tests.villages.workflows.test_filing import FAULT, reviewed
from township.corrections import CORRECTION, ask
from township.files.storing import store
from township.history.models import Entry
from township.papers.issued import IssuedPaper
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.models import Filing, Meeting, Motion, Posting, TextVersion
from villages.rules.kinds import VotingMethod
from villages.workflows.correction import (
    FILING_CORRECTION,
    MEETING_CORRECTION,
    OPINION_CORRECTION,
    POSTING_CORRECTION,
    TALLY_CORRECTION,
)
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.posting import POSTING
from villages.workflows.text import TEXT


@pytest.fixture
def closed(village, cadre):
    return voted(final(village, cadre), cadre)


def corrected(declared, row, by, office, **after):
    asked = ask(declared, row, after, by=by, reason="抄错了")
    return CORRECTION.perform("agree", asked, by=office)


def test_place_and_day_change_and_the_verdict_is_judged_by_the_law_of_the_right_day(
    closed, cadre, office
):
    before = closed.motions.get().verdict
    done = corrected(
        MEETING_CORRECTION, closed, cadre, office, place="一组院坝", held_at=noon(days_ago(6))
    )
    closed.refresh_from_db()
    assert closed.place == "一组院坝" and closed.held_on == days_ago(6)
    motion = Motion.objects.get()
    assert motion.status == Motion.Status.PASSED
    assert motion.verdict["on"] != before["on"]
    assert any("仍是“通过”" in sentence for sentence, _ in done.follows)


def test_the_day_of_a_text_goes_with_the_day_of_the_meeting_that_adopted_it(closed, cadre, office):
    version = TextVersion.objects.get()
    was, due = version.adopted_on, version.filing.due_on
    day = was - timedelta(days=1)
    done = corrected(MEETING_CORRECTION, closed, cadre, office, held_at=noon(day))
    version = TextVersion.objects.get()
    assert version.adopted_on == day
    assert version.filing.due_on == due - timedelta(days=1)
    assert any("通过日期随之改为" in sentence for sentence, _ in done.follows)


def test_it_goes_with_it_where_the_filing_is_decided_too(closed, cadre, office):
    version = TextVersion.objects.get()
    filing = reviewed(FILING.perform("submit", version.filing, by=cadre), office)
    FILING.perform("accept", filing, by=office, receipt_no="备字〔2026〕1号")
    day = version.adopted_on - timedelta(days=1)
    corrected(MEETING_CORRECTION, closed, cadre, office, held_at=noon(day))
    version = TextVersion.objects.get()
    assert (version.adopted_on, version.status) == (day, TextVersion.Status.FILED)
    with pytest.raises(IntegrityError), transaction.atomic():
        TextVersion.objects.update(adopted_on=day - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        version.filing.__class__.objects.update(due_on=day)


@pytest.mark.parametrize(("later", "is_refused"), [(0, False), (1, True)])
def test_a_meeting_is_not_later_than_what_followed_upon_it(closed, cadre, later, is_refused):
    version = TextVersion.objects.get()
    day = version.adopted_on + timedelta(days=1)
    filing = version.filing
    filing.__class__.objects.filter(pk=filing.pk).update(
        status="submitted", submitted_on=day - timedelta(days=later)
    )

    def asked():
        return ask(MEETING_CORRECTION, closed, {"held_at": noon(day)}, by=cadre, reason="抄错了")

    if is_refused:
        with pytest.raises(Refused, match="已报备案，会议不能晚于这一天"):
            asked()
    else:
        assert asked().is_open


def test_a_text_is_not_older_than_the_version_before(village, cadre, closed):
    version = TextVersion.objects.get()
    older = version.text.versions.create(
        number=0, adopted_on=closed.held_on, superseded_on=closed.held_on, status="superseded",
        sha256="0" * 64,
    )  # fmt: skip
    assert older.pk
    day = noon(closed.held_on - timedelta(days=1))
    with pytest.raises(Refused, match="会议不能早于这一天"):
        ask(MEETING_CORRECTION, closed, {"held_at": day}, by=cadre, reason="抄错了")


def test_fewer_people_turn_the_verdict_and_what_rests_on_it_is_listed(closed, cadre, office):
    tally = closed.motions.get().tallies.get()
    done = corrected(TALLY_CORRECTION, tally, cadre, office, yes=150, no=230)
    motion = Motion.objects.get()
    assert motion.status == Motion.Status.FAILED
    version = TextVersion.objects.get()
    told = dict((url, sentence) for sentence, url in done.follows)
    assert "由“通过”变为“未通过”" in told[motion.get_absolute_url()]
    assert version.get_absolute_url() in told
    assert version.status == TextVersion.Status.ADOPTED  # people decide, nothing is undone


def test_who_came_and_what_was_voted_are_corrected_together(closed, cadre, office):
    tally = closed.motions.get().tallies.get()
    key = f"tally{tally.pk}"
    after = {"present": 380, f"{key}.yes": 330, f"{key}.no": 30, f"{key}.abstain": 20}
    corrected(MEETING_CORRECTION, closed, cadre, office, **after)
    closed.refresh_from_db()
    tally.refresh_from_db()
    assert (closed.present, tally.yes) == (380, 330)
    assert Motion.objects.get().status == Motion.Status.PASSED


def test_a_text_whose_vote_fell_is_told_not_filed_and_stopped_by_the_office(
    closed, cadre, office, client
):
    corrected(TALLY_CORRECTION, closed.motions.get().tallies.get(), cadre, office, yes=150, no=230)
    version = TextVersion.objects.get()
    with pytest.raises(Refused, match="表决更正后没有通过，不用报送备案"):
        FILING.perform("submit", version.filing, by=cadre)
    assert not FILING.waiting("submit", cadre).exists()
    assert [row.pk for row in TEXT.waiting("lapse", office)] == [version.pk]
    assert TEXT.perform("lapse", version, by=office).status == TextVersion.Status.WITHDRAWN
    filing = Filing.objects.get()
    assert filing.status == Filing.Status.CLOSED and not Filing.objects.waiting().exists()
    client.force_login(cadre)
    page = client.get(filing.get_absolute_url()).text
    assert "已终止" in page and "没有报送" in page and "超期" not in page
    assert "没有报送" in client.get("/villages/filings/").text
    assert Entry.objects.filter(verb="filing.close").exists()


def test_a_filing_whose_vote_falls_while_it_is_reviewed_is_not_decided_but_ends(
    closed, cadre, office
):
    """村民委员会组织法第三十一条: what did not pass is neither filed nor to be corrected."""
    filing = FILING.perform("submit", TextVersion.objects.get().filing, by=cadre)
    filing.checks.update(result="unmet")
    corrected(TALLY_CORRECTION, closed.motions.get().tallies.get(), cadre, office, yes=150, no=230)
    with pytest.raises(Refused, match="表决更正后没有通过，不能备案"):
        FILING.perform("accept", filing, by=office, receipt_no="备字〔2026〕1号")
    with pytest.raises(Refused, match="表决更正后没有通过，不用责令改正"):
        FILING.perform("order_correction", filing, by=office, reason="有不符合的")
    assert not FILING.waiting("accept", office).exists()
    TEXT.perform("lapse", filing.text_version, by=office)
    filing.refresh_from_db()
    assert filing.status == Filing.Status.CLOSED


def test_a_text_whose_vote_stands_does_not_lapse(closed, office):
    version = TextVersion.objects.get()
    assert not TEXT.waiting("lapse", office).exists()
    with pytest.raises(Refused, match="仍然成立"):
        TEXT.perform("lapse", version, by=office)


def test_figures_that_contradict_the_vote_are_refused_when_asked(closed, cadre):
    tally = closed.motions.get().tallies.get()
    with pytest.raises(Refused):
        ask(TALLY_CORRECTION, tally, {"yes": 900}, by=cadre, reason="抄错了")
    with pytest.raises(Refused):
        ask(MEETING_CORRECTION, closed, {"present": 700}, by=cadre, reason="抄错了")
    assert Meeting.objects.get().present == 400


def test_a_meeting_does_not_move_into_the_future(closed, cadre):
    with pytest.raises(Refused, match="不能在现在之后"):
        ask(MEETING_CORRECTION, closed, {"held_at": noon(days_ago(-3))}, by=cadre, reason="错")


def test_an_open_meeting_is_simply_changed(village, cadre):
    with pytest.raises(Refused, match="直接修改"):
        ask(MEETING_CORRECTION, meeting(village, cadre), {"place": "别处"}, by=cadre, reason="错")


def test_both_sides_of_a_secret_count_stay_in_agreement(village, cadre, office):
    version = final(village, cadre)
    row = meeting(village, cadre)
    meeting_acts.add_motion(row, by=cadre, text_version=version, method=VotingMethod.SECRET)
    meeting_acts.enter_attendance(row, by=cadre, total=600, present=400)
    counts = {"issued": 400, "returned": 400, "yes": 350, "no": 30, "abstain": 20, "invalid": 0}
    motion = row.motions.get()
    meeting_acts.enter_tally(motion, by=cadre, side=1, **counts)
    meeting_acts.enter_tally(motion, by=office, side=2, **counts)
    MEETING.perform("close", row, by=cadre)
    first = motion.tallies.get(side=1)
    corrected(TALLY_CORRECTION, first, cadre, office, yes=340, no=40)
    assert set(motion.tallies.values_list("yes", "no")) == {(340, 40)}


def test_a_cadre_corrects_a_posting_taken_down_alone_and_it_is_told(village, cadre):
    row = Posting.objects.create(
        village=village,
        kind=Posting.Kind.OTHER,
        title="第三季度公开",
        posted_on=days_ago(30),
        until=days_ago(15),
        place="公开栏",
    )
    row = POSTING.perform("post", row, by=cadre)
    row = POSTING.perform("take_down", row, by=cadre)
    ask(POSTING_CORRECTION, row, {"posted_on": days_ago(31)}, by=cadre, reason="照片为准")
    row.refresh_from_db()
    assert row.posted_on == days_ago(31)
    assert any(one.summary.startswith("更正") for one in Entry.objects.about(row))
    with pytest.raises(Refused, match="早于张贴日期"):
        ask(POSTING_CORRECTION, row, {"taken_down_on": days_ago(40)}, by=cadre, reason="错")


# What a posting taken down says, each put right by itself.
POSTED = {
    "title": "第三季度村务公开",
    "posted_on": days_ago(31),
    "until": days_ago(14),
    "place": "村委会公开栏",
    "taken_down_on": days_ago(1),
    "early_reason": "公开栏翻修",
}


def taken_down(village, cadre):
    """A posting that hung long enough."""
    row = Posting.objects.create(
        village=village,
        kind=Posting.Kind.OTHER,
        title="第三季度公开",
        posted_on=days_ago(30),
        until=days_ago(15),
        place="公开栏",
    )
    return POSTING.perform("take_down", POSTING.perform("post", row, by=cadre), by=cadre)


@pytest.mark.parametrize("name", POSTED)
def test_each_word_of_a_posting_is_put_right_by_itself(client, village, cadre, name):
    row = taken_down(village, cadre)
    wrong = {one: getattr(row, one) for one in POSTED}
    (change,) = ask(
        POSTING_CORRECTION, row, {name: POSTED[name]}, by=cadre, reason="照片为准"
    ).changes
    row = Posting.objects.get(pk=row.pk)
    assert {one: getattr(row, one) for one in POSTED} == wrong | {name: POSTED[name]}
    client.force_login(cadre)
    page = client.get(row.get_absolute_url()).text
    assert change["after_shown"] in page and "照片为准" in page


def test_no_word_of_a_posting_is_left_out():
    assert tuple(POSTED) == POSTING_CORRECTION.fields


def test_an_opinion_of_an_adopted_text_keeps_its_answer(village, cadre, client):
    opinion = adopted(village, cadre).opinions.get()
    with pytest.raises(Refused, match="要写明理由"):
        ask(
            OPINION_CORRECTION,
            opinion,
            {"handling": "rejected", "reply": ""},
            by=cadre,
            reason="填错",
        )
    ask(OPINION_CORRECTION, opinion, {"group": "二组"}, by=cadre, reason="组别填错")
    opinion.refresh_from_db()
    assert opinion.group == "二组"
    client.force_login(cadre)
    assert "组别填错" in client.get(opinion.text_version.get_absolute_url()).text


def test_a_photo_of_a_posting_is_replaced_after_it_was_taken_down(client, village, cadre):
    row = taken_down(village, cadre)
    photo = store(io.BytesIO(phone_photo()), "公开栏.jpg")
    given = {"by": cadre, "reason": "漏传了"}
    ask(POSTING_CORRECTION, row, {"photo": (photo, "公开栏.jpg")}, **given)
    row.refresh_from_db()
    assert (row.photo, row.photo_name) == (photo, "公开栏.jpg")
    client.force_login(cadre)
    shown = client.get(reverse("villages:posting_photo", args=[row.pk]))
    assert b"".join(shown.streaming_content)


@pytest.fixture
def filed(village, cadre, office):
    filing = reviewed(submitted(village, cadre), office)
    return FILING.perform("accept", filing, by=office, receipt_no="2026-010")


def test_a_receipt_with_a_wrong_number_is_issued_anew(client, filed, office, leader):
    corrected(FILING_CORRECTION, filed, office, leader, receipt_no="2026-001")
    row = Filing.objects.get()
    assert row.receipt_no == "2026-001"
    old, new = IssuedPaper.objects.about("filing_receipt", row).order_by("pk")
    assert ("010" in old.text, "010" in new.text) == (True, False)
    client.force_login(office)
    page = client.get(row.get_absolute_url()).text
    assert "<del>2026-010</del>" in page and "抄错了" in page


def test_what_cannot_be_said_of_a_decision(filed, office):
    for after, told in (
        ({"receipt_no": ""}, "备案编号"),
        ({"decided_on": filed.submitted_on - timedelta(days=1)}, "早于报送日期"),
        ({"decided_on": days_ago(-2)}, "今天之后"),
    ):
        with pytest.raises(Refused, match=told):
            ask(FILING_CORRECTION, filed, after, by=office, reason="抄错了")


def test_an_order_says_its_own_number_and_deadline(client, village, cadre, office, leader):
    checked = reviewed(submitted(village, cadre), office, n5=FAULT)
    row = ordered(checked, office, leader, reason="删去罚款")
    client.force_login(office)
    page = client.get(reverse("villages:filing_correct", args=[row.pk])).text
    assert "改正期限" in page and "备案编号" not in page
    with pytest.raises(Refused, match="发出日期以后"):
        after = {"correct_by": row.decided_on}
        ask(FILING_CORRECTION, row, after, by=office, reason="抄错了")
    corrected(FILING_CORRECTION, row, office, leader, opinion="删去第五条的罚款。")
    assert IssuedPaper.objects.about("correction_order", row).count() == 2
