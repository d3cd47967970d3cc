"""A saved mark: one entry of history, by nobody but whose sheet it is, at a fixed price."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archives.acts.record import file_fact
from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import site_visit as site_visit_acts
from campaigns.models import Evaluation, Round, Score, Sheet, SiteVisit, VetoFinding
from campaigns.queries.sheet import Mark
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.veto import VETO, find
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, teams
from tests.personas import make_village
from township.access import Role
from township.history.chain import verify
from township.history.models import Entry
from township.users.models import Membership
from township.workflow import Refused, Stale

CONFLICT = "赵考评是万顺村的干部，不能考评本村"


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


@pytest.fixture
def own_sheet(scoring, village):
    """The self-evaluation of 万顺村, still open."""
    return Sheet.objects.get(evaluation__village=village, kind=Sheet.Kind.SELF)


def entries(sheet):
    return list(Entry.objects.about(sheet).filter(verb="sheet.mark").order_by("number"))


def becomes_cadre(user, village):
    """The person takes up an office in the village; returns the account as read anew."""
    membership = Membership.objects.create(user=user, role=Role.CADRE, township=village.township)
    village.cadres.add(membership)
    return type(user).objects.get(pk=user.pk)


def mark(sheet, by, points="8", reason="", **given):
    sheet_acts.save_marks(sheet, {"B1": Mark(Decimal(points), reason, **given)}, by=by)


def test_a_mark_is_one_entry_of_who_what_from_and_to(sheet, evaluator):
    mark(sheet, evaluator)
    mark(sheet, evaluator, "7", "晚了一次")
    first, second = entries(sheet)
    assert (first.actor, first.village_id) == (evaluator, sheet.evaluation.village_id)
    indicator = sheet.evaluation.standard_version.indicators.get(code="B1")
    assert str(indicator) in first.summary and "由没有评分改为8.0分" in first.summary
    assert first.changes == {"得分": [None, "8.0"]}
    assert "由8.0分改为7.0分" in second.summary and "晚了一次" in second.summary
    assert second.changes == {"得分": ["8.0", "7.0"], "理由": ["", "晚了一次"]}
    assert not list(verify())


def test_points_taken_back_and_a_reason_written_anew_are_told(sheet, evaluator):
    mark(sheet, evaluator, "7", "晚了一次")
    mark(sheet, evaluator, "7", "晚了两次")
    sheet_acts.save_marks(sheet, {"B1": Mark(None, "")}, by=evaluator)
    _, anew, back = entries(sheet)
    assert "改写理由" in anew.summary and anew.changes == {"理由": ["晚了一次", "晚了两次"]}
    assert "由7.0分改为没有评分" in back.summary


def test_the_same_mark_again_changes_nothing_and_tells_nothing(sheet, evaluator, village, cadre):
    row = file_fact(village, "ZCH", source="", title="会议记录", on=timezone.localdate(), by=cadre)
    mark(sheet, evaluator, cited=(row.pk,))
    mark(sheet, evaluator, cited=(row.pk,))
    mark(sheet, evaluator)
    assert len(entries(sheet)) == 1


def test_evidence_cited_and_taken_out_is_told(sheet, evaluator, village, cadre):
    rows = [
        file_fact(village, "ZCH", source=name, title=name, on=timezone.localdate(), by=cadre).pk
        for name in ("会议记录", "表决记录")
    ]
    mark(sheet, evaluator)
    mark(sheet, evaluator, cited=rows)
    mark(sheet, evaluator, cited=rows[:1])
    _, cited, out = entries(sheet)
    assert cited.changes == {"佐证": [[], rows]} and "引用佐证2件" in cited.summary
    assert out.changes == {"佐证": [rows, rows[:1]]} and "引用佐证1件" in out.summary
    assert list(Score.objects.get().cited.values_list("pk", flat=True)) == rows[:1]


def test_what_is_refused_leaves_no_entry(sheet, evaluator):
    with pytest.raises(Refused):
        mark(sheet, evaluator, "7")
    assert not entries(sheet) and not Score.objects.exists()


def test_proposals_taken_are_entries_as_any_mark(sheet, evaluator):
    sheet_acts.save_mark(
        sheet, sheet.evaluation.standard_version.indicators.get(code="A1"), Mark(Decimal(4)),
        by=evaluator,
    )  # fmt: skip
    Evaluation.objects.filter(pk=sheet.evaluation_id).update(
        proposals={"B1": {"points": "8", "reason": "有", "points_full": "8"}}
    )
    sheet = Sheet.objects.get(pk=sheet.pk)
    assert sheet_acts.take_proposals(sheet, by=evaluator) == 1
    assert [one.changes["得分"] for one in entries(sheet)] == [[None, "4.0"], [None, "8.0"]]


def test_nobody_writes_on_the_sheet_of_another(
    sheet, own_sheet, scoring, second_evaluator, everybody, other_cadre
):
    teams(scoring, [sheet.scorer, second_evaluator], everybody["office"])
    strangers = [second_evaluator, other_cadre]
    strangers += [one for role, one in everybody.items() if role != Role.EVALUATOR]
    for user in strangers:
        with pytest.raises(Refused, match="这是赵考评的评分表，只能由本人评分"):
            mark(sheet, user)
        with pytest.raises(Refused, match="只能由本人评分"):
            sheet_acts.take_proposals(sheet, by=user)
    for user in (*everybody.values(), other_cadre, second_evaluator):
        if user == everybody[Role.CADRE]:
            continue
        with pytest.raises(Refused, match="这是万顺村的自评表，只能由本村填写"):
            mark(own_sheet, user)
    assert not Score.objects.exists()
    mark(sheet, sheet.scorer)
    mark(own_sheet, everybody[Role.CADRE])


def test_one_sheet_of_another_among_many_and_none_is_written(sheet, scoring, evaluator, office):
    other = Sheet.objects.of_evaluators().exclude(pk=sheet.pk).get()
    Sheet.objects.filter(pk=other.pk).update(scorer=office)
    both = {one.pk: {"B1": Mark(Decimal(8))} for one in (sheet, other)}
    with pytest.raises(Refused):
        sheet_acts.save_sheets(both, by=evaluator)
    assert not Score.objects.exists()


def test_an_evaluator_whose_role_was_taken_away_writes_nothing(sheet, evaluator):
    evaluator.memberships.all().delete()
    with pytest.raises(Refused, match="只能由本人评分"):
        mark(sheet, type(evaluator).objects.get(pk=evaluator.pk))


def test_whoever_became_a_cadre_of_the_village_judges_it_no_more(
    sheet, village, other_village, evaluator, as_user, scoring
):
    user = becomes_cadre(evaluator, village)
    with pytest.raises(Refused, match=CONFLICT):
        mark(sheet, user)
    with pytest.raises(Refused, match=CONFLICT):
        SHEET.perform("submit", sheet, by=user)
    page = as_user(user).get(sheet.get_absolute_url()).text
    assert CONFLICT in page and "data-marks" not in page
    mark(Sheet.objects.get(scorer=user, evaluation__village=other_village), user)


def test_nor_finds_decides_on_a_veto_or_enters_a_visit_there(
    sheet, village, evaluator, second_evaluator, scoring, office
):
    teams(scoring, [evaluator, second_evaluator], office)
    evaluation = sheet.evaluation
    veto = evaluation.standard_version.vetoes.first()
    lead = VetoFinding(evaluation=evaluation, veto=veto, fact="没有章程")
    lead = find(lead, by=second_evaluator)
    assert VETO.waiting("confirm", evaluator).filter(pk=lead.pk)
    user = becomes_cadre(evaluator, village)
    assert not VETO.waiting("confirm", user).filter(pk=lead.pk)
    with pytest.raises(PermissionDenied):
        VETO.perform("dismiss", lead, by=user)
    with pytest.raises(Refused, match=CONFLICT):
        find(VetoFinding(evaluation=evaluation, veto=veto, fact="没有表决"), by=user)
    counts = dict.fromkeys(("households", "respondents", "aware", "satisfied"), 3)
    visit = SiteVisit(
        evaluation=evaluation, visited_on=timezone.localdate(), visitors="赵考评", **counts
    )
    with pytest.raises(Refused, match=CONFLICT):
        site_visit_acts.enter(visit, by=user)


def test_the_office_takes_such_a_sheet_away_even_when_it_is_written_on(
    sheet, village, evaluator, second_evaluator, scoring, office
):
    mark(sheet, evaluator)
    teams(scoring, [evaluator, second_evaluator], office)
    with pytest.raises(Refused, match="评过分"):
        teams(scoring, [second_evaluator], office)
    becomes_cadre(evaluator, village)
    pairs = {(one.evaluation.village_id, one.scorer_id) for one in Sheet.objects.of_evaluators()}
    round_acts.assign_teams(scoring, pairs - {(village.pk, evaluator.pk)}, by=office)
    assert not Sheet.objects.filter(pk=sheet.pk).exists()
    assert entries(sheet), "what was marked stays in the history"


def test_a_sheet_handed_in_before_stays_and_the_teams_can_still_be_saved(
    sheet, village, evaluator, second_evaluator, scoring, office, as_user
):
    sheet_acts.save_marks(sheet, full_marks(sheet), by=evaluator)
    SHEET.perform("submit", sheet, by=evaluator)
    becomes_cadre(evaluator, village)
    url = reverse("campaigns:round_teams", args=[scoring.pk])
    page = as_user(office).get(url)
    ticked = re.findall(r'value="(\d+:\d+)" checked', page.text)
    pairs = [*ticked, f"{village.pk}:{second_evaluator.pk}"]
    assert as_user(office).post(url, {"pair": pairs}).status_code == 302
    assert Sheet.objects.filter(pk=sheet.pk).exists()
    assert Sheet.objects.filter(scorer=second_evaluator, evaluation=sheet.evaluation).exists()


def test_a_mark_of_many_sheets_asks_as_often_as_of_one(sheet, campaign, office, evaluator):
    asked = []
    for year, more in ((2026, 1), (2027, 5)):
        for number in range(more):
            make_village(campaign.township, f"{year}年{number}村", f"N{year % 10}{number}")
        row = round_acts.open_round(
            Round(campaign=campaign, year=year, self_due="2025-12-05", scoring_due="2025-12-20"),
            by=office,
        )
        teams(row, [evaluator], office)
        for step in ("start_self", "start_scoring"):
            row = ROUND.perform(step, row, by=office)
        marks = {
            one.pk: {"B1": Mark(Decimal(8)), "A1": Mark(Decimal(4))}
            for one in Sheet.objects.of_evaluators().filter(evaluation__round=row)
        }
        evaluator.current_memberships  # noqa: B018  loaded once a request
        with CaptureQueriesContext(connection) as queries:
            sheet_acts.save_sheets(marks, by=evaluator)
        asked.append(len(queries))
    assert len(marks) > 5 and asked[0] == asked[1]


def test_a_single_mark_asks_a_fixed_number_of_times(
    sheet, evaluator, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        mark(sheet, evaluator, cited=())


def test_the_history_tells_marks_to_whom_the_sheet_is_open(
    sheet, own_sheet, scoring, evaluator, second_evaluator, office, cadre, other_cadre, as_user
):
    """An observer who scores the village is blind to the other's marks in the history too."""
    teams(scoring, [evaluator, second_evaluator], office)
    township = sheet.evaluation.village.township
    Membership.objects.create(user=second_evaluator, role=Role.OBSERVER, township=township)
    sheet_acts.save_marks(sheet, full_marks(sheet, {"B1": 5}), by=evaluator)
    mark(own_sheet, cadre, "6", "自己查出的不足")
    url = reverse("history")

    def told(user):
        text = as_user(type(user).objects.get(pk=user.pk)).get(url).text
        return "改为5.0分" in text, "改为6.0分" in text

    assert told(office) == (True, True)
    assert told(second_evaluator) == (False, True)
    assert told(cadre) == (False, True)
    assert told(other_cadre) == (False, False)
    theirs = Sheet.objects.get(scorer=second_evaluator, evaluation=sheet.evaluation)
    sheet_acts.save_marks(theirs, full_marks(theirs), by=second_evaluator)
    SHEET.perform("submit", theirs, by=second_evaluator)
    assert told(second_evaluator) == (True, True)


