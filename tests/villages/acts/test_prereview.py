"""Sending a draft: the words of the day, with the days that the township has."""

import pytest

from tests.villages import way
from township.workflow import Refused
from villages.acts import text as text_acts
from villages.acts.prereview import advice_faults, send_draft
from villages.models import LegalAdvice, Prereview
from villages.workflows.text import TEXT


@pytest.fixture
def version(village, cadre):
    """In consultation since forty days."""
    return way.consulted(village, cadre)


def test_the_words_sent_are_kept_while_the_village_goes_on_writing(version, cadre):
    sent = send_draft(version, by=cadre, on=way.days_ago(3))
    assert (sent.due_on - sent.sent_on).days == 15 and sent.text == way.CHARTER.strip()
    text_acts.write(version, way.CHARTER + "第五条　改了。", by=cadre)
    assert Prereview.objects.get().text == way.CHARTER.strip()


def test_the_township_sets_its_days(version, cadre, township):
    township.settings["prereview_days"] = 7
    township.save()
    sent = send_draft(version, by=cadre)
    assert (sent.sent_on, (sent.due_on - sent.sent_on).days) == (way.days_ago(0), 7)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, "送审日期不能在今天之后"), (41, "不能早于开始征求意见"), (40, None), (0, None)],
)
def test_it_is_sent_between_the_consultation_and_today(version, cadre, days, told):
    if told is None:
        assert send_draft(version, by=cadre, on=way.days_ago(days)).pk
        return
    with pytest.raises(Refused, match=told):
        send_draft(version, by=cadre, on=way.days_ago(days))
    assert not Prereview.objects.exists()


def test_a_draft_and_a_settled_text_are_not_sent(village, cadre):
    for version in (
        way.draft(village, cadre, kind="rule", title="制度一"),
        way.final(village, cadre, kind="rule", title="制度二"),
    ):
        with pytest.raises(Refused, match="定稿以前提请审核"):
            send_draft(version, by=cadre)


def test_one_draft_waits_at_a_time(version, cadre):
    send_draft(version, by=cadre)
    with pytest.raises(Refused, match="正在等待审核意见"):
        send_draft(version, by=cadre)


@pytest.mark.parametrize("act", ["revert", "withdraw"])
def test_a_text_that_goes_back_takes_its_draft_back(version, cadre, act):
    sent = send_draft(version, by=cadre)
    TEXT.perform(act, version, by=cadre)
    sent.refresh_from_db()
    assert sent.status == "taken_back"


def test_advice_is_of_a_day_between_sending_and_today(version, cadre):
    sent = send_draft(version, by=cadre, on=way.days_ago(3))
    for days, is_fine in ((4, False), (3, True), (0, True), (-1, False)):
        assert (advice_faults(LegalAdvice(prereview=sent, on=way.days_ago(days))) == []) is is_fine
