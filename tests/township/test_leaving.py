"""What hangs on one account alone is listed on its page, with the way to pass it on."""

from django.urls import reverse

from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import cadre_of, person
from tests.villages.way import meeting
from township.access import Role
from township.accounts.leaving import left_behind


def sentences(account):
    return [sentence for sentence, _ in left_behind(account)]


def test_sheets_that_wait_for_an_evaluator(client, scoring, evaluator, second_evaluator, office):
    ((told, url),) = left_behind(evaluator)
    assert "还有2份评分表没有提交" in told
    assert url == reverse("campaigns:round_relief", args=[scoring.pk])
    assert not sentences(second_evaluator)
    client.force_login(office)
    page = client.get(reverse("account", args=[evaluator.pk])).text
    assert told in page and client.get(url).status_code == 200


def test_a_village_without_another_cadre(village, other_village, cadre):
    meeting(village, cadre)
    assert sentences(cadre) == [
        "万顺村没有别的干部账号，1件没有办完的事没有人能办，请新建，或者给别人安排万顺村。"
    ]
    second = cadre_of(village, "cadre-second", "罗新")
    assert not sentences(cadre)
    type(second).objects.filter(pk=second.pk).update(is_active=False)
    assert len(sentences(cadre)) == 1


def test_the_only_leader_and_the_only_one_of_the_office(office, leader, township):
    assert "没有别的领导小组账号" in sentences(leader)[0]
    assert "没有别的创建办公室账号" in sentences(office)[0]
    person("leader2", "钱领导", Role.LEADER, township=township)
    assert not sentences(leader)
