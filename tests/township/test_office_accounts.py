"""The office keeps the accounts of its own township: makes, resets, retires, and no further."""

import pytest
from django.urls import reverse

from tests.personas import PASSWORD, cadre_of, person
from township.access import Role
from township.access.policy import GIVES
from township.history.models import Entry
from township.users.models import Membership, User


@pytest.fixture
def stranger(other_township):
    return person("office2", "外镇", Role.OFFICE, township=other_township)


def send(client, **changed):
    fields = {"username": "zhang", "full_name": "张新", "role": Role.CADRE}
    return client.post(reverse("account_create"), fields | changed)


def retire(client, user, **changed):
    fields = {"username": user.username, "full_name": user.full_name}
    return client.post(reverse("account", args=[user.pk]), fields | changed)


def test_a_cadre_is_made_with_his_village(client, office, village, township):
    client.force_login(office)
    page = send(client, village=village.pk)
    (slip,) = page.context["slips"]
    assert "万顺村" in page.content.decode()
    user = User.objects.get(username="zhang")
    assert user.check_password(slip.password)
    assert village.cadres.get() == user.memberships.get(role=Role.CADRE, township=township)
    told = Entry.objects.filter(chain__township=township).get()
    assert told.summary == "王办事安排张新任村干部（万顺村）"


def test_a_cadre_needs_a_village_where_there_are_villages(client, office, village):
    client.force_login(office)
    assert "村干部要选定所在的村" in send(client).content.decode()
    village.delete()
    assert send(client).status_code == 200


@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.DISTRICT, Role.OBSERVER])
def test_the_office_gives_no_role_beyond_its_own(client, office, leader, district_place, role):
    client.force_login(office)
    sent = {"role": role, "district": district_place.pk}
    assert send(client, **sent).status_code == 422
    assert client.post(reverse("role_give", args=[leader.pk]), sent).status_code == 422
    assert not Membership.objects.filter(role=role).exists()
    offered = dict(client.get(reverse("account_create")).context["form"].fields["role"].choices)
    assert set(offered) == {"", *GIVES[Role.OFFICE]}


def test_the_office_gives_nothing_in_another_township(
    client, office, other_township, foreign_village
):
    client.force_login(office)
    assert send(client, village=foreign_village.pk).status_code == 422
    answer = send(client, role=Role.EVALUATOR, township=other_township.pk)
    assert answer.status_code == 200
    assert User.objects.get(username="zhang").township == office.township


def test_accounts_of_others_are_not_within_reach(client, office, admin, stranger, observer, cadre):
    """Seen is whoever is something here; changed, whoever is nothing beyond that."""
    Membership.objects.create(user=cadre, role=Role.EVALUATOR, township=stranger.township)
    client.force_login(office)
    shown = client.get(reverse("accounts")).context["rows"]
    urls = {row["cells"][1].value: row["url"] for row in shown}
    assert set(urls) == {"office", "observer", "cadre-wanshun"}
    assert urls["observer"] == urls["cadre-wanshun"] == "" and urls["office"]
    for user in (admin, stranger, observer, cadre):
        own = user.memberships.first()
        for url in (
            reverse("account", args=[user.pk]),
            reverse("role_give", args=[user.pk]),
        ):
            assert client.get(url).status_code == 404, user
        assert client.post(reverse("role_end", args=[user.pk, own.pk])).status_code == 404
        sent = {"accounts": [user.pk]}
        assert client.post(reverse("passwords"), sent).status_code == 422
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_nobody_raises_or_retires_himself(client, office, leader):
    client.force_login(office)
    answer = client.post(reverse("role_give", args=[office.pk]), {"role": Role.LEADER})
    assert answer.status_code == 422 and "不能改自己的角色" in answer.content.decode()
    own = office.memberships.get()
    assert client.post(reverse("role_end", args=[office.pk, own.pk])).status_code == 409
    answer = retire(client, office)
    assert answer.status_code == 422 and "不能停用自己的账号" in answer.content.decode()
    assert client.post(reverse("passwords"), {"accounts": [office.pk]}).status_code == 422
    assert User.objects.get(pk=office.pk).roles == {Role.OFFICE}


