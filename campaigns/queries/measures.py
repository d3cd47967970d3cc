"""What a village owes in a year, told from its texts, its archive and its receipts.

Serves the yearly gap report (plan, clause 51): nothing here is reported by anybody, all of it is
counted. Nouns of this app that owe something register beside their own rules.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from archives.queries.completeness import CAMPAIGNS, Asking, shelves
from archives.rules.requirements import YearSpan
from campaigns.models import Campaign, Receipt
from campaigns.queries.progress import FACTS, Fact
from township.users.models import Township
from villages.models import TextVersion, Village
from villages.queries.demand import DEMANDS, Demand, ReviewQuestion
from villages.rules.text_needs import missing


@DEMANDS.answers("campaign")
def demands(township: Township) -> list[Demand]:
    """What the campaigns of a township ask of its villages; nothing without one."""
    return [
        Demand(
            row.called,
            row.texts_needed,
            row.bodies_asked,
            row.topics_asked,
            [ReviewQuestion(**one) for one in row.review_questions],
        )
        for row in Campaign.objects.filter(township=township).asking()
    ]


@CAMPAIGNS.answers("campaign")
def asking(township: Township) -> list[Asking]:
    """The campaigns for which records are asked: those that ask now, and those that are closed."""
    rows = list(Campaign.objects.filter(township=township).current())
    return [
        Asking(
            row.called,
            row.preset,
            YearSpan(date(row.first_year, 1, 1), date(row.last_year, 12, 31)),
        )
        for row in rows
        if row.status == rows[0].status or row.is_closed
    ]


def _villages(campaign):
    return Village.objects.in_use().filter(township=campaign.township_id)


def _day(year):
    return min(timezone.localdate(), date(year, 12, 31))


@FACTS.answers("text")
def texts(campaign: Campaign, year: int) -> Iterator[Fact]:
    """Texts in force on the year's last day, or today while the year still runs."""
    rows = (
        TextVersion.objects.in_force_on(_day(year))
        .filter(text__village__in=_villages(campaign))
        .order_by()
        .values_list("text__village", "text__kind")
        .annotate(count=Count("text", distinct=True))
    )
    in_force = defaultdict(Counter)
    for village, kind, count in rows:
        in_force[village][kind] = count
    for village in _villages(campaign).values_list("pk", flat=True):
        for kind, need in campaign.texts_asked:
            done = in_force[village][kind]
            yield Fact(
                village,
                kind.label,
                min(done, need),
                need,
                missing(kind, done, need),
                reverse("villages:texts", args=[village]),
            )


@FACTS.answers("archive")
def archive(campaign: Campaign, year: int) -> Iterator[Fact]:
    """How complete the year's records are, as the archive itself judges it."""
    villages = list(_villages(campaign))
    for pk, shelf in shelves(campaign.township, villages, year, asked_by=campaign.preset).items():
        counts = shelf.counts
        need = counts.present + counts.partial + counts.missing
        yield Fact(
            pk,
            "档案",
            counts.present,
            need,
            shelf.sentence,
            f"{reverse('archives:village_completeness', args=[pk])}?year={year}",
        )


@FACTS.answers("receipt")
def receipts(campaign: Campaign, year: int) -> Iterator[Fact]:
    """What was handed down in the year and is not signed for."""
    rows = (
        Receipt.objects.of_campaign(campaign)
        .filter(village__township=campaign.township_id, sent_at__year=year)
        .order_by()
        .values_list("village")
        .annotate(all=Count("pk"), signed=Count("pk", filter=Q(status=Receipt.Status.SIGNED)))
    )
    for village, need, done in rows:
        told = f"有{need - done}份下发的文件还没有签收。"
        yield Fact(village, "签收", done, need, told, reverse("campaigns:receipts"))
