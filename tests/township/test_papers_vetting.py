"""What a township hands in as a template: faults by their line, and nothing but its values."""

import pytest

from township.papers import PaperTemplateError, compose, sources, vetting
from township.papers.engine import LONGEST_BLANK, escape, fill
from township.papers.samples import sample_of
from township.papers.sources import names, shipped
from township.papers.vetting import trial, unused, vet

FRONT = '+++\ntitle = "会议记录"\nkind = "会议记录"\n+++\n'


def faults(body, name="minutes"):
    with pytest.raises(PaperTemplateError) as error:
        vet(name, body)
    return error.value.sentence


@pytest.mark.parametrize("name", names())
def test_every_shipped_template_may_be_kept_as_it_is(name):
    source = vet(name, shipped(name).text)
    assert unused(source) == []
    paper = trial(source)
    assert paper.text().startswith("样张（单位、姓名和数字都是假设的）")
    assert paper.stem.startswith("样张_") and paper.pdf().startswith(b"%PDF")
    assert "样张" in paper.html()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("# 记录\n\n{{ meeting|nosuch }}", "第7行的标记“meeting|nosuch”写法有误"),
        ("# 记录\n{% if chair %}\n没有结束", "第6行的标记“if chair”写法有误"),
        ("# 记录\n{% for one in agenda %}\n{{ one }}\n{% endfor %}\n{{ }}", "第9行的标记"),
        ("# 记录\n\n{{ metting }}", "第7行的标记“metting”：这种文书没有“metting”这个值"),
        ("{% if chair %}\n{{ chair }}\n{% endif %}\n{{ chiar }}", "第8行的标记“chiar”"),
        ("# 记录\n\n{{ chair|default:nobody }}", "没有“nobody”这个值"),
        ("# 记录\n\n```印章\n单位：甲\n```", "第7行：没有“印章”这种版块"),
        ("# 记录\n\n```落款\n名字：甲\n```", "第8行：版块“落款”只认识这些项：单位、日期、盖章"),
        ("# 记录\n\n```表格\n行高：很高\n```\n| a |\n|---|", "“行高”应填数字，现为“很高”"),
        ("# 记录\n{{ chair }}\n" + "字" * 70_000, "超过2万字"),
        (
            "# 记录\n" + "{% if chair %}\n" * 15 + "{% endif %}\n" * 15,
            "第20行：标记一层套一层",
        ),
        (f"# 记录\n{{% if {'not ' * 480}chair %}}一{{% endif %}}", "…”写法有误"),
        ("# 记录\n" + "```二维码\n内容：甲\n```\n" * 51, "二维码太多，最多50个"),
        (f"# 记录\n\n```二维码\n内容：{'长' * 400}\n```", "“二维码”的内容太长"),
        (f"# 记录\n\n|{'甲|' * 61}\n|{'-|' * 61}\n", "表格有61列，最多60列"),
    ],
)
def test_a_fault_is_told_by_its_line(body, told):
    assert told in faults(FRONT + body)


def test_twenty_thousand_characters_are_the_most():
    begun, line = f"{FRONT}# 记录\n", "{# 说明 #}\n"
    lines, rest = divmod(sources.MOST_SIGNS - len(begun), len(line))
    whole = begun + line * lines + "a" * rest
    vet("minutes", whole)
    assert "超过2万字" in faults(whole + "a")


def test_nor_does_the_sample_have_more():
    body = "{% for a in agenda %}" * 3 + "{length}" + "{% endfor %}" * 3
    sign = "甲\n\n" * 240
    vet("minutes", f"{FRONT}# 记录\n\n{body.replace('{length}', sign)}")
    assert "样张超过2万字" in faults(f"{FRONT}# 记录\n\n{body.replace('{length}', sign * 2)}")


