"""A township's own template comes first; a faulty one is refused by name and place."""

import pytest
from django.conf import settings

from township.papers import PaperTemplateError, compose
from township.papers.sources import find, names, own_folder

FRONT = '+++\ntitle = "收据"\nkind = "收据"\n+++\n'
pytestmark = pytest.mark.django_db


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    folder = tmp_path / "papers" / "qinghe"
    folder.mkdir(parents=True)

    def place(text, name="reward_receipt", encoding="utf-8"):
        (folder / f"{name}.md").write_bytes(text.encode(encoding))

    return place


class Place:
    code = "qinghe"


def test_a_township_replaces_a_template_without_code(own):
    own(FRONT + "# 本镇收据\n\n金额：{{ amount }}元")
    paper = compose("reward_receipt", {"amount": 200}, township=Place())
    assert paper.title == "本镇收据"
    assert paper.text() == "本镇收据\n\n金额：200元\n"
    assert compose("reward_receipt", {}, township="baita").title == "领款签收单"
    assert compose("reward_receipt", {"copies": ["甲"]}).title.replace("　", "") == "领款签收单"


def test_windows_line_ends_and_byte_order_mark_do_no_harm(own):
    own("\ufeff" + FRONT.replace("\n", "\r\n") + "# 甲\r\n\r\n乙\r\n")
    assert compose("reward_receipt", {}, township="qinghe").text() == "甲\n\n乙\n"


def test_the_template_title_stands_in_for_a_missing_one(own):
    own(FRONT + "只有正文")
    assert compose("reward_receipt", {}, township="qinghe").title == "收据"


@pytest.mark.parametrize("name", ["../settings", "Minutes", "minutes.md", "", "no_such_paper"])
def test_other_names_are_refused(name):
    with pytest.raises(PaperTemplateError, match="没有名为"):
        find(name)


@pytest.mark.parametrize("code", ["..", "a/b", "", "../../etc"])
def test_a_code_cannot_lead_out_of_the_folder(code):
    assert own_folder(code) is None
    assert find("minutes", code).path.parent.name == "papers"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# 没有说明", "开头缺少用 +++ 括起的说明部分"),
        ('+++\ntitle = "a"\nkind = \n+++\n', "说明部分第 3 行写法有误"),
        ('+++\ntitle = "a"\ntitle = "b"\n+++\n', "说明部分第 3 行写法有误"),
        ('+++\ntitle = "a"\n+++\n', "说明部分缺少“kind”"),
        ('+++\ntitle = "a"\nkind = "b"\ncolour = "red"\n+++\n', "不认识的项“colour”"),
        ('+++\ntitle = "a"\nkind = "b"\ncolumns = "2"\n+++\n', "“columns”填法有误"),
        ('+++\ntitle = "a"\nkind = "b"\ncolumns = 9\n+++\n', "“columns”只能是：1、2、3、4"),
        ('+++\ntitle = "a"\nkind = "b"\nlayout = "x"\n+++\n', "“layout”只能是：official、form"),
        (FRONT + "{% if x %}没有结束", "中的标记“if x”写法有误。"),
        (FRONT + "{{ x|nosuch }}", "中的标记“x|nosuch”写法有误。"),
        (FRONT + "```印章\n```", "没有“印章”这种版块"),
        (FRONT + "字" * 70_000, "超过2万字"),
    ],
)
def test_faults_name_the_file_and_the_place(own, text, sentence):
    own(text)
    with pytest.raises(PaperTemplateError) as error:
        compose("reward_receipt", {}, township="qinghe")
    assert "reward_receipt.md" in error.value.sentence
    assert sentence in error.value.sentence


def test_another_encoding_is_named(own):
    own(FRONT + "# 收据", encoding="gbk")
    with pytest.raises(PaperTemplateError, match="UTF-8"):
        compose("reward_receipt", {}, township="qinghe")


def test_every_paper_the_issues_ask_for_is_shipped():
    assert set(names()) >= {
        "minutes", "vote_record", "sign_in", "ballot", "tally_form", "meeting_notice", "text",
        "consultation", "posting", "filing_receipt", "correction_order", "review_sheet",
        "election_record", "catalogue", "handover", "box_label", "integrity", "assignment",
        "plan_receipt", "evaluation_sheet", "summary", "announcement", "application",
        "cover_letter", "acceptance", "commendation", "reward_list", "reward_receipt",
        "rectification", "site_visit",
    }  # fmt: skip