def test_a_cadre_is_retired_marked_and_taken_back(client, office, cadre, village):
    client.force_login(office)
    assert retire(client, cadre).status_code == 302
    assert not User.objects.get(pk=cadre.pk).is_active
    for url in (
        reverse("villages:village", args=[village.pk]),
        reverse("villages:village_edit", args=[village.pk]),
    ):
        assert "张专干（账号已停用）" in client.get(url).content.decode(), url
    assert retire(client, cadre, is_active="on").status_code == 302
    told = Entry.objects.filter(chain__township=office.township, noun="township.township")
    assert [entry.summary for entry in told.order_by("number")] == [
        "王办事停用张专干的账号",
        "王办事重新启用张专干的账号",
    ]


def test_the_last_role_of_an_account_is_not_taken_by_the_office(client, office, cadre):
    client.force_login(office)
    own = cadre.memberships.get()
    answer = client.post(reverse("role_end", args=[cadre.pk, own.pk]), follow=True)
    assert answer.status_code == 409 and "停用这个账号" in answer.content.decode()
    client.post(reverse("role_give", args=[cadre.pk]), {"role": Role.EVALUATOR})
    assert client.post(reverse("role_end", args=[cadre.pk, own.pk])).status_code == 302
    assert User.objects.get(pk=cadre.pk).roles == {Role.EVALUATOR}


def test_a_cadre_is_given_a_second_village(client, office, cadre, village, other_village):
    client.force_login(office)
    sent = {"role": Role.CADRE, "village": other_village.pk}
    assert client.post(reverse("role_give", args=[cadre.pk]), sent).status_code == 302
    assert set(cadre.memberships.get().villages.all()) == {village, other_village}
    again = client.post(reverse("role_give", args=[cadre.pk]), sent)
    assert again.status_code == 422 and "已经有这个角色" in again.content.decode()


def test_slips_for_all_cadres_at_once_tell_the_village(client, office, village, other_village):
    cadres = [cadre_of(village, "c1", "甲"), cadre_of(other_village, "c2", "乙")]
    client.force_login(office)
    asked = client.get(reverse("passwords")).content.decode()
    assert "甲（c1，万顺村）" in asked
    page = client.post(reverse("passwords"), {"accounts": [one.pk for one in cadres]})
    assert len(page.context["slips"]) == 2 and "三水村" in page.content.decode()


def test_the_list_is_filtered_by_village_role_and_state(
    client, office, leader, cadre, other_cadre, other_village, foreign_village
):
    User.objects.filter(pk=cadre.pk).update(is_active=False)
    client.force_login(office)

    def found(**asked):
        rows = client.get(reverse("accounts"), asked).context["rows"]
        return {row["cells"][1].value for row in rows}

    assert found(village=other_village.pk) == {"cadre-sanshui"}
    assert found(role=Role.LEADER) == {"leader"}
    assert found(active="no") == {"cadre-wanshun"}
    assert found(q="刘") == {"cadre-sanshui"}
    page = client.get(reverse("accounts"))
    assert foreign_village not in page.context["filter"].form.fields["village"].queryset


def test_the_last_sign_in_is_shown(client, office):
    client.post(reverse("login"), {"username": "office", "password": PASSWORD})
    (row,) = client.get(reverse("accounts")).context["rows"]
    assert row["cells"][-1].value == User.objects.get(pk=office.pk).last_login is not None


def test_leaders_are_told_of_what_the_office_did(client, office, leader, cadre):
    client.force_login(office)
    client.post(reverse("passwords"), {"accounts": [leader.pk]})
    client.force_login(User.objects.get(pk=leader.pk))
    User.objects.filter(pk=leader.pk).update(must_change_password=False)
    assert "王办事重新发放李镇长的初始密码" in client.get("/").content.decode()
    client.force_login(office)
    assert "王办事重新发放" not in client.get("/").content.decode()


def test_the_list_costs_the_same_with_more_accounts(
    client, office, village, django_assert_max_num_queries
):
    for number in range(12):
        cadre_of(village, f"c{number}", f"干{number}")
    client.force_login(office)
    with django_assert_max_num_queries(18):
        client.get(reverse("accounts"))
