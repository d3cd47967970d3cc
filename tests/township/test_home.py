"""The home page: what is to be done by role, the matrix, and a fixed number of queries."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.demonstration.place import settle
from campaigns.models import Target
from tests.personas import cadre_of
from villages.acts import text as text_acts
from villages.models import Village
from villages.rules.kinds import TextKind

pytestmark = pytest.mark.usefixtures("keeping")


@pytest.fixture
def campaign(township):
    return settle(start=2026, township_code=township.code)


def queries_of(client, path="/"):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def many_villages(campaign, count):
    """Grow the township to `count` villages, each with a target."""
    level = campaign.levels.first()
    have = Village.objects.filter(township=campaign.township).count()
    villages = Village.objects.bulk_create(
        Village(township=campaign.township, name=f"第{n}村", fonds_code=f"Q{n:03d}")
        for n in range(have, count)
    )
    Target.objects.bulk_create(
        Target(campaign=campaign, village=village, level=level, due_year=2027, rationale="自愿参加")
        for village in villages
    )


@pytest.mark.parametrize("path", ["/", "/villages/", "/archives/records/"])
def test_pages_cost_the_same_with_6_and_with_600_villages(path, client, office, campaign):
    client.force_login(office)
    client.get(path)
    with_six = queries_of(client, path)
    many_villages(campaign, 600)
    assert queries_of(client, path) == with_six
    assert with_six <= 45


def test_the_office_sees_every_village_and_target(client, office, campaign):
    client.force_login(office)
    page = client.get("/").content.decode()
    for village in Village.objects.all():
        assert village.name in page
    assert "力争" in page and "约束性" in page


def test_targets_and_those_reached_are_drawn_by_year(client, office, campaign):
    client.force_login(office)
    page = client.get("/")
    (told,) = page.context["campaigns"]
    years = [row[0] for row in told["drawing"].rows]
    assert years == [f"{year}年" for year in told["years"]]
    assert sum(int(row[1]) for row in told["drawing"].rows) == campaign.targets.in_force().count()
    assert 'aria-label="各年目标和达到情况"' in page.text
    cadre = cadre_of(Village.objects.get(name="合作村"), "cadre-own", "何专干")
    client.force_login(cadre)
    (own,) = client.get("/").context["campaigns"]
    assert own["drawing"] is None, "one village is no picture"


def test_a_cadre_is_told_the_lawful_next_step(client, campaign):
    village = Village.objects.get(name="合作村")
    cadre = cadre_of(village, "cadre-hezuo", "何专干")
    version = text_acts.create_text(village, TextKind.CHARTER, "合作村自治章程", by=cadre)
    client.force_login(cadre)
    page = client.get("/").content.decode()
    assert "写好草稿后开始征求意见" in page
    assert version.get_absolute_url() in page
    assert "龙泉村" not in page


def test_whoever_has_nothing_to_do_is_told_so(client, observer):
    client.force_login(observer)
    assert "现在没有要您办的事" in client.get("/").content.decode()


def test_a_township_without_a_campaign_begins_with_one(client, office, village):
    client.force_login(office)
    page = client.get("/").content.decode()
    assert "新建创建活动" in page and "/campaigns/new/" in page


def test_with_a_campaign_nobody_is_asked_to_begin(client, office, campaign):
    client.force_login(office)
    assert "新建创建活动" not in client.get("/").content.decode()


def test_a_cadre_has_the_forms_of_every_day_one_tap_away(client, cadre, village):
    client.force_login(cadre)
    page = client.get("/")
    shortcuts = page.context["at_hand"]["shortcuts"]
    assert [one["label"] for one in shortcuts] == ["拍照上传", "登记会议", "登记活动", "登记宣传"]
    assert all(client.get(one["url"]).status_code == 200 for one in shortcuts)


def test_a_cadre_is_told_what_the_archive_lacks_and_sent_there(client, campaign):
    client.force_login(cadre_of(Village.objects.get(name="万顺村"), "cadre", "张专干"))
    told = client.get("/").context["at_hand"]["shelf"]
    assert told["open"] > 0 and told["gaps"]
    assert all(client.get(gap["way"]["url"]).status_code == 200 for gap in told["gaps"])
    assert client.get(told["url"]).status_code == 200


def test_a_cadre_reads_in_autumn_of_the_meetings_of_the_year(client, cadre, village):
    """Near its last day a meeting is a to-do; until then it stands below, once."""
    for day, is_soon in ((date(2026, 10, 5), False), (date(2026, 12, 15), True)):
        with time_machine.travel(datetime.combine(day, time(2), UTC)):
            client.force_login(cadre)
            page = client.get("/")
        later = [one["title"] for one in page.context["at_hand"]["meetings"]]
        soon = [one["title"] for one in page.context["todos"]]
        assert ("万顺村：召开村民会议" in later) == (not is_soon)
        assert ("万顺村：召开村民会议" in soon) == is_soon
        assert page.text.count("万顺村：召开村民会议") == 1


def test_who_has_no_village_or_several_has_no_shelf(client, office, cadre, village, other_village):
    client.force_login(office)
    assert client.get("/").context["at_hand"] == {}
    other_village.cadres.add(cadre.memberships.get())
    client.force_login(cadre)
    assert client.get("/").context["at_hand"] == {}


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("district", ["待区级验收", "收到的申报", "有效荣誉"]),
        ("admin", ["开通的乡镇", "在用账号", "登录锁定", "待处理的问题"]),
        ("office", ["现行有效的自治文本", "已召开会议", "已归集档案", "考评定稿"]),
        ("evaluator", []),
    ],
)
def test_figures_lead_to_the_rows_behind_them(role, labels, client, request):
    client.force_login(request.getfixturevalue(role))
    stats = client.get("/").context["stats"]
    assert [one.label for one in stats] == labels
    for one in stats:
        assert not one.url or client.get(one.url).status_code == 200


def test_a_figure_counts_what_its_list_shows(client, admin, office, village):
    client.force_login(admin)
    accounts = next(one for one in client.get("/").context["stats"] if one.label == "在用账号")
    shown = client.get(accounts.url).context["paginator"].count
    assert accounts.value == shown == 2


def test_a_cadre_s_figures_are_of_the_own_village(client, cadre, village):
    client.force_login(cadre)
    stats = {one.label: one for one in client.get("/").context["stats"]}
    assert stats["已召开会议"].url == f"/villages/{village.pk}/meetings/"
    assert all(client.get(one.url).status_code == 200 for one in stats.values())
