"""The township gives its opinion on a draft, the village answers it, and goes on."""

import pytest

from tests.personas import person
from tests.villages import way
from township.access import Role
from township.users.models import Membership
from township.workflow import Refused
from villages.acts.prereview import send_draft
from villages.models import LegalAdvice, Prereview, TextVersion
from villages.workflows.prereview import PREREVIEW
from villages.workflows.text import TEXT

SOME = {"advice": "some", "opinion": "第三条写明服务内容。"}
NONE = {"advice": "none", "opinion": "没有修改意见。"}


@pytest.fixture
def version(village, cadre):
    return way.consulted(village, cadre)


@pytest.fixture
def sent(version, cadre):
    """Three days ago; twelve are left."""
    return send_draft(version, by=cadre, on=way.days_ago(3))


def finalise(version, cadre, **more):
    return TEXT.perform("finalise", TextVersion.objects.get(pk=version.pk), by=cadre, **more)


def test_within_its_days_the_township_is_heard(sent, version, cadre):
    with pytest.raises(Refused, match="还有12天，请等审核意见"):
        finalise(version, cadre)


def test_after_its_days_the_village_goes_on_without(version, cadre):
    sent = send_draft(version, by=cadre, on=way.days_ago(16))
    assert finalise(version, cadre).status == "final"
    sent.refresh_from_db()
    assert sent.status == "lapsed"


def test_an_opinion_without_advice_lets_it_go_on_at_once(sent, version, cadre, office):
    row = PREREVIEW.perform("give", sent, by=office, on=way.days_ago(1), **NONE)
    assert (row.status, row.given_by, row.given_name) == ("given", office, "王办事")
    with pytest.raises(Refused, match="不能早于提请审核"):
        finalise(version, cadre, on=way.days_ago(2))
    assert finalise(version, cadre, on=way.days_ago(1)).status == "final"


def test_advice_is_answered_and_need_not_be_followed(sent, version, cadre, office):
    PREREVIEW.perform("give", sent, by=office, **SOME)
    with pytest.raises(Refused, match="请先答复采纳情况"):
        finalise(version, cadre)
    row = PREREVIEW.perform("answer", sent, by=cadre, answer="没有采纳：村民会议再议。")
    assert (row.status, row.answered_on) == ("given", way.days_ago(0))
    row = PREREVIEW.perform("answer", sent, by=cadre, answer="改在第三条。")
    assert row.answer == "改在第三条。"
    assert finalise(version, cadre).status == "final"
    with pytest.raises(Refused, match="不再办理"):
        PREREVIEW.perform("answer", sent, by=cadre, answer="又改")


def test_an_opinion_is_taken_back_until_it_is_answered(sent, version, cadre, office):
    PREREVIEW.perform("give", sent, by=office, **SOME)
    row = PREREVIEW.perform("take_opinion_back", sent, by=office, reason="写错了")
    assert (row.status, row.advice, row.opinion, row.given_on) == ("sent", "", "", None)
    PREREVIEW.perform("give", sent, by=office, **SOME)
    PREREVIEW.perform("answer", sent, by=cadre, answer="已改")
    with pytest.raises(Refused, match="已经答复"):
        PREREVIEW.perform("take_opinion_back", sent, by=office, reason="再看")


def test_a_draft_is_taken_back_until_the_opinion(sent, cadre, office):
    PREREVIEW.perform("recall", sent, by=cadre, reason="还要改")
    with pytest.raises(Refused, match="已取回"):
        PREREVIEW.perform("give", sent, by=office, **NONE)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, "审核日期不能在今天之后"), (4, "不能早于送审日期"), (3, None), (0, None)],
)
def test_the_day_of_the_opinion(sent, office, days, told):
    if told is None:
        assert PREREVIEW.perform("give", sent, by=office, on=way.days_ago(days), **NONE).given_on
        return
    with pytest.raises(Refused, match=told):
        PREREVIEW.perform("give", sent, by=office, on=way.days_ago(days), **NONE)


def test_where_the_township_sets_it_counsel_is_heard_first(sent, office, township):
    township.settings["prereview_heard"] = "counsel"
    township.save()
    advice = LegalAdvice.objects.create(
        prereview=sent, source="justice", name="李所长", on=way.days_ago(1), content="好"
    )
    with pytest.raises(Refused, match="要先听取法律顾问的意见"):
        PREREVIEW.perform("give", sent, by=office, **NONE)
    LegalAdvice.objects.filter(pk=advice.pk).update(source="counsel")
    assert PREREVIEW.perform("give", sent, by=office, **NONE).status == "given"


def test_nobody_gives_an_opinion_on_his_own_village(sent, cadre, township):
    Membership.objects.create(user=cadre, role=Role.OFFICE, township=township)
    both = type(cadre).objects.get(pk=cadre.pk)
    with pytest.raises(Refused, match="不能办理本村的事项"):
        PREREVIEW.perform("give", sent, by=both, **NONE)
    assert list(PREREVIEW.waiting("give", both)) == []
    assert list(PREREVIEW.waiting("give", person("o2", "李办事", Role.OFFICE, township=township)))


def test_a_new_round_begins_without_the_old_opinion(sent, version, cadre, office):
    PREREVIEW.perform("give", sent, by=office, **SOME)
    TEXT.perform("revert", version, by=cadre)
    row = TEXT.perform("consult", TextVersion.objects.get(pk=version.pk), by=cadre)
    with pytest.raises(Refused, match="不再办理"):
        PREREVIEW.perform("answer", sent, by=cadre, answer="已改")
    assert not Prereview.objects.standing().filter(round=row.round).exists()
