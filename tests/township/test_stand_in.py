"""代理: who stands in has the post's roles in the period and not a day longer, and says so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.queries.interest import own_villages
from tests.personas import cadre_of, person
from tests.villages import way
from township.access import Role
from township.accounts import stand_in_acts
from township.accounts.acts import end_role
from township.history.models import Entry
from township.users.models import Membership, User
from township.users.stand_in import StandIn
from township.workflow import Refused
from villages.models import Village
from villages.workflows.filing import FILING

DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def fresh(user):
    """The person as the next request finds him."""
    return User.objects.get(pk=user.pk)


def lend(post, user, by, since=0, until=10):
    return stand_in_acts.begin(
        post, user, since=today() + since * DAY, until=today() + until * DAY,
        document_number="镇党委会议纪要", by=by,
    )  # fmt: skip


@pytest.fixture
def post(cadre):
    return cadre.memberships.get()


def test_only_between_the_days_both_included(post, village, other_cadre, office, time_machine):
    begin = timezone.now()
    lend(post, other_cadre, office, since=1, until=2)
    found = []
    for days in range(4):
        time_machine.move_to(begin + days * DAY)
        reached = Village.objects.for_user(fresh(other_cadre), "text.edit")
        found.append(village in reached)
    assert found == [False, True, True, False]


def test_an_office_role_comes_and_goes(leader, other_cadre, office, time_machine):
    assert not other_cadre.may("reward.approve")
    lend(leader.memberships.get(), other_cadre, office, until=0)
    assert fresh(other_cadre).may("reward.approve")
    assert fresh(other_cadre).roles_called({}) == "村干部、代理领导小组"
    time_machine.move_to(timezone.now() + DAY)
    assert not fresh(other_cadre).may("reward.approve")


def test_it_ends_at_once_where_it_is_ended_early(leader, other_cadre, office):
    row = lend(leader.memberships.get(), other_cadre, office, since=-3)
    row = stand_in_acts.end(row, by=office)
    assert (row.until, row.agreed_until) == (today() - DAY, today() + 10 * DAY)
    assert not fresh(other_cadre).may("reward.approve")
    with pytest.raises(Refused, match="已经结束"):
        stand_in_acts.end(row, by=office)


def test_one_that_began_today_or_later_leaves_no_day(leader, other_cadre, office):
    for since in (0, 2):
        row = lend(leader.memberships.get(), other_cadre, office, since=since)
        row = stand_in_acts.end(row, by=office)
        assert "没有开始" in row.period and row.state == "已结束"
        assert not fresh(other_cadre).may("reward.approve")


def test_whoever_is_gone_is_stood_in_for_too(post, cadre, village, other_cadre, office):
    lend(post, other_cadre, office)
    User.objects.filter(pk=cadre.pk).update(is_active=False)
    assert village in Village.objects.for_user(fresh(other_cadre), "text.edit")


def test_it_goes_with_the_post_and_with_the_account(leader, other_cadre, office, admin):
    lend(leader.memberships.get(), other_cadre, office)
    User.objects.filter(pk=other_cadre.pk).update(is_active=False)
    assert fresh(other_cadre).current_memberships == []
    User.objects.filter(pk=other_cadre.pk).update(is_active=True)
    end_role(leader.memberships.get(), by=admin)
    assert not fresh(other_cadre).may("reward.approve")


def test_what_is_arranged_is_told_to_both_and_to_the_place(post, cadre, other_cadre, office):
    lend(post, other_cadre, office)
    told = Entry.objects.filter(verb="account.stand_in")
    assert {one.object_id for one in told} == {cadre.pk, other_cadre.pk}
    assert "代理" in told[0].summary and "镇党委会议纪要" in told[0].summary
    assert Entry.objects.filter(verb="role.give", chain__township=post.township).exists()


def test_papers_and_history_say_who_acted_for_another(village, cadre, office, other_cadre):
    reviewer = person("deputy", "罗代办", Role.OBSERVER, township=village.township)
    lend(office.memberships.get(), reviewer, by=person(
        "admin2", "管账号", Role.PLATFORM_ADMIN))  # fmt: skip
    filing = FILING.perform("submit", way.adopted(village, cadre).filing, by=cadre)
    filing.checks.update(result="met")
    row = FILING.perform("accept", filing, by=fresh(reviewer), receipt_no="备字〔2026〕1号")
    assert row.decided_name == "罗代办（代）"
    assert Entry.objects.get(verb="filing.accept").actor_name == "罗代办（代）"
    assert Entry.objects.get(verb="filing.submit").actor_name == str(cadre)


def test_who_holds_the_post_himself_acts_under_his_own_name(leader, office, other_cadre, cadre):
    lend(cadre.memberships.get(), other_cadre, office)
    assert fresh(other_cadre).acting_name("text.edit") == str(other_cadre)
    assert fresh(cadre).acting_name("text.edit") == str(cadre)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.OBSERVER])
def test_what_a_person_signs_himself_is_not_stood_in_for(township, other_cadre, office, role):
    holder = person("holder", "某人", role, township=township)
    with pytest.raises(Refused, match="不能代理"):
        lend(holder.memberships.get(), other_cadre, office)


def test_nobody_stands_in_for_himself_by_himself_or_without_the_right(
    post, cadre, leader, other_cadre, office
):
    for user, by, told in (
        (cadre, office, "不能代理自己的岗位"),
        (office, office, "不能给自己安排代理"),
        (other_cadre, leader, "您不能安排"),
    ):
        with pytest.raises(Refused, match=told):
            lend(post, user, by)


def test_only_people_of_the_township_in_use(post, other_township, other_cadre, office):
    stranger = person("far", "外镇", Role.OFFICE, township=other_township)
    with pytest.raises(Refused, match="不是本镇在用的账号"):
        lend(post, stranger, office)
    User.objects.filter(pk=other_cadre.pk).update(is_active=False)
    with pytest.raises(Refused, match="不是本镇在用的账号"):
        lend(post, fresh(other_cadre), office)


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [(2, 1, "结束日期不能早于开始日期"), (-5, -1, "结束日期已经过了"), (-5, 0, None), (1, 1, None)],
)
def test_the_period(post, other_cadre, office, since, until, told):
    if told:
        with pytest.raises(Refused, match=told):
            lend(post, other_cadre, office, since, until)
    else:
        assert lend(post, other_cadre, office, since, until).pk


@pytest.mark.parametrize(("since", "is_refused"), [(10, True), (11, False)])
def test_one_at_a_time(post, township, other_cadre, office, since, is_refused):
    lend(post, other_cadre, office)
    other = person("third", "第三人", Role.OBSERVER, township=township)
    if is_refused:
        with pytest.raises(Refused, match="同时只由一个人代理"):
            lend(post, other, office, since, since)
    else:
        assert lend(post, other, office, since, since).pk


def test_the_database_wants_a_document_and_a_period(post, other_cadre):
    for given_ in ({"document_number": ""}, {"document_number": "纪要", "until": today() - DAY}):
        fields = {"since": today(), "until": today()} | given_
        with pytest.raises(IntegrityError), transaction.atomic():
            StandIn.objects.create(user=other_cadre, post=post, **fields)


def test_the_office_arranges_and_ends_it_on_the_account_page(
    client, office, cadre, village, other_cadre
):
    client.force_login(office)
    url = reverse("stand_in_begin", args=[cadre.pk])
    page = client.get(url).content.decode()
    assert "村干部（万顺村）" in page
    sent = {
        "post": cadre.memberships.get().pk,
        "stand_in": other_cadre.pk,
        "since": today().isoformat(),
        "until": (today() + DAY).isoformat(),
        "document_number": "镇党委会议纪要",
    }
    assert client.post(url, sent).status_code == 302
    for account in (cadre, other_cadre):
        page = client.get(reverse("account", args=[account.pk])).content.decode()
        assert f"{other_cadre}代理{cadre}的村干部岗位，代理中" in page
    row = StandIn.objects.get()
    assert client.post(reverse("stand_in_end", args=[row.pk])).status_code == 302
    page = client.get(reverse("account", args=[cadre.pk])).content.decode()
    assert "已结束" in page and "提前结束</span>" in page
    assert village not in Village.objects.for_user(fresh(other_cadre), "text.edit")


def test_another_township_and_a_cadre_arrange_nothing(
    client, cadre, other_cadre, post, other_township, office
):
    row = lend(post, other_cadre, office)
    stranger = person("far", "外镇", Role.OFFICE, township=other_township)
    for user, code in ((stranger, 404), (cadre, 403)):
        client.force_login(user)
        assert client.get(reverse("stand_in_begin", args=[cadre.pk])).status_code == code
        assert client.post(reverse("stand_in_end", args=[row.pk])).status_code == code
    row.refresh_from_db()
    assert row.is_coming


def test_a_stand_in_is_of_the_village_and_judges_it_not(post, village, other_cadre, office):
    assert village.pk not in own_villages([other_cadre.pk])[other_cadre.pk]
    lend(post, other_cadre, office)
    assert village.pk in own_villages([other_cadre.pk])[other_cadre.pk]
    assert Membership.objects.held_by([other_cadre]).count() == 2


def test_a_second_cadre_of_the_village_needs_no_stand_in(village, office):
    """Cadres of the same village keep their own posts beside it."""
    second = cadre_of(village, "second", "第二人")
    assert Membership.objects.held_by([second]).get() == second.memberships.get()
