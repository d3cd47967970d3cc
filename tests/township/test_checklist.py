"""The checklist of moving in: what is open, in order, until the first round is there."""

import pytest
from django.utils import timezone

from campaigns.demonstration.place import settle
from campaigns.models import Campaign, Round
from tests.personas import cadre_of, person
from township.access import Role
from township.dashboard.checklist import checklist
from township.users.models import District, Township, User
from villages.models import Village

pytestmark = pytest.mark.usefixtures("keeping")


def open_steps(user):
    return [step.title for step in checklist(User.objects.get(pk=user.pk)) if not step.is_done]


def test_the_administrator_is_led_from_district_to_the_offices_account(admin):
    assert open_steps(admin) == ["建区", "建镇", "给镇创建办公室开账号"]
    district = District.objects.create(name="江南区")
    assert open_steps(admin) == ["建镇", "给镇创建办公室开账号"]
    town = Township.objects.create(district=district, name="青山镇", code="qingshan")
    (step,) = [one for one in checklist(admin) if not one.is_done]
    assert step.lacks == "还没有账号的镇：青山镇。" and step.state == "current"
    person("o", "办", Role.OFFICE, township=town)
    assert checklist(admin) == []


def test_a_retired_office_does_not_count(admin, office):
    assert checklist(admin) == []
    User.objects.filter(pk=office.pk).update(is_active=False)
    assert open_steps(admin) == ["给镇创建办公室开账号"]


PLACE = ["填本镇设置", "登记村（居）", "开账号"]


def test_the_office_is_led_from_settings_to_the_campaign(office, township):
    township.settings = {"office_contact": "王办事"}
    township.save()
    assert open_steps(office) == [*PLACE, "建创建活动"]
    township.settings["office_phone"] = "0830-2345678"
    township.save()
    village = Village.objects.create(township=township, name="万顺村", fonds_code="J001")
    cadre = cadre_of(village, "c1", "甲")
    assert open_steps(office) == ["开账号", "建创建活动"]
    step = next(one for one in checklist(office) if one.title == "开账号")
    assert step.lacks == "还没有：领导小组、考评员。"
    for role in (Role.LEADER, Role.EVALUATOR):
        person(role.value, role.label, role, township=township)
    assert open_steps(office) == ["建创建活动"]
    User.objects.filter(pk=cadre.pk).update(is_active=False)
    step = next(one for one in checklist(office) if one.title == "开账号")
    assert step.lacks == "还没有村干部账号：万顺村。"


@pytest.fixture
def campaign(township):
    year = timezone.localdate().year
    return settle(start=year, township_code=township.code)


def test_a_campaign_has_steps_until_its_first_round(office, campaign):
    year = timezone.localdate().year
    titles = [step.title for step in checklist(office)]
    assert titles[-7:] == [
        "定考评标准",
        "定创建目标",
        "启动活动",
        "下发活动方案",
        "下发考评标准",
        f"下达{year}年度任务",
        f"建立{year}年度考评",
    ]
    assert "启动活动" in open_steps(office)
    today = timezone.localdate()
    Campaign.objects.update(status=Campaign.Status.RUNNING)
    assert "启动活动" not in open_steps(office)
    Round.objects.create(campaign=campaign, year=year, self_due=today, scoring_due=today)
    assert checklist(office) == []


def test_others_have_no_checklist(leader, cadre, evaluator, observer, district):
    assert all(checklist(user) == [] for user in (leader, cadre, evaluator, observer, district))


def test_every_step_opens_for_whoever_is_told(client, admin, office, campaign):
    for user in (admin, office):
        client.force_login(user)
        page = client.get("/").content.decode()
        for step in checklist(user):
            if not step.is_done:
                assert step.title in page and step.why in page
                assert client.get(step.url).status_code == 200, step
