"""Judges a vote of long ago by what is known of it: who voted, how many, and how they voted.

Of an old vote the figures may be on paper; how it was called, whether it was delegated and who of
those present were women seldom is. What is not known is not judged (村民委员会组织法第二十五至
三十二条 and 城市居民委员会组织法第二十六至三十条, in the version of the day).
"""

from dataclasses import replace

from villages.rules.conditions import Question
from villages.rules.verdict import Verdict, outcome_of, verdict

KNOWN = frozenset({"competence", "quorum", "majority"})


def prior_verdict(question: Question) -> Verdict:
    """The verdict upon competent body, quorum and majority alone; ValueError as `verdict`."""
    full = verdict(question)
    known = tuple(one for one in full.findings if one.key in KNOWN)
    return replace(full, findings=known, outcome=outcome_of(known))
