"""基层减负: the office sees every village, a cadre the own one; what is asked is told before."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archives.models import Category, Record
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import standard as standard_acts
from campaigns.models import Evaluation, Sheet, SiteVisit, Standard
from campaigns.queries.burden import of_villages
from campaigns.queries.sheet import Mark
from campaigns.rules.burden import BurdenKind
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import make_village
from villages.models import Village


def page_of(client, user, name="burden", *args, **asked):
    client.force_login(user)
    answer = client.get(reverse(f"campaigns:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.text


def test_the_office_sees_every_village_with_kinds_months_and_what_is_asked_twice(
    client, opened, office
):
    page = page_of(client, office)
    assert "万顺村" in page and "三水村" in page
    for word in (
        "材料（份）",
        "照片（组）",
        "走访（次）",
        "12月",
        "上年",
        "重复要的材料",
        "办事时自动归档",
    ):
        assert word in page, word
    assert "data-print" in page and reverse("campaigns:burden_export") in page


def test_a_cadre_sees_the_own_village_alone(client, opened, office, cadre):
    page = page_of(client, cadre)
    assert "万顺村" in page and "三水村" not in page
    other = Village.objects.get(name="三水村")
    client.force_login(cadre)
    assert client.get(reverse("campaigns:village_burden", args=[other.pk])).status_code == 404
    own = Village.objects.get(name="万顺村")
    page = page_of(client, cadre, "village_burden", own.pk)
    assert "系统在办事时自动归档，不用另交" in page


def test_evaluators_have_no_part_in_it(client, opened, evaluator):
    client.force_login(evaluator)
    assert client.get(reverse("campaigns:burden")).status_code == 403


@pytest.mark.parametrize("year", ["abc", "1200", "2099", "２０２６"])
def test_a_year_without_anything_shows_this_one(client, opened, office, year):
    this = f"{date.today().year}年各月"
    assert this in page_of(client, office, year=year)


def test_the_workbook_says_what_the_page_says(client, opened, office):
    client.force_login(office)
    answer = client.get(reverse("campaigns:burden_export"))
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    assert book.sheetnames == ["各村", "各月", "重复要的材料", "说明"]
    villages = [row[0] for row in book["各村"].iter_rows(min_row=2, values_only=True)]
    assert sorted(villages) == sorted(map(str, Village.objects.in_use()))
    for row in book["各月"].iter_rows(min_row=2, values_only=True):
        assert sum(row[1:13]) == row[13]
    assert book["重复要的材料"].max_row > 1


def test_the_page_asks_as_often_for_many_villages_as_for_few(client, opened, office, township):
    page_of(client, office)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("campaigns:burden")).status_code == 200
        return len(queries)

    few = count()
    for number in range(10):
        make_village(township, f"第{number}村", f"N{number:03}")
    assert count() == few <= 40


def test_a_standard_says_before_it_goes_out_what_it_will_cost(client, campaign, office):
    standard = Standard.objects.filter(campaign=campaign).first()
    draft = standard_acts.draft(standard, by=office)
    page = page_of(client, office, "standard_act", draft.pk, "issue")
    assert "每个村一年大约要备材料" in page and "一份可以共用" in page


def test_a_cadre_reads_the_year_above_the_self_evaluation(client, opened, cadre):
    page = page_of(client, cadre, "self_sheets")
    assert "今年要办的材料、表格、会议等共" in page and "不用另交" in page


def test_what_the_system_recorded_stands_for_a_photo(client, scoring, evaluator, office):

    sheet = Sheet.objects.get(
        scorer=evaluator, kind="evaluator", evaluation__village__name="万顺村"
    )
    indicator = next(
        one for one in sheet.evaluation.standard_version.indicators.all() if "GKG" in one.evidence
    )
    told = "系统已有记录，可不另交照片"

    def shown():
        client.force_login(evaluator)
        return client.get(sheet.get_absolute_url(), {"at": indicator.pk}).text

    assert told not in shown()
    record = Record.objects.create(
        village=sheet.evaluation.village,
        category=Category.objects.get(code="GKG", township=sheet.evaluation.village.township),
        title="公示",
        year=scoring.year,
        on=date(scoring.year, 3, 1),
        source="posting:1",
        filed_by=office,
    )
    assert told in shown()
    mark = Mark(indicator.points, "", (record.pk,))
    sheet_acts.save_mark(sheet, indicator, mark, by=evaluator)
    (kept,) = sheet.scores.filter(indicator=indicator)
    assert kept.points == indicator.points and list(kept.cited.all()) == [record]


def test_a_self_evaluation_and_a_visit_count_where_they_fall(scoring, village):
    evaluation = Evaluation.objects.get(village=village, round=scoring)
    before = burden_of(village)
    assert before.of(BurdenKind.FORM) >= 1 and before.of(BurdenKind.VISIT) == 0
    SiteVisit.objects.create(
        evaluation=evaluation,
        visited_on=date(scoring.year, 10, 10),
        visitors="赵考评",
        groups="1组",
        households=8,
        respondents=20,
        aware=17,
        satisfied=20,
        entered_by=evaluation.sheets.first().scorer,
    )
    after = burden_of(village)
    assert after.by_month[9] == before.by_month[9] + 1 and after.of(BurdenKind.VISIT) == 1
    called = scoring.campaign.called
    assert after.askers[called] == before.askers[called] + 1


def burden_of(village):
    (row,) = of_villages(village.township, [village], 2025)
    return row.now


def test_the_months_are_drawn_beside_those_of_the_year_before(client, scoring, office):
    page = page_of(client, office, "burden")
    assert 'role="img"' in page and "各月件数" in page
    assert page.count('class="chart-column form-second"') >= 12, "and the key"
