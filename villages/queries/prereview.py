"""Where a text stands with the township's opinion before the vote."""

from villages.models import Prereview, TextVersion
from villages.options import prereview_basis
from villages.rules import prereview as rule


def current_of(version: TextVersion) -> Prereview | None:
    """The last draft of the running round that was sent and not taken back."""
    return version.prereviews.standing().filter(round=version.round).first()


def basis_of(version: TextVersion) -> str:
    """The rule that asks for the step; "" where none does."""
    return prereview_basis(version.village, version.text.kind)


def lacking(version: TextVersion) -> str:
    """A sentence where the step is asked and was not taken in the running round."""
    basis = basis_of(version)
    if not basis or current_of(version):
        return ""
    return f"还没有提请镇里审核，依据{basis}。镇里只提意见，定不定稿由村（社区）决定。"


def prereview_told(version: TextVersion) -> str:
    """What the review of the adopted text says of the step; "" where there is nothing to say."""
    sent = current_of(version)
    return rule.advice_told(sent.sent if sent else None, basis_of(version))
