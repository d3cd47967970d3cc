"""Accounts, settings, sign-in: who may, what is refused, what history keeps."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.personas import PASSWORD, person
from township.access import Role
from township.accounts.acts import change_account, end_role
from township.history.models import Entry
from township.users.models import District, Township, User
from township.workflow import Refused


def sign_in(client, username, password):
    return client.post(reverse("login"), {"username": username, "password": password})


def test_signing_in_leads_home(client, office):
    assert sign_in(client, "office", PASSWORD).url == "/"
    assert "王办事" in client.get("/").content.decode()


def new_account(client, township, **changed):
    fields = {
        "username": "laoli",
        "full_name": "李新",
        "role": Role.OFFICE,
        "township": township.pk,
        "is_active": "on",
        "form_key": "11111111-1111-1111-1111-111111111111",
    }
    return client.post(reverse("account_create"), fields | changed)


def test_a_new_account_comes_with_a_slip_shown_once(client, admin, township):
    client.force_login(admin)
    page = new_account(client, township)
    (slip,) = page.context["slips"]
    assert slip.password in page.content.decode() and page["Cache-Control"] == "no-store"
    user = User.objects.get(username="laoli")
    assert user.check_password(slip.password)
    assert user.must_change_password and user.roles == {Role.OFFICE}
    assert {entry.actor for entry in Entry.objects.about(user)} == {admin}
    for later in (new_account(client, township), client.get(reverse("accounts"))):
        assert "slips" not in (later.context or {}) and slip.password not in later.content.decode()
    assert User.objects.filter(username="laoli").count() == 1


def test_accounts_that_differ_by_case_or_width_alone_are_one(client, admin, office, township):
    client.force_login(admin)
    assert "只差大小写" in new_account(client, township, username="Office").text
    assert "已经有人用了" in new_account(client, township, username="ｏｆｆｉｃｅ").text
    (slip,) = new_account(client, township, username="Ｌａｏｌｉ").context["slips"]
    assert slip.account.username == "Laoli" and slip.account.check_password(slip.password)


def test_slips_for_several_people_at_once(client, admin, office, leader):
    client.force_login(admin)
    asked = client.get(reverse("passwords"), {"rows": [leader.pk, "²", "x"]})
    assert asked.context["form"].initial["accounts"] == [str(leader.pk)]
    page = client.post(reverse("passwords"), {"accounts": [office.pk, leader.pk]})
    assert [slip.account for slip in page.context["slips"]] == [leader, office]
    for slip in page.context["slips"]:
        assert User.objects.get(pk=slip.account.pk).check_password(slip.password)
    assert not User.objects.get(pk=office.pk).check_password(PASSWORD)


def test_those_ticked_in_the_list_are_led_to_their_slips(client, admin, office, leader):
    client.force_login(admin)
    page = client.get(reverse("accounts")).content.decode()
    assert f'formaction="{reverse("passwords")}"' in page
    assert {f'name="rows" value="{one.pk}"' in page for one in (office, leader)} == {True}


def test_nobody_hands_a_password_to_himself(client, admin):
    client.force_login(admin)
    answer = client.post(reverse("passwords"), {"accounts": [admin.pk]})
    assert answer.status_code == 422
    assert User.objects.get(pk=admin.pk).check_password(PASSWORD)


# Who gives which role


def give(client, user, **place):
    return client.post(reverse("role_give", args=[user.pk]), place)


@pytest.mark.parametrize("role", Role)
def test_the_admin_makes_himself_nothing_else(client, admin, township, district_place, role):
    client.force_login(admin)
    answer = give(client, admin, township=township.pk, district=district_place.pk, role=role)
    assert answer.status_code == 422 and "不能改自己的角色" in answer.content.decode()
    assert User.objects.get(pk=admin.pk).roles == {Role.PLATFORM_ADMIN}


def test_the_admin_does_not_take_his_own_role(client, admin):
    client.force_login(admin)
    own = admin.memberships.get()
    assert client.post(reverse("role_end", args=[admin.pk, own.pk])).status_code == 409
    assert User.objects.get(pk=admin.pk).roles == {Role.PLATFORM_ADMIN}


def test_extra_fields_of_the_account_form_change_no_role(client, admin, township):
    client.force_login(admin)
    fields = {"username": "admin", "full_name": "管平台二", "is_active": "on"}
    url = reverse("account", args=[admin.pk])
    sent = fields | {"role": Role.LEADER, "township": township.pk}
    assert client.post(url, sent).status_code == 302
    assert User.objects.get(pk=admin.pk).roles == {Role.PLATFORM_ADMIN}


def test_nobody_is_administrator_and_something_else(client, admin, leader, township):
    client.force_login(admin)
    second = person("admin2", "管二", Role.PLATFORM_ADMIN)
    for user, place in (
        (leader, {"role": Role.PLATFORM_ADMIN}),
        (second, {"role": Role.LEADER, "township": township.pk}),
    ):
        answer = give(client, user, **place)
        assert answer.status_code == 422 and "不能兼任" in answer.content.decode()


def test_somebody_is_several_things_and_one_is_ended(client, admin, cadre, village, township):
    client.force_login(admin)
    assert give(client, cadre, role=Role.EVALUATOR, township=township.pk).status_code == 302
    again = give(client, cadre, role=Role.EVALUATOR, township=township.pk)
    assert again.status_code == 422 and "已经有这个角色" in again.content.decode()
    assert User.objects.get(pk=cadre.pk).roles == {Role.CADRE, Role.EVALUATOR}
    own = cadre.memberships.get(role=Role.CADRE)
    assert client.post(reverse("role_end", args=[cadre.pk, own.pk])).status_code == 302
    assert User.objects.get(pk=cadre.pk).roles == {Role.EVALUATOR}
    assert not village.cadres.exists()


def test_one_account_serves_one_township(client, admin, office, other_township):
    client.force_login(admin)
    answer = give(client, office, role=Role.EVALUATOR, township=other_township.pk)
    assert answer.status_code == 422 and "一个账号只在一个镇任职" in answer.text
    assert office.memberships.count() == 1


def test_a_role_is_ended_on_its_own_account_only(client, admin, cadre, leader):
    client.force_login(admin)
    own = cadre.memberships.get()
    assert client.post(reverse("role_end", args=[leader.pk, own.pk])).status_code == 404
    assert cadre.memberships.exists()


def home_of(user):
    client = Client()
    client.force_login(user)
    return client.get("/").content.decode()


def test_office_and_leaders_are_told_who_was_given_a_role(
    client, admin, office, leader, cadre, township
):
    client.force_login(admin)
    new_account(client, township, role=Role.LEADER)
    told = "管平台安排李新任领导小组"
    entry = Entry.objects.filter(chain__township=township).get()
    assert (entry.summary, entry.actor) == (told, admin)
    assert told in home_of(office) and told in home_of(leader) and told not in home_of(cadre)
    user = User.objects.get(username="laoli")
    held = user.memberships.get()
    client.post(reverse("role_end", args=[user.pk, held.pk]))
    give(client, user, role=Role.EVALUATOR, township=township.pk)
    for told in ("管平台免去李新的领导小组", "管平台安排李新任考评员"):
        assert told in home_of(office)


def test_the_office_is_told_of_a_password_handed_out(client, admin, office, leader):
    client.force_login(admin)
    client.post(reverse("passwords"), {"accounts": [leader.pk]})
    assert "管平台重新发放李镇长的初始密码" in home_of(office)


def test_every_office_of_a_district_is_told_of_its_reviewer(
    client, admin, office, other_township, district_place
):
    stranger = person("office2", "外镇", Role.OFFICE, township=other_township)
    client.force_login(admin)
    place = {"role": Role.DISTRICT, "district": district_place.pk}
    assert new_account(client, other_township, **place).status_code == 200
    for user in (office, stranger):
        assert "管平台安排李新任区级验收员" in home_of(user)


def test_another_townships_office_is_not_told(client, admin, township, other_township):
    stranger = person("office2", "外镇", Role.OFFICE, township=other_township)
    client.force_login(admin)
    new_account(client, township, role=Role.LEADER)
    assert "李新" not in home_of(stranger)


def test_what_was_told_goes_after_two_weeks(client, admin, office, township):
    start = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    with time_machine.travel(start) as clock:
        client.force_login(admin)
        new_account(client, township, role=Role.LEADER)
        clock.move_to(start + datetime.timedelta(days=13))
        assert "账号变动" in home_of(office)
        clock.move_to(start + datetime.timedelta(days=15))
        assert "账号变动" not in home_of(office)


def test_a_role_needs_its_place(client, admin):
    client.force_login(admin)
    fields = {"username": "a1", "full_name": "甲"}
    answer = client.post(reverse("account_create"), fields | {"role": Role.CADRE})
    assert "这个角色要选定所在的镇" in answer.content.decode()
    answer = client.post(reverse("account_create"), fields | {"role": Role.DISTRICT})
    assert "要选定所在的区" in answer.content.decode()


def test_settings_change_with_history(client, office, township):
    client.force_login(office)
    url = reverse("settings")
    page = client.get(url).context["form"]
    fields = {name: page[name].value() for name in page.fields}
    fields = {n: "" if v is None or v is False else v for n, v in fields.items()}
    assert client.post(url, fields | {"notice_days": "3"}).status_code == 422
    for bad in ("五", "-1", "100.1", "5.25", ""):
        answer = client.post(url, fields | {"spread_limit": bad})
        assert answer.status_code == 422 and "spread_limit" in answer.context["form"].errors, bad
    answer = client.post(url, fields | {"notice_days": "9", "spread_limit": "5"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Township.objects.get(pk=township.pk).setting("notice_days") == 9
    assert Entry.objects.about(township).get().changes == {"公示天数": [7, 9]}
    read = client.get(url).context["form"]["read_digest"].value()
    client.post(url, fields | {"form_key": "a" * 32, "read_digest": read, "spread_limit": "4.5"})
    assert Township.objects.get(pk=township.pk).setting("spread_limit") == "4.5"


def test_two_who_edit_the_same_row_are_told(client, office, village):
    from villages.models import Village

    client.force_login(office)
    url = reverse("villages:village_edit", args=[village.pk])
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    Village.objects.filter(pk=village.pk).update(fonds_code="J778", version=village.version + 1)
    answer = client.post(url, fields | {"fonds_code": "J779"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "J778" in page and "J779" in page
    assert Village.objects.get(pk=village.pk).fonds_code == "J778"


def test_settings_read_before_somebody_changed_them_are_not_saved(client, office, township):
    client.force_login(office)
    url = reverse("settings")
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    other = client.post(url, fields | {"form_key": "a" * 32, "notice_days": "9"})
    assert other.status_code == 302
    late = client.post(url, fields | {"form_key": "b" * 32, "spread_limit": "4.5"})
    assert late.status_code == 422 and "别人改过这里的内容" in late.text
    assert Township.objects.get(pk=township.pk).setting("notice_days") == 9
    seen = late.context["form"]["read_digest"].value()
    again = fields | {"form_key": "c" * 32, "read_digest": seen, "notice_days": "9"}
    assert client.post(url, again | {"spread_limit": "4.5"}).status_code == 302
    told = Township.objects.get(pk=township.pk)
    assert (told.setting("notice_days"), told.setting("spread_limit")) == (9, "4.5")


def test_errors_show_an_id_and_no_trace(client, office, monkeypatch, settings):
    def broken(user):
        raise ZeroDivisionError

    monkeypatch.setattr("township.dashboard.views.todos", broken)
    client.raise_request_exception = False
    client.force_login(office)
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert answer["X-Request-Id"] in page and "ZeroDivision" not in page


def test_a_township_is_made_in_a_district_or_with_a_new_one(client, admin, district_place):
    client.force_login(admin)
    place = {"name": "青山镇", "code": "qingshan"}
    chosen, new = {"district": district_place.pk}, {"new_district": "江南区"}
    for sent in (place, place | chosen | new):
        answer = client.post(reverse("township_create"), sent)
        assert answer.status_code == 422 and "只填一处" in answer.content.decode()
    taken = place | {"new_district": district_place.name}
    assert "请在上面选" in client.post(reverse("township_create"), taken).content.decode()
    made = client.post(reverse("township_create"), place | new, follow=True)
    assert made.context["title"] == "新建账号"
    chosen_already = made.context["form"].initial
    assert chosen_already == {"role": "office", "township": Township.objects.get().pk}
    assert Township.objects.get().district.name == "江南区"
    other = {"name": "白塔镇", "code": "baita"} | chosen
    assert client.post(reverse("township_create"), other).status_code == 302


def retired(account, by):
    account.is_active = False
    return change_account(account, {}, by=by)


def test_the_platform_is_never_without_an_administrator(client, admin):
    """Of two who retire each other at the same moment, the second is refused."""
    client.force_login(admin)
    fields = {"username": "admin", "full_name": "管平台"}
    answer = client.post(reverse("account", args=[admin.pk]), fields)
    assert answer.status_code == 422 and "最后一个在用的平台管理员" in answer.text
    second = person("admin2", "管二", Role.PLATFORM_ADMIN)
    retired(User.objects.get(pk=second.pk), admin)
    with pytest.raises(Refused, match="最后一个在用的平台管理员"):
        retired(User.objects.get(pk=admin.pk), second)
    with pytest.raises(Refused, match="最后一个在用的平台管理员"):
        end_role(admin.memberships.get(), by=second)
    assert User.objects.get(pk=admin.pk).is_active


def test_one_of_two_administrators_is_retired_by_the_other_and_never_by_himself(admin):
    second = person("admin2", "管二", Role.PLATFORM_ADMIN)
    with pytest.raises(Refused, match="不能停用自己的账号"):
        retired(User.objects.get(pk=admin.pk), admin)
    assert not retired(User.objects.get(pk=second.pk), admin).is_active


def test_places_are_paged_and_found_by_name_and_district(client, admin, district_place):
    other = District.objects.create(name="白河区")
    Township.objects.bulk_create(
        Township(district=district_place, name=f"第{n:02d}镇", code=f"t{n}") for n in range(60)
    )
    Township.objects.create(district=other, name="红岩镇", code="hongyan")
    client.force_login(admin)
    url = reverse("places")

    def shown(**asked):
        return [one.name for one in client.get(url, asked).context["object_list"]]

    assert len(shown()) == 50 and len(shown(page=2)) == 11
    assert shown(name="红岩") == ["红岩镇"] and shown(district=other.pk) == ["红岩镇"]
    page = client.get(url).content.decode()
    assert reverse("district_create") in page and reverse("township_create") in page