@pytest.mark.parametrize("sign", [" ", "{%", "`", "|", "一"])
def test_a_line_has_an_end(sign):
    """A reader of marks looks at a line once for each place where one might begin."""
    line = sign * (vetting.LONGEST_LINE // len(sign))
    assert "第7行太长，一行最多2000个字" in faults(f"{FRONT}# 记录\n\n{line}{sign}")


def test_a_title_of_many_pieces_is_left_as_it_is_broken():
    """There would be 2³⁹ ways to join them."""
    pieces = ["一二三四五"] * 40
    paper = trial(vet("minutes", f"{FRONT}# {'<br>'.join(pieces)}"))
    assert paper.text().count("一二三四五") == 40


def test_signs_that_no_document_may_hold_are_left_out():
    front = FRONT.replace("会议记录", "会议\\u0001\\n记录", 1)
    paper = trial(vet("minutes", f"{front}\n甲\x01\x0b乙\x85丙\u202e丁"))
    assert paper.title == "样张 会议 记录" and "\x01" not in paper.text()
    assert paper.docx().startswith(b"PK")


def test_numbered_headings_have_an_end():
    front = FRONT.replace("kind =", "is_numbered = true\nkind =")
    assert "标题最多999个" in faults(front + "# 记录\n" + "## 一\n" * 1000)


def test_what_cannot_be_set_is_not_kept(monkeypatch):
    paragraphs = "甲乙丙丁\n\n" * 2000
    vet("minutes", f"{FRONT}# 记录\n\n{paragraphs}")
    monkeypatch.setattr(vetting, "SECONDS", 0.01)
    assert "排不成 PDF" in faults(f"{FRONT}# 记录\n\n{paragraphs}")


@pytest.mark.parametrize("lacking", ["title", "kind"])
def test_a_missing_key_is_named(lacking):
    front = "\n".join(line for line in FRONT.split("\n") if not line.startswith(lacking))
    assert f"缺少“{lacking}”" in faults(front + "# 记录")


@pytest.mark.parametrize(
    "mark",
    [
        '{% include "base.html" %}',
        '{% extends "base.html" %}',
        "{% load wording %}",
        "{% debug %}",
        "{% csrf_token %}",
        "{% ssi /etc/passwd %}",
        "{% url 'home' %}",
        "{% now 'Y' %}",
        "{% widthratio 1 1 9999 %}",
        "{{ chair|safe }}",
        "{{ chair|pprint }}",
        "{{ chair|stringformat:'99999999s' }}",
        "{{ chair|ljust:99999999 }}",
        "{{ agenda|join:chair }}",
        "{{ settings.SECRET_KEY }}",
        "{{ request.user }}",
        "{{ chair.__class__ }}",
        "{{ village.township.settings }}",
        "{% if nobody %}{{ village.township_set.all }}{% endif %}",
        "{% if not village %}{{ chair.encode }}{% endif %}",
        "{% with a=village %}{{ a.delete }}{% endwith %}",
        "{% for one in agenda %}{{ one.pk }}{% endfor %}",
        "{% regroup motions by title.mro as rows %}{{ rows }}",
        "{% for a, b, c in agenda %}{{ a }}{% endfor %}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(mark):
    faults(f"{FRONT}# 记录\n{mark}")


def test_loops_write_no_more_than_a_paper_holds():
    body = "{% for a in agenda %}" * 14 + "字" * 1000 + "{% endfor %}" * 14
    assert "循环的次数太多" in faults(f"{FRONT}# 记录\n{body}")
    empty = "{% for a in agenda %}" * 11 + "{% endfor %}" * 11
    assert "循环的次数太多" in faults(f"{FRONT}# 记录\n{empty}"), "a hundred thousand turns"


def test_a_value_only_ever_writes_itself():
    assert fill("{{ x|blank:99999999 }}", {}) == escape("＿" * LONGEST_BLANK)
    assert fill("{{ x|blank:y }}", {"y": "长"}) == escape("＿" * 8)
    doubled = "{{ x" + "|listed" * 40 + " }}"
    assert fill(doubled, {"x": "甲乙"}) == "甲乙"
    assert fill("{{ x|add:y }}", {"x": "甲", "y": "乙"}) == "甲"
    assert fill("{{ x|add:y }}", {"x": 1, "y": "2"}) == "3"


def test_markup_of_a_page_stays_words():
    source = vet("minutes", f"{FRONT}# 记录\n\n<script>alert(1)</script> [看](javascript:alert(1))")
    page = trial(source).html()
    assert "<script" not in page and 'href="javascript' not in page


def test_what_is_left_out_is_told():
    source = vet("ballot", shipped("ballot").text)
    assert unused(source) == []
    front = '+++\ntitle = "表决票"\nkind = "表决票"\n+++\n'
    assert "copies" in unused(vet("ballot", f"{front}# 表决票"))


def test_a_sample_is_none_for_another_name():
    assert sample_of("no_such_paper") == {}
    assert compose("minutes", sample_of("minutes")).title
