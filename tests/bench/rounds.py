"""A round of three hundred villages: its pages, its summary, its settling and a workbook."""

import io

from tests.bench.measuring import processor_seconds
from tests.bench.pages import page_ms

EVALUATORS, INDICATORS = 3, 40


def scored_round(count):
    """(office, evaluators, round being scored) of a township with `count` villages."""
    from campaigns.acts import round as round_acts
    from campaigns.demonstration.place import settle
    from campaigns.models import Campaign, Round, StandardVersion
    from campaigns.workflows.round import ROUND
    from tests.personas import person
    from township.access import Role
    from villages.models import Village

    campaign = settle(start=2026, township_code="years")
    township = campaign.township
    Village.objects.bulk_create(
        Village(township=township, name=f"第{n}村", fonds_code=f"K{n:03d}", order=n)
        for n in range(7, count + 1)
    )
    for version in StandardVersion.objects.filter(standard__campaign=campaign):
        _add_indicators(version)
    StandardVersion.objects.filter(standard__campaign=campaign).update(status="issued")
    Campaign.objects.filter(pk=campaign.pk).update(status="running")
    office = person("years-office", "王办事", Role.OFFICE, township=township)
    evaluators = [
        person(f"years-{n}", f"考评员{n}", Role.EVALUATOR, township=township)
        for n in range(EVALUATORS)
    ]
    round = Round(
        campaign=Campaign.objects.get(pk=campaign.pk),
        year=2026,
        self_due="2026-12-05",
        scoring_due="2026-12-20",
    )
    round_acts.open_round(round, by=office)
    villages = round.evaluations.values_list("village", flat=True)
    pairs = {(village, user.pk) for village in villages for user in evaluators}
    round_acts.assign_teams(round, pairs, by=office)
    ROUND.perform("start_self", round, by=office)
    return office, evaluators, ROUND.perform("start_scoring", round, by=office)


def _add_indicators(version):
    """Up to INDICATORS, each of one point."""
    from campaigns.models import Indicator

    there = list(version.indicators.select_related("category"))
    Indicator.objects.bulk_create(
        Indicator(
            version=version,
            category=there[-1].category,
            code=f"Z{n}",
            name=f"补充指标{n}",
            points=1,
            rule="查看记录",
            order=9000 + n,
        )
        for n in range(INDICATORS - len(there))
    )


def filled_book(round, user):
    """(StoredFile, name) of an evaluator's workbook with full points in every row."""
    import openpyxl

    from campaigns.sheets import workbook as workbook_sheets
    from township.files.storing import store

    book = openpyxl.load_workbook(io.BytesIO(workbook_sheets.write_book(round, user)))
    page = book[workbook_sheets.POINTS]
    for row in page.iter_rows(min_row=2):
        row[workbook_sheets.GIVEN].value = row[3].value
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return store(stream, "评分表.xlsx"), "评分表.xlsx"


def score_all(round, user):
    """Full points by everybody else, and all sheets handed in."""
    from campaigns.acts import sheet as sheet_acts
    from campaigns.models import Sheet
    from campaigns.queries import sheet as sheet_queries
    from campaigns.workflows.sheet import SHEET

    mine = Sheet.objects.of_evaluators().filter(evaluation__round=round, scorer=user)
    versions = "evaluation__standard_version__indicators"
    if not mine.filter(scores__points__isnull=False).exists():
        sheet_acts.save_sheets(
            {
                sheet.pk: {
                    one.code: sheet_queries.Mark(one.points, "")
                    for one in sheet.evaluation.standard_version.indicators.all()
                }
                for sheet in mine.prefetch_related(versions)
            },
            by=user,
        )
    for sheet in mine:
        SHEET.perform("submit", sheet, by=user)


def asked(user, url):
    """How many questions a page asks, session and user among them."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        if client.get(url).status_code != 200:
            raise RuntimeError(url)
    return len(queries)


def measure_rounds(count):
    from django.urls import reverse

    from campaigns.acts import workbook as workbook_acts
    from campaigns.acts.workbook_batch import ask_for_workbooks, make_workbooks
    from campaigns.workflows.round import ROUND

    office, evaluators, year = scored_round(count)
    batch = ask_for_workbooks(year, by=office)
    spent = processor_seconds(lambda: make_workbooks.call(batch.pk))
    print(f"  all {EVALUATORS} workbooks in one task: {spent:.1f} s", flush=True)
    upload = filled_book(year, evaluators[0])
    imported = processor_seconds(lambda: workbook_acts.write(year, upload, by=evaluators[0]))
    for user in evaluators:
        score_all(year, user)
    settled = processor_seconds(lambda: ROUND.perform("review", year, by=office))
    year.refresh_from_db()
    print(f"  settling {count} villages: {settled:.1f} s", flush=True)
    names = ("round", "round_summary", "round_teams", "workbooks")
    pages = {name: reverse(f"campaigns:{name}", args=[year.pk]) for name in names}
    queries = {name: asked(office, url) for name, url in pages.items()}
    summary = page_ms(office, pages["round_summary"])
    return {
        "round_queries": max(queries.values()),
        "round_summary_ms": round(summary),
        "workbook_import_s": round(imported, 2),
    }
