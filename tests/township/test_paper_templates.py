"""The pages 文书模板: what there is, taking one out, handing one in, looking, restoring."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.personas import person
from township.access import Role
from township.accounts.paper_views import PARTS
from township.papers import vetting
from township.papers.keeping import keep_template
from township.papers.sources import OwnTemplate, names, shipped

pytestmark = pytest.mark.django_db

NAME = "reward_receipt"
OWN = '+++\ntitle = "收据"\nkind = "收据"\n+++\n# 本镇收据\n\n金额：{{ amount }}元\n'


def address(name, township, *more):
    return reverse(name, args=[township.pk, *more])


@pytest.fixture
def editing(township):
    return address("paper_template", township, NAME)


def test_the_list_names_all_papers_and_whose_they_are(client, editing, township, office):
    client.force_login(office)
    assert client.get(reverse("own_paper_templates")).url == address("paper_templates", township)
    before = client.get(address("paper_templates", township)).text
    assert "会议记录" in before and "本镇的（" not in before
    keep_template(NAME, township, OWN, by=office)
    after = client.get(address("paper_templates", township)).text
    assert f"本镇的（{office.shown_name}" in after
    assert address("paper_template_restore", township, NAME) in after
    assert reverse("own_paper_templates") in client.get(reverse("settings")).text


def test_every_paper_stands_in_one_part_of_the_list(client, township, office):
    assert sorted(name for part in PARTS.values() for name in part) == names()
    client.force_login(office)
    keep_template(NAME, township, OWN, by=office)
    parts = client.get(address("paper_templates", township)).context["parts"]
    shown = [(part, one["name"]) for part, papers in parts.items() for one in papers]
    assert shown[0] == ("本镇换过的", NAME) and len(shown) == len(names())


def test_a_file_is_put_in_force(client, editing, township, office):
    client.force_login(office)
    file = SimpleUploadedFile("收据.md", OWN.replace("\n", "\r\n").encode())
    answer = client.post(editing, {"file": file, "text": "旧的"}, follow=True)
    assert "已换上" in answer.text and OwnTemplate.objects.get().text == OWN
    taken = client.get(address("paper_template_text", township, NAME))
    assert taken.content.decode() == OWN and "attachment" in taken["Content-Disposition"]
    theirs = client.get(address("paper_template_text", township, NAME), {"shipped": 1})
    assert theirs.content.decode() == shipped(NAME).text
    sample = client.get(address("paper_template_sample", township, NAME))
    assert sample.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OWN.replace("amount", "amuont").encode(), "第7行的标记“amuont”"),
        (OWN.encode("gbk"), "不是 UTF-8 编码"),
        (OWN.encode() + b"a" * 200_000, "超过2万字"),
        (b"PK\x03\x04\x00", "开头缺少用 +++ 括起的说明部分"),
    ],
)
def test_a_faulty_file_is_told_and_not_kept(client, editing, content, told, office):
    client.force_login(office)
    file = SimpleUploadedFile("收据.md", content)
    answer = client.post(editing, {"file": file, "text": OWN})
    assert answer.status_code == 422 and told in answer.text
    assert not OwnTemplate.objects.exists()


@pytest.mark.parametrize("more", [{}, {"look": "yes"}])
def test_what_takes_too_long_to_set_is_told_and_what_was_typed_stays(
    client, editing, office, more, monkeypatch
):
    monkeypatch.setattr(vetting, "SECONDS", 0.01)
    client.force_login(office)
    text = OWN + "\n".join(f"第{number}段\n" for number in range(2000))
    answer = client.post(editing, {"text": text} | more)
    assert answer.status_code == 422 and "排不成 PDF" in answer.text and "第1999段" in answer.text
    assert not OwnTemplate.objects.exists()


def test_it_is_looked_at_before_it_is_kept(client, editing, office):
    client.force_login(office)
    answer = client.post(editing, {"text": OWN, "look": "yes"})
    assert answer.status_code == 422 and "还没有保存" in answer.text
    assert "本镇收据" in answer.text and "没有用到的" in answer.text
    assert not OwnTemplate.objects.exists()
    assert client.post(editing, {"text": OWN}).status_code == 302
    assert OwnTemplate.objects.get().text == OWN


def test_the_shipped_one_is_restored_after_asking(client, editing, township, office):
    client.force_login(office)
    restore = address("paper_template_restore", township, NAME)
    assert client.get(restore).status_code == 404
    keep_template(NAME, township, OWN, by=office)
    assert "领款签收单" in client.get(restore).text and OwnTemplate.objects.exists()
    assert "已恢复" in client.post(restore, follow=True).text
    assert not OwnTemplate.objects.exists()


def test_a_faulty_one_in_force_is_told_on_the_pages(client, editing, township, office):
    client.force_login(office)
    keep_template(NAME, township, OWN, by=office)
    OwnTemplate.objects.update(text=OWN.replace("amount", "gone"))
    for shown in (editing, address("paper_templates", township)):
        assert "现在的版本用不了" in client.get(shown).text
    assert client.get(address("paper_template_text", township, NAME)).status_code == 200
    assert "文书模板" in client.get(reverse("status")).text


def test_other_names_are_none(client, editing, township, office):
    client.force_login(office)
    for name in ("paper_template", "paper_template_text", "paper_template_sample"):
        assert client.get(address(name, township, "no_such")).status_code == 404


def test_another_township_neither_sees_nor_changes_it(client, township, other_township, office):
    keep_template(NAME, township, OWN, by=office)
    client.force_login(person("bieyuan", "别员", Role.OFFICE, township=other_township))
    for name in ("paper_template", "paper_template_text", "paper_template_sample"):
        assert client.get(address(name, township, NAME)).status_code == 404
        theirs = client.get(address(name, other_township, NAME))
        assert theirs.status_code == 200 and "本镇收据".encode() not in theirs.content
    assert client.post(address("paper_template_restore", township, NAME)).status_code == 404


def test_the_leader_reads_and_the_admin_reaches_every_township(
    client, leader, admin, township, cadre
):
    client.force_login(leader)
    shown = client.get(address("paper_templates", township)).text
    assert "看样张" in shown and "上传本镇的" not in shown
    assert client.get(address("paper_template", township, NAME)).status_code == 403
    client.force_login(cadre)
    assert client.get(address("paper_templates", township)).status_code == 403
    client.force_login(admin)
    assert client.get(reverse("own_paper_templates")).url == reverse("places")
    assert address("paper_templates", township) in client.get(reverse("places")).text
    assert client.post(address("paper_template", township, NAME), {"text": OWN}).status_code == 302
    assert OwnTemplate.objects.get().township == township
