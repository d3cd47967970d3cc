"""既有荣誉: counts for everything that an honour counts for, and nobody applied, nothing is due."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.models import Record
from campaigns.acts.honour import award, honours_lost, ladder
from campaigns.acts.prior_honour import enter_past_honour
from campaigns.models import Application, Authority, FormerName, Honour, Level, Reward, Target
from campaigns.queries.application import proposals
from campaigns.queries.progress import standings
from campaigns.workflows.correction import HONOUR_CORRECTION
from campaigns.workflows.honour import HONOUR
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.conftest import scan
from township.corrections import CORRECTION, ask
from township.files.storing import keep_composed
from township.history.models import Entry
from township.setup.parts.honours import plaque_number
from township.workflow import Refused

DAY = datetime.date(2024, 3, 5)


def filled(village, level, **known):
    told = {
        "awarded_on": DAY,
        "plaque_number": "旧-01",
        "document_number": "示卫发〔2024〕6号",
        "issuer": level.named_by,
        "year": 2023,
    }
    return Honour(**({"village": village, "level": level} | told | known))


@pytest.fixture
def qualified(running):
    return Level.objects.get(campaign=running, code="QUALIFIED")


def enter(village, level, by, **known):
    return enter_past_honour(filled(village, level, **known), by=by)


def test_nobody_applied_and_nothing_is_due(village, qualified, office):
    honour = enter(village, qualified, office, past_reward=Decimal(10000))
    assert honour.application is None and honour.is_held
    assert not Application.objects.exists() and not Reward.objects.exists()
    assert honour.entry_note.startswith(f"补录：{office}，")
    assert Entry.objects.get(verb="honour.enter_past").summary.startswith("补录既有荣誉：")


def test_its_document_is_kept_and_says_so(village, qualified, office):
    file = keep_composed(scan().getvalue(), "命名通知.docx")
    enter_past_honour(filled(village, qualified), by=office, upload=(file, "命名通知.docx"))
    record = Record.objects.get(source__startswith="honour:")
    assert record.is_entered_later and record.on == DAY and record.metadata["year"] == "2023"
    assert record.parts.count() == 2 and "补录" in record.note


def test_it_counts_for_ladder_target_and_the_next_level(
    running, village, qualified, evaluation, office
):
    target = Target.objects.create(
        campaign=running, village=village, level=qualified, due_year=2023, rationale="基础好"
    )
    enter(village, qualified, office)
    steps, _ = ladder(running, village)
    assert steps[0]["state"] == "done" and steps[0]["date"] == DAY
    (standing,) = standings(running, Target.objects.filter(pk=target.pk))
    assert standing.state == "met"
    by_level = {one.level.code: one for one in proposals(running, 2026)}
    assert by_level["QUALIFIED"].is_held
    assert not [r for r in by_level["ADVANCED"].eligibility.reasons if "须先取得" in r]


def test_the_organ_bears_the_name_of_that_day(village, qualified, office):
    FormerName.objects.create(
        authority=qualified.named_by, name="旧卫生局", until=datetime.date(2025, 1, 1)
    )
    assert enter(village, qualified, office).issuer_name == "旧卫生局"


def test_an_organ_may_be_written_as_on_the_document(village, qualified, office):
    honour = enter(village, qualified, office, issuer_name="清江县政府")
    after = {"awarded_on": datetime.date(2024, 4, 1)}
    ask(HONOUR_CORRECTION, honour, after, by=office, reason="日期看错了")
    honour.refresh_from_db()
    assert honour.issuer_name == "清江县政府"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"awarded_on": datetime.date(2999, 1, 1)}, "不能在今天之后"),
        ({"document_number": "示卫发〔2022〕6号"}, "请核对"),
        ({"year": 2025}, "创建年度不能晚于命名日期"),
        ({"review_on": datetime.date(2001, 1, 1)}, "有效期至不能早于命名日期"),
        ({"document_number": ""}, "命名文号"),
    ],
)
def test_what_cannot_be_true_is_refused(village, qualified, office, known, told):
    with pytest.raises(Refused, match=told):
        enter(village, qualified, office, **known)
    assert not Honour.objects.exists()


def test_an_organ_whose_name_is_open_is_asked_for(village, qualified, office):
    open_ = Authority.objects.create(
        township=village.township, name="", role="省卫生健康部门", tier=Authority.Tier.PROVINCE
    )
    with pytest.raises(Refused, match="请先填写机关名称"):
        enter(village, qualified, office, issuer=open_)
    assert enter(village, qualified, office, issuer=open_, issuer_name="省卫健委").is_held


@pytest.mark.parametrize(
    ("day", "kind", "issuer_name", "is_refused"),
    [
        ("2022-04-01", "department", "", True),
        ("2022-03-31", "department", "", False),
        ("2022-04-01", "government", "", False),
        ("2022-04-01", "government", "清江区卫生健康委员会", True),
        ("2022-04-01", "government", "中共清江区委", False),
    ],
)
def test_departments_of_a_district_named_until_march_2022(
    village, qualified, office, day, kind, issuer_name, is_refused
):
    Authority.objects.filter(pk=qualified.named_by_id).update(kind=kind)
    level = Level.objects.select_related("campaign", "named_by").get(pk=qualified.pk)
    given = {"awarded_on": datetime.date.fromisoformat(day), "document_number": "示发〔2022〕1号"}
    given |= {"year": 2021, "issuer_name": issuer_name}
    if is_refused:
        with pytest.raises(Refused, match="2022年4月起不得命名"):
            enter(village, level, office, **given)
    else:
        assert enter(village, level, office, **given).is_held


def test_an_organ_of_the_township_names_nobody(village, qualified, office):
    own = Authority.objects.create(
        township=village.township, name="镇创建办", tier=Authority.Tier.TOWNSHIP
    )
    with pytest.raises(Refused, match="不能命名"):
        enter(village, qualified, office, issuer=own)


def test_what_is_applied_for_here_is_not_entered_beside_it(application, office):
    with pytest.raises(Refused, match="正在系统里申报"):
        enter(application.village, application.level, office)


def test_once_is_enough(village, qualified, office):
    enter(village, qualified, office)
    with pytest.raises(Refused, match="已经登记了"):
        enter(village, qualified, office, plaque_number="旧-02")


def test_a_plaque_is_one_however_wide_it_is_typed():
    field = Honour._meta.get_field("plaque_number").formfield()
    assert field.clean("旧－ ０１（乙）") == "旧-01（乙）"
    assert plaque_number("旧－ ０１(乙)") == "旧-01（乙）" and plaque_number("／") is None


def test_plaques_without_a_number_do_not_collide(village, other_village, qualified, office):
    for place in (village, other_village):
        enter(place, qualified, office, plaque_number="")
    assert Honour.objects.count() == 2


def test_a_later_review_revokes_it_and_stops_no_reward(village, qualified, office):
    honour = enter(village, qualified, office)
    given = {"on": DAY, "document_number": "示卫发〔2024〕9号", "reason": "不合格"}
    assert not HONOUR.perform("revoke", honour, by=office, **given).is_held
    (told,) = honours_lost(qualified.campaign)
    assert (told.label, told.is_lost, told.rank) == ("荣誉已撤销", True, qualified.rank)


def test_it_is_corrected_like_any_other(village, qualified, office, leader):
    honour = enter(village, qualified, office)
    asked = ask(HONOUR_CORRECTION, honour, {"plaque_number": "旧-09"}, by=office, reason="看错了")
    CORRECTION.perform("agree", asked, by=leader)
    honour.refresh_from_db()
    assert honour.plaque_number == "旧-09"


def test_a_cadre_does_not_enter_the_honour_of_the_own_village(village, qualified, both):
    with pytest.raises(Refused, match="不能办理本村的事项"):
        enter(village, qualified, both)


def test_one_entered_of_the_wrong_village_is_declared_void_and_entered_anew(
    client, village, other_village, qualified, office
):
    wrong = enter(village, qualified, office)
    client.force_login(office)
    url = reverse("campaigns:honour_act", args=[wrong.pk, "void_past"])
    assert url in client.get(wrong.get_absolute_url()).text
    assert client.post(url, {"reason": "是三水村的"}).status_code == 302
    assert Honour.objects.get(pk=wrong.pk).status == Honour.Status.VOID
    assert not Honour.objects.held().exists() and not Honour.objects.standing().exists()
    assert Record.objects.get(source=f"honour:{wrong.pk}").status == Record.Status.WITHDRAWN
    assert enter(other_village, qualified, office).is_held
    assert enter(village, qualified, office, plaque_number="旧-02").is_held


def test_what_was_named_here_is_not_void_like_that(client, accepted, office):
    honour = award(
        accepted,
        by=office,
        awarded_on=timezone.localdate(),
        plaque_number="1",
        document_number="示卫发〔2026〕60号",
    )
    client.force_login(office)
    url = reverse("campaigns:honour_act", args=[honour.pk, "void_past"])
    assert url not in client.get(honour.get_absolute_url()).text
    with pytest.raises(Refused, match="更正验收结论"):
        HONOUR.perform("void_past", honour, by=office, reason="错了")
