"""Pages of what becomes of a village, as the office meets them."""

from django.urls import reverse
from django.utils import timezone

from tests.villages.way import draft
from villages.models import Village


def address(name, village):
    return reverse(f"villages:{name}", args=[village.pk])


def given(**more):
    paper = {
        "on": timezone.localdate().isoformat(),
        "reason": "批复",
        "document_number": "江府函〔2026〕9号",
    }
    return paper | more


def test_the_village_page_leads_to_its_changes_and_tells_them(client, village, office):
    client.force_login(office)
    page = client.get(village.get_absolute_url()).content.decode()
    for name in ("rename", "merge", "split", "dissolve", "correct"):
        assert f'href="{address(f"village_{name}", village)}"' in page
    answer = client.post(
        address("village_rename", village), given(name="万顺社区", kind="community")
    )
    assert answer.status_code == 302
    page = client.get(village.get_absolute_url()).content.decode()
    assert "万顺村改为万顺社区" in page and "江府函〔2026〕9号" in page


def test_a_new_name_is_spelled_as_every_name_of_a_village(client, village, office):
    client.force_login(office)
    url = address("village_rename", village)
    assert "不像村（居）的名称" in client.post(url, given(name="２０２６", kind="village")).text
    client.post(url, given(name="万顺　新村(东)", kind="village"))
    assert Village.objects.get(pk=village.pk).name == "万顺新村（东）"


def test_a_merge_names_what_is_open_and_the_list_shows_who_is_gone(
    client, village, other_village, cadre, office
):
    draft(village, cadre)
    client.force_login(office)
    page = client.get(address("village_merge", village)).content.decode()
    assert "还没有办完的" in page and "《万顺村自治章程》" in page
    assert "经村民会议讨论同意" in page
    client.post(address("village_merge", village), given(into=other_village.pk))
    assert Village.objects.get(pk=village.pk).merged_into == other_village
    listed = reverse("villages:villages")
    assert "万顺村" not in client.get(listed).content.decode()
    assert "（已撤并）" in client.get(listed, {"there": "gone"}).content.decode()
    page = client.get(village.get_absolute_url()).content.decode()
    assert "已并入" in page and "village_rename" not in page
    assert (
        "万顺村的档案、荣誉和结果" in client.get(other_village.get_absolute_url()).content.decode()
    )


def test_a_form_for_a_village_that_is_no_more_keeps_what_was_typed(
    client, village, other_village, cadre, office
):
    Village.objects.filter(pk=village.pk).update(closed_on="2026-01-01")
    client.force_login(cadre)
    answer = client.post(
        reverse("villages:text_create", args=[village.pk]), {"kind": "charter", "title": "新章程"}
    )
    assert answer.status_code == 422
    assert "不再办新的事项" in answer.content.decode() and "新章程" in answer.content.decode()


def test_nothing_is_asked_of_a_village_that_is_no_more(client, village, office):
    client.force_login(office)
    panel = reverse("archives:village_panel", args=[village.pk])
    assert "自治要素" in client.get(village.get_absolute_url()).text
    assert "上传材料" in client.get(panel).text
    Village.objects.filter(pk=village.pk).update(closed_on="2026-01-01")
    assert "自治要素" not in client.get(village.get_absolute_url()).text
    shown = client.get(panel).text
    assert "全部档案" in shown and "上传材料" not in shown and "年：" not in shown


def test_a_name_typed_wrong_is_corrected_without_a_former_name(client, village, office):
    client.force_login(office)
    client.post(address("village_correct", village), {"name": "万顺邨", "why": "录错"})
    row = Village.objects.get(pk=village.pk)
    assert (row.name, row.former) == ("万顺邨", [])


def test_a_communitys_changes_are_called_a_communitys(client, village, community, office):
    client.force_login(office)
    page = client.get(community.get_absolute_url()).text
    assert "社区变更" in page and "分设新社区" in page and "并入其他社区" in page
    assert "村情变更" not in page and "新村" not in page and "村改居" not in page
    assert "<h1>分设新社区" in client.get(address("village_split", community)).text
    page = client.get(village.get_absolute_url()).text
    assert "村情变更" in page and "更名、村改居" in page and "社区变更" not in page


def test_a_change_entered_wrong_is_taken_back_from_the_page(client, village, office, leader):
    client.force_login(office)
    client.post(address("village_rename", village), given(name="万顺新村", kind="village"))
    url = reverse("villages:change_take_back", args=[village.changes.get().pk])
    assert url in client.get(village.get_absolute_url()).text
    assert "恢复原来的名称" in client.get(url).text
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "登记到了别的村"}).status_code == 302
    page = client.get(village.get_absolute_url()).text
    assert "撤回：登记到了别的村" in page and url not in page and "<h1>万顺村" in page
    client.force_login(leader)
    assert client.get(url).status_code == 403


def test_a_village_split_off_by_mistake_leads_back_to_the_old_one(client, village, office):
    client.force_login(office)
    client.post(address("village_split", village), given(name="万顺二村", kind="village"))
    new = Village.objects.get(name="万顺二村")
    url = reverse("villages:change_take_back", args=[new.changes.get().pk])
    answer = client.post(url, {"reason": "批复不是这个村"})
    assert answer.url.startswith(village.get_absolute_url())


def test_a_corrected_name_stands_beside_the_wrong_one_on_its_page(client, village, office):
    client.force_login(office)
    answer = client.post(address("village_correct", village), {"name": "万顺邨", "why": "录错"})
    page = client.get(answer.url).text
    assert "更正：万顺邨" in page and "更正：万顺村" not in page
    assert "<del>万顺村</del>" in client.get(village.get_absolute_url()).text
