"""What a page costs beside Django's bare list: processor time, each asked in turn with the floor.

Shares are of processor time in one process, not of requests a second: what else the machine does
takes turns with both, so that the medians of many turns hold on a busy machine too. A page is
asked once before it is counted: people ask for a page oftener than the site is changed. Two further
figures tell the first request after an act that wrote into other tables than the page was made
from, and after one that wrote into its own.
"""

import statistics
import time

# {page: (share of the bare list page to be reached, who asks)}.
GOALS = {
    "village list": (0.6, "office"),
    "archive list": (0.55, "office"),
    "results": (0.5, "office"),
    "honours": (0.5, "office"),
    "receipts": (0.5, "office"),
    "office home": (0.5, "office"),
    "cadre home": (0.5, "cadre-wanshun"),
    "evaluator home": (0.5, "evaluator1"),
    "village page": (0.45, "office"),
    "campaign": (0.4, "office"),
    "targets": (0.4, "office"),
    "gaps": (0.4, "office"),
    "completeness": (0.4, "office"),
    "score sheet": (0.3, "evaluator1"),
}
# The first request after an act, beside the one before it.
MOST_AFTER_ACT = 2.5
PASSWORD = "Ceshi-2026!"


def addresses(cast):
    from django.urls import reverse

    from campaigns.models import Campaign, Sheet

    campaign = Campaign.objects.filter(township=cast["office"].township).get().pk
    sheet = Sheet.objects.filter(scorer=cast["evaluator1"]).order_by("-pk").first()
    return {
        "village list": reverse("villages:villages"),
        "archive list": reverse("archives:records"),
        "results": reverse("campaigns:evaluations"),
        "honours": reverse("campaigns:honours"),
        "receipts": reverse("campaigns:receipts"),
        "office home": reverse("home"),
        "cadre home": reverse("home"),
        "evaluator home": reverse("home"),
        "village page": reverse("villages:village", args=[cast.village("万顺村").pk]),
        "campaign": reverse("campaigns:campaign", args=[campaign]),
        "targets": reverse("campaigns:targets", args=[campaign]),
        "gaps": reverse("campaigns:gaps", args=[campaign]),
        "completeness": reverse("archives:completeness"),
        "score sheet": reverse("campaigns:sheet", args=[sheet.pk]),
    }


def spent(act):
    """Milliseconds of the processor."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def asking(client, url):
    def ask():
        if client.get(url).status_code != 200:
            raise RuntimeError(url)

    return ask


def side_by_side(page, floor, times):
    """(page, floor): medians of so many turns, one after the other."""
    page(), floor()
    turns = [(spent(page), spent(floor)) for _ in range(times)]
    return [statistics.median(one) for one in zip(*turns, strict=True)]


def after_act(user, page, times, *, is_own):
    """The median of a page's first request after something was written in the history: of the
    township itself, which every page is made from, or of a paper, which none is."""
    from django.db import transaction

    from township.history.chain import record
    from township.papers.issued import IssuedPaper

    found = []
    for _ in range(times):
        with transaction.atomic():
            paper = IssuedPaper(pk=1, township=user.township)
            record("settings.edit", user.township if is_own else paper, user, "改了一项设置")
        found.append(spent(page))
    return statistics.median(found)


def questions(ask):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def measure_shares(times=60, only=""):
    from django.test import Client

    from tests.bench.floor import floor_client
    from tests.personas import told

    cast = told()
    pages = addresses(cast)
    figures, missed = {}, []
    print(
        "  page              floor ms  page ms  share  goal"
        "  after another act  after its own  questions"
    )
    for name, (goal, username) in GOALS.items():
        if only and only not in name:
            continue
        user, client, bare = cast[username], Client(), floor_client()
        client.force_login(user)
        bare.force_login(user)
        ask = asking(client, pages[name])
        page, floor = side_by_side(ask, asking(bare, "/"), times)
        changed, own = (
            after_act(user, ask, max(times // 5, 3), is_own=is_own) / page
            for is_own in (False, True)
        )
        share, many = floor / page, questions(ask)
        below = [] if share >= goal else ["share"]
        below += [] if changed <= MOST_AFTER_ACT else ["after an act"]
        told = f"  below goal: {', '.join(below)}" if below else ""
        print(
            f"  {name:16} {floor:9.2f} {page:8.2f} {share:6.2f} {goal:5.2f} {changed:16.2f}x"
            f" {own:13.2f}x {many:9}{told}",
            flush=True,
        )
        figures[f"share_{name.replace(' ', '_')}"] = round(share, 2)
        figures[f"after_act_{name.replace(' ', '_')}"] = round(changed, 2)
        figures[f"after_own_act_{name.replace(' ', '_')}"] = round(own, 2)
        missed += [f"{name} ({one})" for one in below]
    return figures, missed
