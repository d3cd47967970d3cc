"""What a page costs beside Django's bare list: processor time, each asked in turn with the floor.

Shares are of processor time in one process, not of requests a second: what else the machine does
takes turns with both, so that the medians of many turns hold on a busy machine too. A page is
asked once before it is counted: people ask for a page oftener than the site is changed. Four
further figures tell the first request after an act: one about a thing that no page shows, one
about a thing of the page's own kind that changes nothing on it (of another village, say), one that
changes what it shows, and one that changes the township's settings, on which all of it hangs.
"""

import statistics
import time

# {page: (share of the bare list page to be reached, who asks, what its own acts change)}.
GOALS = {
    "village list": (0.6, "office", "villages.Figures.population"),
    "archive list": (0.55, "office", "archives.Record.title"),
    "results": (0.5, "office", "campaigns.Evaluation.version"),
    "honours": (0.5, "office", "campaigns.Honour.version"),
    "receipts": (0.5, "office", "villages.Village.order"),
    "office home": (0.5, "office", "campaigns.Round.version"),
    "cadre home": (0.5, "cadre-wanshun", "villages.Village.order"),
    "evaluator home": (0.5, "evaluator1", "campaigns.Round.version"),
    "village page": (0.45, "office", "villages.Figures.population"),
    "campaign": (0.4, "office", "campaigns.Target.version"),
    "targets": (0.4, "office", "campaigns.Target.version"),
    "gaps": (0.4, "office", "archives.Record.title"),
    "completeness": (0.4, "office", "archives.Record.title"),
    "score sheet": (0.3, "evaluator1", "campaigns.Sheet.version"),
}
# The first request after an act that changes nothing on the page, in times of the kept one.
# After one that does, in times of what it may cost when it is kept: the bare list by its goal.
MOST_AFTER_ACT = {"other": 2.5, "kind": 2.5}
MOST_WHEN_CHANGED = 2.5
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


def after_act(user, page, floor, times, act):
    """(page, floor): medians of a page's first request after an act, which gives what its entry is
    about, and of the bare list in turn with it."""
    from django.db import transaction

    from township.history.chain import record

    found = []
    for _ in range(times):
        with transaction.atomic():
            about = act()
            record(f"{about._meta.model_name}.edit", about, user, "改了一项")
        found.append((spent(page), spent(floor)))
    return [statistics.median(one) for one in zip(*found, strict=True)]


def acts_on(user, own):
    """{kind of act: what does it}, as a page of the person may meet them."""
    from django.apps import apps

    from township.papers.issued import IssuedPaper
    from villages.models import Village

    model, field = own.rsplit(".", 1)
    rows = apps.get_model(model).objects.order_by("-pk")
    rows = rows.filter(**{rows.scope["township"]: user.township})
    own_village = Village.objects.get(name="万顺村", township=user.township)
    mine = {"owner": user.pk, "village": own_village.pk}
    path = next((one for one in mine if one in rows.scope), "")
    row = rows.filter(**{rows.scope[path] or "pk": mine[path]} if path else {})[0]
    another = rows.exclude(pk=row.pk).last() or row
    township, paper = user.township, IssuedPaper(pk=1, township=user.township)

    def change():
        known = getattr(row, field)
        if isinstance(known, int):
            other = known + 1
        else:
            other = known[:-1] if known.endswith("甲") else f"{known}甲"
        setattr(row, field, other)
        type(row).objects.filter(pk=row.pk).update(**{field: getattr(row, field)})
        return row

    def settle():
        days = township.setting("filing_grace_days")
        township.settings["filing_grace_days"] = 10 + (days + 1) % 20
        type(township).objects.filter(pk=township.pk).update(settings=township.settings)
        return township

    return {"other": lambda: paper, "kind": lambda: another, "own": change, "all": settle}


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
        "  first after another act, one of its kind, one that changes it, the settings: in bare"
        " lists (in times of the kept)"
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
        for kind, act in acts_on(user, own).items():
            first, beside = after_act(user, ask, bare_list, max(times // 5, 3), act)
            after[kind] = first / beside * share, first / beside
        below = [] if share >= goal else ["share"]
        dear = [kind for kind, most in MOST_AFTER_ACT.items() if after[kind][0] > most]
        dear += ["own"] if after["own"][1] * goal > MOST_WHEN_CHANGED else []
        below += [f"after {kind}" for kind in dear]
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
