"""A standard as a workbook: out, back in, and every fault told by its cell."""

from campaigns.rules.proposal import CHECKS
from campaigns.sheets.standard import CHECK_LABELS
from tests.campaigns.standards import *  # noqa: F403


def test_every_check_of_the_system_has_a_name_for_the_office():
    assert list(CHECK_LABELS) == list(CHECKS)
    assert len(set(CHECK_LABELS.values())) == len(CHECK_LABELS)
