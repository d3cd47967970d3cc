"""Pages of a round ask at most fourteen times, session and user among it, however many villages.

Looked at in the phases whose guards look furthest: while scoring, reviewed, and announced.
"""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.acts import round as round_acts
from campaigns.models import Round, Sheet
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score, teams
from tests.personas import make_village

MOST = 15


def asked(client, url):
    """How often a page asks the database when it is looked at again."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    told = [query["sql"] for query in queries.captured_queries]
    assert len(told) <= MOST, "\n".join([url, *told])
    return len(told)


def pages(round, office, evaluator, cadre):
    """{(who, page): url}; evaluation and sheets are those of the cadre's own village."""
    sheets = Sheet.objects.filter(evaluation__round=round, evaluation__village__name="万顺村")
    sheet, mine = sheets.get(scorer=evaluator), sheets.get(kind="self")
    of_round = ["round", "round_summary", "round_teams", "workbooks"]
    found = {(office, name): reverse(f"campaigns:{name}", args=[round.pk]) for name in of_round}
    found |= {(office, name): reverse(f"campaigns:{name}") for name in ("rounds", "evaluations")}
    found |= {
        (office, "evaluation"): sheet.evaluation.get_absolute_url(),
        (office, "sheet"): sheet.get_absolute_url(),
        (evaluator, "sheet"): sheet.get_absolute_url(),
        (evaluator, "sheets"): reverse("campaigns:sheets"),
        (evaluator, "workbook"): reverse("campaigns:workbook", args=[round.pk]),
        (evaluator, "workbook_import"): reverse("campaigns:workbook_import", args=[round.pk]),
        (cadre, "self_sheet"): reverse("campaigns:self_sheet", args=[mine.pk]),
        (cadre, "round"): round.get_absolute_url(),
    }
    if round.status != Round.Status.SCORING:
        found[office, "summary_paper"] = reverse("campaigns:summary_paper", args=[round.pk])
    if round.announced_on:
        found[cadre, "evaluation"] = sheet.evaluation.get_absolute_url()
    return found


def counts(as_user, round, *people):
    return {
        (str(user), page): asked(as_user(user), url)
        for (user, page), url in pages(round, *people).items()
    }


def phases(as_user, round, office, evaluator, cadre):
    """What the pages of a round ask: being scored, reviewed, announced and run out."""
    teams(round, [evaluator], office)
    round = ROUND.perform("start_scoring", round, by=office)
    yield counts(as_user, round, office, evaluator, cadre)
    score(round)
    round = ROUND.perform("review", round, by=office, on=date(2025, 12, 21))
    yield counts(as_user, round, office, evaluator, cadre)
    round = ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)
    yield counts(as_user, round, office, evaluator, cadre)


def test_pages_of_a_round(as_user, campaign, township, office, evaluator, cadre):
    found = []
    for year, more in ((2025, 4), (2026, 9)):  # the township grows: 6 villages, then 15
        for number in range(more):
            make_village(township, f"{year}年第{number}村", f"N{year % 10}{number:02}")
        round = Round(campaign=campaign, year=year, self_due="2025-12-05", scoring_due="2025-12-20")
        round_acts.open_round(round, by=office)
        found.append(list(phases(as_user, round, office, evaluator, cadre)))
    few, many = found
    assert Round.objects.get(year=2026).evaluations.count() == 15
    for before, after in zip(few, many, strict=True):
        assert before.keys() == after.keys()
        # In its second year a page asks for last year's marks too, whatever the number of villages.
        assert all(after[page] <= before[page] + 1 for page in before)
