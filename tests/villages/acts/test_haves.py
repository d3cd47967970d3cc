"""The association's five haves: once a year, nothing without evidence."""

import pytest

from archives.models import Record
from tests.villages import way
from tests.villages.files import stored
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.haves import check_haves
from villages.models import Have, HaveKey, HavesCheck


def held(check):
    return {item.key: (item.is_met, item.evidence) for item in check.items.all()}


def test_all_five_stand_there_and_what_was_not_told_is_not_met(village, cadre):
    check = check_haves(village, 2026, {"venue": (True, "活动室80平方米", None)}, by=cadre)
    assert set(held(check)) == set(HaveKey)
    assert held(check)["venue"] == (True, "活动室80平方米")
    assert held(check)["team"] == (False, "")
    assert (check.checked_on, check.version) == (way.days_ago(0), 1)
    entry = Entry.objects.about(check).get()
    assert entry.summary == "登记协会五有：2026年具备1项"
    assert Record.objects.filter(source=f"haves:{check.pk}").exists()


def test_a_second_check_of_the_year_changes_the_first(village, cadre):
    check_haves(village, 2026, {"venue": (True, "活动室", None)}, by=cadre)
    given = {"venue": (True, "新活动室", None), "team": (True, "8人", None)}
    check = check_haves(village, 2026, given, by=cadre, on=way.days_ago(2))
    assert HavesCheck.objects.get() == check and Have.objects.count() == 5
    assert held(check)["venue"] == (True, "新活动室")
    assert (check.checked_on, check.version) == (way.days_ago(2), 2)
    assert Entry.objects.about(check).first().summary == "修改协会五有：2026年具备2项"
    assert check_haves(village, 2025, given, by=cadre, on=way.days_ago(300)) != check


@pytest.mark.parametrize("evidence", ["", "  "])
def test_a_claim_without_evidence_is_refused_and_nothing_is_kept(village, cadre, evidence):
    with pytest.raises(Refused, match="“有宣传队伍”勾选了具备，请写佐证说明或上传照片。"):
        check_haves(village, 2026, {"team": (True, evidence, None)}, by=cadre)
    assert not HavesCheck.objects.exists() and not Entry.objects.exists()


def test_a_photo_is_evidence_and_stays_until_another_comes(village, cadre):
    file = stored()
    check_haves(village, 2026, {"team": (True, "", (file, "队伍.jpg"))}, by=cadre)
    check = check_haves(village, 2026, {"team": (True, "", None)}, by=cadre)
    item = check.items.get(key="team")
    assert (item.photo, item.photo_name) == (file, "队伍.jpg")


def test_evidence_for_what_is_not_claimed_is_kept(village, cadre):
    check = check_haves(village, 2026, {"rule": (False, "正在起草", None)}, by=cadre)
    assert held(check)["rule"] == (False, "正在起草")
    assert "具备0项" in Entry.objects.about(check).get().summary
