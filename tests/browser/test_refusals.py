"""What may not be done: told in Chinese, in one place, with everything typed still there."""

import pytest
from django.urls import reverse

from archives.acts.category import load_categories
from archives.models import Record
from campaigns.rules import preset
from tests.browser import samples, texts
from tests.villages import way
from villages.models import Motion, TextVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_village(visitor, village, cadre):
    """The cadre of a village whose charter waits for its vote."""
    load_categories(village.township, preset.load("renkou-zizhi").archive_categories)
    way.final(village, cadre)
    return visitor("cadre").sign_in("cadre-wanshun")


def call(cadre, kind):
    cadre.menu("章程、制度和公约").press(texts.TITLE).press("登记会议，交付表决")
    day = way.days_ago(2)
    cadre.choose("会议类型", kind).fill("会议时间", f"{day}T09:00").fill("地点", "村文化广场")
    cadre.fill("主持人", "马书记").fill("记录人", "张专干")
    cadre.fill("通知日期", way.days_ago(15)).fill("通知方式", "公开栏张贴")
    cadre.fill("党组织研究讨论日期", way.days_ago(16))


def test_a_vote_without_quorum_closes_as_such(at_village):
    call(at_village, "村民会议")
    at_village.press("保存").sees("已登记会议")
    texts.hold_meeting(at_village, present=280, yes=260, no=15, abstain=5)
    at_village.sees("未达法定人数", "301").look("no-quorum", axe=True)
    at_village.press(f"表决《{texts.TITLE}》").sees("即301人，实到280人，未达到法定人数")
    at_village.sees("《村民委员会组织法》第二十六条")
    assert Motion.objects.get().status == Motion.Status.NO_QUORUM
    assert TextVersion.objects.get().status == TextVersion.Status.FINAL


def test_a_charter_is_not_put_to_the_wrong_body(at_village):
    call(at_village, "村民代表会议")
    at_village.press("保存").sees("自治章程应由村民会议表决，村民代表会议不能代替")
    at_village.sees("村民委员会组织法", "第三十一条")
    at_village.look("wrong-body", axe=True)
    assert not Motion.objects.exists()


def test_a_refusal_leads_to_where_it_is_mended(at_village, village, cadre):
    meeting = way.meeting(village, cadre)
    at_village.open(reverse("villages:meeting_act", args=[meeting.pk, "close"]))
    at_village.sees("现在还不能结束会议", "还没有登记到会人数")
    at_village.look("refused", axe=True).press("去办理").sees("登记到会人数", at="h1")
    at_village.menu("会议和表决").press("登记会议").look("meeting-new", axe=True)
    offered = at_village.page.locator("#id_place_list option")
    assert [one.get_attribute("value") for one in offered.all()] == [meeting.place]


def test_a_wrong_upload_is_refused_by_name_and_the_rest_is_kept(at_village):
    at_village.menu("本村档案").press("上传材料").choose("类别", "宣传")
    at_village.fill("题名", "三月院坝会宣传").fill("文号", "万委〔2026〕3号")
    at_village.send_files(samples.programme()).sees("会议纪要.pdf", "不", at=".uploads-bad")
    at_village.look("wrong-upload").press("上传").sees("请至少选一个文件")
    at_village.holds("题名", "三月院坝会宣传").holds("文号", "万委〔2026〕3号")
    at_village.look("wrong-upload-kept")
    assert not Record.objects.filter(title="三月院坝会宣传").exists()


def test_who_may_not_is_told_so(visitor, village, other_village, cadre, office, observer):
    """Another village does not exist for a cadre; an office's page is closed to an observer."""
    in_village = visitor("cadre").sign_in("cadre-wanshun")
    in_village.open(f"/villages/{other_village.pk}/").sees("404", at="body").look("other-village")
    watching = visitor("observer").sign_in("observer")
    watching.open("/campaigns/new/").sees("403", "您没有权限看这一页", at="body")
    watching.look("forbidden", axe=True)
