"""What `rules.organising` asks of a campaign: the organs behind its documents, and its approval."""

from collections.abc import Iterable
from datetime import date

from campaigns.models import Authority, BasisDocument, Campaign, Honour
from campaigns.rules.organising import (
    SINCE,
    Ordered,
    Organ,
    Standing,
    against_naming,
    against_organisers,
    standing,
)
from campaigns.rules.tier import kind_of, tier_of


def ordered(campaign: Campaign) -> list[Ordered]:
    """The documents that order the campaign, with their organs as the township registered them."""
    rows = Authority.objects.filter(township=campaign.township_id).prefetch_related("former_names")
    known = {}
    for row in rows:
        for name in row.names:
            known.setdefault(name, row)
    return [
        Ordered(
            one.title,
            one.dated,
            tuple(
                known[name].named(name)
                if name in known
                else Organ(name, tier_of(name), kind_of(name))
                for name in one.issuers
            ),
        )
        for one in campaign.documents.ordering()
    ]


def is_approved(campaign: Campaign) -> bool:
    """A document that approves the campaign is registered, and whole."""
    approvals = BasisDocument.objects.filter(campaign=campaign, is_approval=True)
    return any(not one.gaps for one in approvals)


def order_faults(campaign: Campaign) -> list[str]:
    """Why the campaign may not be held on the documents that are registered."""
    found = ordered(campaign)
    if not all(one.organs for one in found):
        return []
    return list(against_organisers(found, is_approved=is_approved(campaign)))


def is_earlier(campaign: Campaign) -> bool:
    """Begun before the rule by organs that it no longer lets: it goes on as it was ordered."""
    if begun_on(campaign) >= SINCE:
        return False
    organs = [organ for one in ordered(campaign) for organ in one.organs]
    organs += [level.named_by.named() for level in campaign.levels.select_related("named_by")]
    return any(standing(one.tier, one.kind, SINCE) is Standing.MAY_NOT for one in organs)


def begun_on(campaign: Campaign) -> date:
    """The day of the first document that ordered it, or else the first day of its first year."""
    days = [one.dated for one in campaign.documents.ordering() if one.dated]
    return min(days, default=date(campaign.first_year, 1, 1))


def naming_faults(
    campaign: Campaign, organs: Iterable[Authority], on: date | None = None
) -> dict[int, str]:
    """{organ: why it may not name in this campaign}; what was begun earlier goes on."""
    day, approved = _day(campaign, on), is_approved(campaign)
    return {one.pk: against_naming(one.named(), day, is_approved=approved) for one in organs}


def honour_fault(honour: Honour) -> str:
    """Why an honour cannot have been named by its organ, under the name that its document bears.

    One of a time before the system is believed to have been approved: its papers are elsewhere.
    """
    campaign, organ = honour.level.campaign, honour.issuer.named()
    written = honour.issuer_name
    if written and written not in honour.issuer.names:
        organ = Organ(written, organ.tier, kind_of(written))
    approved = honour.is_entered_later or is_approved(campaign)
    return against_naming(organ, _day(campaign, honour.awarded_on), is_approved=approved)


def _day(campaign, on):
    begun = begun_on(campaign)
    return begun if on is None else min(on, begun)