def test_a_mark_is_written_over_what_was_read_and_nothing_newer(sheet, evaluator):
    indicator = sheet.evaluation.standard_version.indicators.get(code="B1")

    def save(points, version):
        mark = Mark(Decimal(points), "缺照片")
        sheet_acts.save_mark(sheet, indicator, mark, by=evaluator, version=version)
        return sheet.scores.get(indicator=indicator)

    with pytest.raises(Stale):
        save("7", "1")
    first = save("7", "")
    with pytest.raises(Stale):
        save("6", "")
    second = save("6", first.version)
    with pytest.raises(Stale):
        save("5", first.version)
    assert save("6", first.version).points == 6, "sent again, for its answer was lost"
    assert save("5", None).points == 5, "who read nothing asks for nothing"
    assert second.version != first.version


@pytest.mark.parametrize("changed", ["points", "reason", "cited"])
def test_what_is_sent_again_must_say_the_same(changed, sheet, evaluator, village, cadre):
    indicator = sheet.evaluation.standard_version.indicators.get(code="B1")
    today = timezone.localdate()
    record = file_fact(village, "ZCH", source="", title="会议记录", on=today, by=cadre)
    said = {"points": Decimal(7), "reason": "缺照片", "cited": (record.pk,)}

    def save(mark):
        return sheet_acts.save_mark(sheet, indicator, Mark(**mark), by=evaluator, version="")

    save(said)
    save(said | {"reason": " 缺照片 "})
    other = {"points": Decimal("6.5"), "reason": "缺签到册", "cited": ()}[changed]
    with pytest.raises(Stale):
        save(said | {changed: other})
    assert len(entries(sheet)) == 1


def test_a_day_is_the_end_of_its_work_and_today_is_now(time_machine):
    time_machine.move_to("2025-12-20 09:30+08:00", tick=False)
    day = timezone.localdate()
    assert sheet_acts.moment(None) == sheet_acts.moment(day) == timezone.now()
    before = timezone.localtime(sheet_acts.moment(day.replace(day=19)))
    assert (before.day, before.hour, before.minute) == (19, 17, 0)
