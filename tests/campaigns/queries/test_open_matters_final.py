"""What became final under a village's name keeps it: the change is not taken back any more."""

from datetime import date

import pytest

from tests.campaigns.rounds import *  # noqa: F403
from township.workflow import Refused
from villages.acts import village_change


def test_a_name_under_which_a_result_became_final_is_not_taken_back(final, village, office):
    given = {"reason": "批复", "document_number": "江府函〔2025〕9号", "by": office}
    day = date(2025, 12, 1)
    change = village_change.rename(village, name="甲村", kind="village", on=day, **given)
    with pytest.raises(Refused, match="已经定稿，不能撤回"):
        village_change.take_back(change, by=office, reason="登记错了")
    given["document_number"] = "江府函〔2026〕9号"
    day = date(2026, 2, 1)
    change = village_change.rename(village, name="乙村", kind="village", on=day, **given)
    village_change.take_back(change, by=office, reason="登记错了")
    assert str(type(village).objects.get(pk=village.pk)) == "甲村"
