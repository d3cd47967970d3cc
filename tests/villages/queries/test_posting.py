"""The least days of a posting come from the law of its day; a township may ask for more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns.queries.village_counts import of_notices
from tests.villages.way import days_ago
from township.files.storing import keep_composed
from township.users.settings import SETTINGS
from township.workflow import Refused
from villages.forms.posting import PostingForm
from villages.models import Posting
from villages.queries.posting import least_days
from villages.rules import statutes
from villages.workflows.posting import POSTING

DAY = date(2026, 3, 1)


@pytest.fixture
def longer_law(monkeypatch):
    """A law of 2026 that asks for twenty days."""
    packs = tuple(
        replace(pack, posting_days=20) if pack.posting_days else pack for pack in statutes.PACKS
    )
    monkeypatch.setattr(statutes, "PACKS", packs)


def posting(village, days, *, on=DAY, **more):
    return Posting.objects.create(
        village=village,
        kind=Posting.Kind.QUARTERLY,
        title="第一季度公开",
        posted_on=on,
        until=on + timedelta(days=days),
        place="公开栏",
        **more,
    )


def test_the_setting_begins_at_what_the_law_asks():
    setting = SETTINGS["posting_days"]
    assert (setting.default, setting.minimum) == (15, 15)


@pytest.mark.parametrize(("own", "least"), [(None, 15), (30, 30)])
def test_a_township_may_ask_for_more(village, own, least):
    village.township.settings = {"posting_days": own} if own else {}
    assert least_days(village, DAY) == least


def test_the_law_of_the_day_decides_everywhere(longer_law, village, cadre):
    assert least_days(village, DAY) == 20
    values = {
        "kind": "other",
        "title": "甲",
        "posted_on": "2026-03-01",
        "until": "2026-03-20",
        "place": "公开栏",
    }
    form = PostingForm(values, user=cadre, given={"village": village})
    assert form.errors["until"] == ["公示不少于20天，至少到2026年3月21日。"]
    row = posting(village, 20, on=days_ago(19), status="posted")
    with pytest.raises(Refused, match="规定不少于20天"):
        POSTING.perform("take_down", row, by=cadre, on=days_ago(0))


@pytest.mark.parametrize(("days", "defective"), [(14, 1), (15, 0)])
def test_a_notice_of_just_the_least_days_is_long_enough(village, photo, days, defective):
    posting(village, days, status="posted", photo=photo)
    assert of_notices([village.pk], 2026)[village.pk]["postings_defective"] == defective


def test_the_count_of_the_evaluation_asks_the_law_too(longer_law, village, photo):
    posting(village, 19, status="posted", photo=photo)
    assert of_notices([village.pk], 2026)[village.pk]["postings_defective"] == 1


@pytest.fixture
def photo(db):
    return keep_composed(b"\x89PNG\r\n\x1a\n", "a.png")


def test_the_form_proposes_the_least_days(client, village, cadre):
    client.force_login(cadre)
    form = client.get(reverse("villages:posting_create", args=[village.pk])).context["form"]
    first, last = (
        form.get_initial_for_field(form.fields[name], name) for name in ("posted_on", "until")
    )
    assert (last - first).days == 15
