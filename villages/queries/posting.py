"""How long a village must leave its postings on the board (村务公开, 居务公开)."""

from datetime import date

from villages.models import Village
from villages.queries.verdict import place_of
from villages.rules.statutes import pack_on


def least_days(village: Village, on: date) -> int:
    """The least days of what is posted on a day: the law's of that day, or more where set."""
    law = pack_on(place_of(village), on).posting_days or 0
    return max(law, village.township.setting("posting_days"))
