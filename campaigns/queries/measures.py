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

from archives.queries.completeness import shelves, span_of
from archives.rules.requirements import YearSpan
from campaigns.models import Campaign, Receipt
from campaigns.queries.progress import Fact, facts_of
from township.users.models import Township
from villages.models import TextVersion, Village
from villages.rules.kinds import TextKind

# How many of each text a village needs in force (dossier 3.2, B1–B5).
TEXTS_NEEDED = {
    TextKind.CHARTER: 1,
    TextKind.RULE: 3,
    TextKind.COVENANT: 1,
    TextKind.AGREEMENT: 1,
}


@span_of("campaign")
def campaign_days(township: Township) -> YearSpan | None:
    """The days of the township's current campaign, for what is asked once in a campaign."""
    campaign = Campaign.objects.filter(township=township).current().first()
    if campaign is None:
        return None
    return YearSpan(date(campaign.first_year, 1, 1), date(campaign.last_year, 12, 31))


def _villages(campaign):
    return Village.objects.in_use().filter(township=campaign.township_id)


def _day(year):
    return min(timezone.localdate(), date(year, 12, 31))


@facts_of("text")
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
        for kind, need in TEXTS_NEEDED.items():
            done = in_force[village][kind]
            label = TextKind(kind).label
            yield Fact(
                village,
                label,
                min(done, need),
                need,
                _missing(label, done, need),
                reverse("villages:texts", args=[village]),
            )


def _missing(label, done, need):
    if not done:
        return f"还没有生效的{label}。"
    return f"生效的{label}只有{done}项，还差{need - done}项。"


@facts_of("archive")
def archive(campaign: Campaign, year: int) -> Iterator[Fact]:
    """How complete the year's records are, as the archive itself judges it."""
    villages = list(_villages(campaign))
    for pk, shelf in shelves(campaign.township, villages, year).items():
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


@facts_of("receipt")
def receipts(campaign: Campaign, year: int) -> Iterator[Fact]:
    """What was handed down in the year and is not signed for."""
    of_campaign = (
        Q(plan__campaign=campaign)
        | Q(standard_version__standard__campaign=campaign)
        | Q(assignment__campaign=campaign)
    )
    rows = (
        Receipt.objects.filter(of_campaign, sent_at__year=year)
        .order_by()
        .values_list("village")
        .annotate(all=Count("pk"), signed=Count("pk", filter=Q(status=Receipt.Status.SIGNED)))
    )
    for village, need, done in rows:
        told = f"有{need - done}份下发的文件还没有签收。"
        yield Fact(village, "签收", done, need, told, reverse("campaigns:receipts"))
