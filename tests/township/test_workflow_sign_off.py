"""签发: the office drafts, a leader signs or sends back; the township says which kinds he signs."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Rectification
from campaigns.workflows.rectification import RECTIFICATION, demand
from tests.personas import person
from tests.villages import way
from tests.villages.workflows.test_filing import FAULT, reviewed
from township.access import Role
from township.dashboard.todos import todos
from township.history.models import Entry
from township.papers.issued import as_issued
from township.users.models import Membership
from township.workflow import Refused
from villages.models import Filing, TextVersion
from villages.options import SIGNING
from villages.workflows.filing import FILING

YEAR = timezone.localdate().year
NUMBER = f"清府责改〔{YEAR}〕1号"


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def faulty(village, cadre, office):
    """A filing with a fault, submitted three days ago."""
    waiting = way.adopted(village, cadre).filing
    filing = FILING.perform("submit", waiting, by=cadre, on=way.days_ago(3))
    return reviewed(filing, office, n5=FAULT)


@pytest.fixture
def drafted(faulty, office):
    return FILING.perform("order_correction", faulty, by=office, order_no=NUMBER)


def hints(user):
    return " ".join(item["hint"] for item in todos(user))


def test_an_order_is_drafted_by_the_office_and_signed_by_a_leader(drafted, office, leader):
    assert (drafted.status, drafted.drafted_name) == ("to_sign", str(office))
    version = TextVersion.objects.get()
    assert version.status == "adopted", "nothing happens to the text before it is signed"
    assert as_issued("correction_order", drafted) is None
    assert "看过责令改正通知书后签发" in hints(leader)
    row = FILING.perform("sign_order_correction", drafted, by=leader)
    assert (row.status, row.signed_by, row.signed_name) == ("correcting", leader, str(leader))
    assert row.decided_on == way.days_ago(0)
    assert fresh(version).status == "correcting"
    assert NUMBER in as_issued("correction_order", row).text()
    verbs = set(Entry.objects.about(row).values_list("verb", flat=True))
    assert {"filing.order_correction", "filing.sign_order_correction"} <= verbs


def test_what_a_leader_sends_back_comes_to_the_office_with_his_sentence(
    drafted, office, leader, client
):
    row = FILING.perform("return_order_correction", drafted, by=leader, reason="期限太短")
    assert (row.status, row.sent_back) == ("submitted", "期限太短")
    assert "对照审查表审查后" in hints(office)
    client.force_login(office)
    assert "期限太短" in client.get(row.get_absolute_url()).text
    form = client.get(reverse("villages:filing_act", args=[row.pk, "order_correction"])).text
    assert NUMBER in form, "the number stays with the draft"
    again = FILING.perform("order_correction", row, by=office, order_no=NUMBER)
    assert (again.status, again.sent_back) == ("to_sign", "")


def test_the_office_takes_a_draft_back_until_it_is_signed(drafted, office, leader):
    row = FILING.perform("recall_order_correction", drafted, by=office, reason="写错了")
    assert row.status == "submitted"
    again = FILING.perform("order_correction", row, by=office)
    FILING.perform("sign_order_correction", again, by=leader)
    with pytest.raises(Refused, match="不能取回"):
        FILING.perform("recall_order_correction", again, by=office, reason="晚了")


@pytest.mark.parametrize("name", ["sign_order_correction", "return_order_correction"])
def test_nobody_but_a_leader_of_the_township_signs(drafted, everybody, name):
    for role, user in everybody.items():
        if role != "leader":
            with pytest.raises(PermissionDenied):
                FILING.perform(name, drafted, by=user, reason="不行")
    assert fresh(drafted).status == "to_sign"


def test_who_drafted_does_not_sign(faulty, office, township):
    Membership.objects.create(user=office, role=Role.LEADER, township=township)
    both = type(office).objects.get(pk=office.pk)
    row = FILING.perform("order_correction", faulty, by=both, order_no=NUMBER)
    with pytest.raises(Refused, match="拟稿人不能签发"):
        FILING.perform("sign_order_correction", row, by=both)
    assert not FILING.awaits("sign_order_correction", row, both)
    another = person("second", "王书记", Role.LEADER, township=township)
    assert FILING.perform("sign_order_correction", row, by=another).status == "correcting"


def test_where_the_township_waives_it_the_office_sends_out_at_once(faulty, office, township):
    township.settings |= {"sign_correction": False}
    township.save()
    row = FILING.perform("order_correction", fresh(faulty), by=office, order_no=NUMBER)
    assert (row.status, row.signed_name) == ("correcting", "")
    assert NUMBER in as_issued("correction_order", row).text()
    assert TextVersion.objects.get().status == "correcting"


def test_each_kind_has_its_own_setting_and_by_default_only_the_order_is_signed(township):
    from township.users.settings import SETTINGS

    defaults = {key: one.default for key, one in SETTINGS.items() if one.group == SIGNING}
    assert defaults == {
        "sign_correction": True,
        "sign_assignment": False,
        "sign_standard": False,
        "sign_rectification": False,
    }


def test_the_village_does_not_read_a_draft(drafted, cadre, office, leader, client):
    url = reverse("villages:filing_paper", args=[drafted.pk, "order"])
    client.force_login(cadre)
    assert client.get(url).status_code == 404
    page = client.get(drafted.get_absolute_url()).text
    assert NUMBER not in page and "改正期限" not in page
    for user in (office, leader):
        client.force_login(user)
        assert NUMBER in client.get(url, {"format": "txt"}).text
        assert "改正期限" in client.get(drafted.get_absolute_url()).text
    FILING.perform("sign_order_correction", drafted, by=leader)
    client.force_login(cadre)
    assert NUMBER in client.get(url, {"format": "txt"}).text


@pytest.mark.parametrize(("left", "is_refused"), [(0, True), (1, False)])
def test_the_last_day_lies_after_the_day_of_signing(drafted, leader, left, is_refused):
    Filing.objects.filter(pk=drafted.pk).update(correct_by=way.days_ago(-left))
    if is_refused:
        with pytest.raises(Refused, match="要在发出日期以后"):
            FILING.perform("sign_order_correction", fresh(drafted), by=leader)
    else:
        assert FILING.perform("sign_order_correction", fresh(drafted), by=leader).signed_by


def test_a_number_is_of_the_year_and_given_once(
    faulty, drafted, office, leader, other_village, other_cadre
):
    other = reviewed(way.submitted(other_village, other_cadre), office, n5=FAULT)
    for number, told in ((f"清府责改〔{YEAR - 1}〕1号", "请核对"), (NUMBER, "已经用过")):
        with pytest.raises(Refused, match=told):
            FILING.perform("order_correction", other, by=office, order_no=number)
    FILING.perform("sign_order_correction", drafted, by=leader)
    assert fresh(other).proposed_order_no == f"清府责改〔{YEAR}〕2号"


def test_without_an_order_of_the_year_no_number_is_proposed(faulty):
    assert faulty.proposed_order_no == ""


@pytest.mark.parametrize(("left", "told"), [(20, "还有20天"), (0, "今天到期"), (-1, "已过期1天")])
def test_office_and_village_watch_the_last_day(drafted, office, leader, cadre, client, left, told):
    FILING.perform("sign_order_correction", drafted, by=leader)
    day = timezone.localdate() + datetime.timedelta(days=left)
    with _unfrozen():
        Filing.objects.filter(pk=drafted.pk).update(correct_by=day)
    for user, hint in ((office, "等新版本"), (cadre, "制定新版本")):
        (item,) = [one for one in todos(user) if hint in one["hint"]]
        assert (item["due"], item["left"]) == (day, told)
        client.force_login(user)
        assert told in client.get(drafted.get_absolute_url()).text
        assert told in client.get(reverse("home")).text


def _unfrozen():
    """Past days are not typed in; the row is moved as time would move it."""
    from contextlib import contextmanager

    from django.db import connection

    from township.history import frozen

    @contextmanager
    def opened():
        rule = next(one for one in frozen.REGISTERED if one.model is Filing)
        with connection.cursor() as cursor:
            on = f' ON "{rule.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{rule.name}_u"{on}')
        yield
        frozen.install_triggers(using=connection.alias)

    return opened()


# 整改: drafted by being written


@pytest.fixture
def signed_kind(township):
    township.settings |= {"sign_rectification": True}
    township.save()


@pytest.fixture
def asked(village, office, signed_kind):
    due = timezone.localdate() + datetime.timedelta(days=10)
    village = fresh(village)
    row = Rectification(village=village, fact="没有公开", demand="补上", due_on=due)
    return demand(row, by=office)


def test_a_demand_reaches_the_village_once_it_is_signed(asked, office, leader, cadre, client):
    assert asked.status == "to_sign"
    client.force_login(cadre)
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert not Rectification.objects.issued().exists()
    assert "看过整改通知书后签发" in hints(leader)
    row = RECTIFICATION.perform("sign_demand", asked, by=leader)
    assert row.status == "open" and "没有公开" in as_issued("rectification", row).text()
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert list(Rectification.objects.issued()) == [row]


def test_a_demand_sent_back_is_written_again_or_dropped(asked, office, leader, cadre, client):
    row = RECTIFICATION.perform("return_demand", asked, by=leader, reason="写清楚哪个季度")
    assert row.status == "draft" and "领导退回了整改通知书" in hints(office)
    client.force_login(office)
    act = reverse("campaigns:rectification_act", args=[row.pk, "demand"])
    assert "没有公开" in client.get(act).text
    given = {"fact": "三季度没有公开", "demand": "补上", "due_on": row.due_on, "on": row.made_on}
    assert client.post(act, given).status_code == 302
    row = fresh(row)
    assert (row.status, row.fact, row.sent_back) == ("to_sign", "三季度没有公开", "")
    row = RECTIFICATION.perform("return_demand", row, by=leader, reason="不必发")
    row = RECTIFICATION.perform("drop", row, by=office, reason="不发了")
    assert row.status == "dropped" and as_issued("rectification", row) is None
    client.force_login(cadre)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_the_office_is_told_that_a_demand_lies_before_the_leader(
    village, office, signed_kind, client
):
    client.force_login(office)
    due = timezone.localdate() + datetime.timedelta(days=10)
    given = {"village": village.pk, "fact": "没有公开", "demand": "补上", "due_on": due}
    page = client.post(reverse("campaigns:rectification_create"), given, follow=True).text
    assert "已送领导签发" in page and "待签发" in page


def test_without_the_setting_a_demand_is_out_at_once(village, office):
    due = timezone.localdate()
    row = demand(Rectification(village=village, fact="a", demand="b", due_on=due), by=office)
    assert row.status == "open" and as_issued("rectification", row)
