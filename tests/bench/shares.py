"""What a page costs beside Django's bare list: processor time, each asked in turn with the floor.

Shares are of processor time in one process, not of requests a second: what else the machine does
takes turns with both, so that the medians of many turns hold on a busy machine too. A page is
asked once before it is counted: people ask for a page oftener than the site is changed. Three
further figures tell the first request after an act: one about a thing that no page shows, one about
a thing of the page's own kind (both have a goal), and one about the township's settings, on which
all of it hangs.
"""

import statistics
import time

# {page: (share of the bare list page to be reached, who asks, what its own acts are about)}.
GOALS = {
    "village list": (0.6, "office", "villages.Figures"),
    "archive list": (0.55, "office", "archives.Record"),
    "results": (0.5, "office", "campaigns.Evaluation"),
    "honours": (0.5, "office", "campaigns.Honour"),
    "receipts": (0.5, "office", "campaigns.Receipt"),
    "office home": (0.5, "office", "campaigns.Receipt"),
    "cadre home": (0.5, "cadre-wanshun", "villages.Meeting"),
    "evaluator home": (0.5, "evaluator1", "campaigns.Sheet"),
    "village page": (0.45, "office", "villages.Meeting"),
    "campaign": (0.4, "office", "campaigns.Target"),
    "targets": (0.4, "office", "campaigns.Target"),
    "gaps": (0.4, "office", "archives.Record"),
    "completeness": (0.4, "office", "archives.Record"),
    "score sheet": (0.3, "evaluator1", "campaigns.Sheet"),
}
# The first request after an act about a page's own kind, or about another, beside what a page may
# cost when it is kept: the bare list by its goal.
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


def after_act(user, page, floor, times, about):
    """(page, floor): medians of a page's first request after an entry about this row, in whose
    table the act counts as written, and of the bare list in turn with it."""
    from django.db import transaction

    from township.history.chain import record

    found = []
    for _ in range(times):
        with transaction.atomic():
            record(f"{about._meta.model_name}.edit", about, user, "改了一项")
        found.append((spent(page), spent(floor)))
    return [statistics.median(one) for one in zip(*found, strict=True)]


def acts_on(user, own):
    """{name: a row of the person's township} of the three kinds of acts."""
    from django.apps import apps

    from township.papers.issued import IssuedPaper

    rows = apps.get_model(own).objects.order_by("-pk")
    return {
        "other": IssuedPaper(pk=1, township=user.township),
        "own": rows.filter(**{rows.scope["township"]: user.township})[0],
        "all": user.township,
    }


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
        "  page              floor ms  page ms  share  goal  questions"
        "  first after another act, its own, the settings: in bare lists (in times of the kept)"
    )
    for name, (goal, username, own) in GOALS.items():
        if only and only not in name:
            continue
        user, client, bare = cast[username], Client(), floor_client()
        client.force_login(user)
        bare.force_login(user)
        ask, bare_list = asking(client, pages[name]), asking(bare, "/")
        page, floor = side_by_side(ask, bare_list, times)
        share, many = floor / page, questions(ask)
        # {kind: (in times of the kept one, in bare lists)}.
        after = {}
        for kind, row in acts_on(user, own).items():
            first, beside = after_act(user, ask, bare_list, max(times // 5, 3), row)
            after[kind] = first / beside * share, first / beside
        below = [] if share >= goal else ["share"]
        dear = [kind for kind, (_, lists) in after.items() if lists * goal > MOST_AFTER_ACT]
        below += [f"after {kind}" for kind in dear if kind != "all"]
        told = f"  below goal: {', '.join(below)}" if below else ""
        firsts = " ".join(f"{lists:5.1f} ({kept:.1f}x)" for kept, lists in after.values())
        print(
            f"  {name:16} {floor:9.2f} {page:8.2f} {share:6.2f} {goal:5.2f} {many:10}"
            f"  {firsts}{told}",
            flush=True,
        )
        key = name.replace(" ", "_")
        figures[f"share_{key}"] = round(share, 2)
        for kind, (kept, lists) in after.items():
            figures[f"after_{kind}_act_{key}"] = round(kept, 2)
            figures[f"made_{kind}_act_{key}"] = round(lists, 2)
        missed += [f"{name} ({one})" for one in below]
    return figures, missed
