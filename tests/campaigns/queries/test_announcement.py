"""How long a township announces: its own number, its preset's least, never below the rule's."""

import datetime

import pytest

from campaigns.forms.notice import NoticeForm
from campaigns.models import Campaign
from campaigns.queries.announcement import least_days, usual_days
from campaigns.rules.announcement import LEAST_DAYS, days_fault
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from township.workflow import Refused


@pytest.mark.parametrize(
    ("settings", "least", "usual"),
    [
        ({}, 5, 7),
        ({"notice_days": 9}, 5, 9),
        ({"notice_days_min": 10}, 10, 10),
        ({"notice_days_min": 10, "notice_days": 15}, 10, 15),
        ({"notice_days_min": 3}, LEAST_DAYS, 7),
    ],
)
def test_the_least_number_lifts_the_usual_one(township, settings, least, usual):
    township.settings = settings
    campaign = Campaign(township=township)
    assert (least_days(campaign), usual_days(campaign)) == (least, usual)


@pytest.mark.parametrize(("days", "fault"), [(4, "公示至少5天。"), (5, ""), (6, "")])
def test_so_many_days_are_enough(days, fault):
    assert days_fault(days, 5) == fault


def test_a_preset_that_asks_for_ten_days_gets_ten(tmp_path, township):
    from campaigns.acts import preset as preset_acts
    from campaigns.rules import preset

    text = (preset.FOLDER / "renkou-zizhi.toml").read_text(encoding="utf-8")
    text = text.replace("notice_days_min = 5 ", "notice_days_min = 10 ").replace(
        "notice_days = 7 ", "notice_days = 12 "
    )
    (tmp_path / "long.toml").write_text(text, encoding="utf-8")
    campaign = preset_acts.load(preset.load(tmp_path / "long.toml"), township, start=2026)
    assert (least_days(campaign), usual_days(campaign)) == (10, 12)
    assert township.setting("notice_days_min") == 5, "other campaigns keep the usual"


def test_the_round_the_form_and_the_page_ask_the_same_number(reviewed, office, township):
    township.settings |= {"notice_days_min": 10}
    township.save()
    reviewed.refresh_from_db()
    with pytest.raises(Refused, match="公示至少10天"):
        ROUND.perform("announce", reviewed, by=office, days=9)
    form = NoticeForm({"days": 9}, user=office, campaign=reviewed.campaign)
    assert not form.is_valid() and "公示至少10天。" in form.errors["days"]
    assert form.fields["days"].help_text == "不得少于10天。"
    round = ROUND.perform("announce", reviewed, by=office, on=datetime.date(2025, 12, 22))
    assert (round.announced_until - round.announced_on).days == 9
