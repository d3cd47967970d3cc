"""What is final says the same before and after its village is renamed, converted and merged."""

import re

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import (
    Acceptance,
    Application,
    Campaign,
    Evaluation,
    Honour,
    PriorResult,
    Reward,
    Round,
)
from township.users.models import User
from villages.acts import village_change
from villages.models import (
    Filing,
    Meeting,
    Motion,
    Posting,
    Selection,
    TextVersion,
    Village,
)

BY = {"reason": "批复", "document_number": "江府函〔2026〕9号"}
# What changes from one request to the next, the way above the page, and what stands beside what
# is told: its history and its corrections.
NOISE = re.compile(
    r"(?s)<header.*?</header>|<nav.*?</nav>"
    r"|<input type=\"hidden\"[^>]*>|nonce-[^']+|<script.*?</script>"
    r"|<meta name=\"csrf-token\"[^>]*>"
    r"|<section class=\"card-box\" id=\"corrections\">.*?</section>"
    r"|<section class=\"card-box history-box\">.*?</section>"
)


def final_addresses(village):
    """Papers and pages of what is final about the village in the year before."""
    campaign = Campaign.objects.first()
    year = Round.objects.filter(status="final").first()
    evaluation = Evaluation.objects.get(round=year, village=village)
    honour = Honour.objects.get(village=village)
    meeting = Meeting.objects.filter(village=village, status="closed").last()
    motion = Motion.objects.filter(meeting=meeting).first()
    filing = Filing.objects.filter(text_version__text__village=village, status="filed").first()
    return [
        reverse("campaigns:public_round", args=[year.pk]),
        reverse("campaigns:commendation_paper", args=[campaign.pk, honour.awarded_on.year]),
        reverse("campaigns:reward_list_paper", args=[campaign.pk, honour.awarded_on.year]),
        reverse("campaigns:reward_receipt", args=[honour.reward.pk]),
        reverse("campaigns:evaluation", args=[evaluation.pk]),
        reverse("campaigns:honour", args=[honour.pk]),
        reverse("villages:meeting_paper", args=[meeting.pk, "minutes"]),
        reverse("villages:vote_record", args=[motion.pk]),
        reverse("villages:filing_paper", args=[filing.pk, "receipt"]),
    ]


def papers_of(year):
    """Addresses of every paper that the demonstration's finished year has brought."""

    def of(name, rows, *args):
        return [reverse(name, args=[row.pk, *args]) for row in rows]

    (round_of_year,) = Round.objects.filter(year=year)
    campaign = round_of_year.campaign
    applications = Application.objects.filter(evaluation__round=round_of_year)
    meetings = Meeting.objects.filter(status="closed", held_at__year=year)
    return [
        *of("campaigns:summary_paper", [round_of_year]),
        *of("campaigns:announcement_paper", [round_of_year]),
        *of("campaigns:public_round", [round_of_year]),
        *of("campaigns:evaluation_paper", round_of_year.evaluations.all()),
        *of("campaigns:assignment_paper", campaign.assignments.filter(year=year)),
        *(
            address
            for paper in ("application", "cover_letter", "evaluation_sheet")
            for address in of("campaigns:application_paper", applications, paper)
        ),
        *of("campaigns:acceptance_paper", Acceptance.objects.all()),
        *of("campaigns:commendation_paper", [campaign], year),
        *of("campaigns:reward_list_paper", [campaign], year),
        *of("campaigns:reward_receipt", Reward.objects.all()),
        *of("campaigns:prior_result", PriorResult.objects.filter(year__lt=year)),
        *of("villages:selection_paper", Selection.objects.filter(held_on__year=year)),
        *of("villages:text_paper", TextVersion.objects.filter(adopted_on__year=year)),
        *of("villages:meeting_paper", meetings, "minutes"),
        *of("villages:meeting_paper", meetings, "sign-in"),
        *of("villages:vote_record", Motion.objects.closed().filter(meeting__in=meetings)),
        *of("villages:filing_paper", Filing.objects.filter(status="filed"), "receipt"),
        *of("villages:posting_paper", Posting.objects.filter(posted_on__year=year)),
    ]


def shown(client, addresses):
    pages = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        pages[address] = NOISE.sub("", answer.content.decode())
    return pages


def same(after, before):
    for address, page in after.items():
        differs = set(page.splitlines()) ^ set(before[address].splitlines())
        assert not differs, f"{address}: {differs}"


def final_things_keep_their_words():
    village, other = Village.objects.filter(honours__isnull=False).distinct()[:2]
    client = Client()
    office = User.objects.get(username="office")
    client.force_login(office)
    addresses = final_addresses(village)
    before = shown(client, addresses)
    assert all(str(village) in page for page in before.values())
    today = timezone.localdate()
    with transaction.atomic():
        row = Village.objects.get(pk=village.pk)
        village_change.rename(row, by=office, name="新社区", kind="community", on=today, **BY)
        same(shown(client, addresses), before)
        other = Village.objects.get(pk=other.pk)
        village_change.merge(
            Village.objects.get(pk=village.pk), by=office, into=other, on=today, **BY
        )
        same(shown(client, addresses), before)
        transaction.set_rollback(True)
