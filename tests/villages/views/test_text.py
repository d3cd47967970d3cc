"""Pages of texts as a cadre and the office meet them."""

import io

import pytest
from django.urls import reverse
from docx import Document

from tests.villages import way
from villages.acts import text as text_acts
from villages.models import Clause, Text, TextVersion
from villages.queries import text as text_queries


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def send(client, address, **fields):
    return client.post(address, fields)


def test_a_pasted_text_is_cut_into_clauses(as_cadre, village):
    answer = send(
        as_cadre,
        reverse("villages:text_create", args=[village.pk]),
        kind="charter",
        title="万顺村自治章程",
        body=way.CHARTER,
    )
    version = TextVersion.objects.get()
    assert answer.url == version.get_absolute_url()
    assert [clause.label for clause in version.clauses.all()] == [
        "第一章",
        "第一条",
        "第二条",
        "第二章",
        "第三条",
        "第四条",
    ]
    assert text_queries.written(version) == way.CHARTER.strip()


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "charter", "title": "本村章程"},
        {"kind": "charter", "title": "万顺村自治章程"},
        {"kind": "rule", "title": "万顺村自治章程"},
    ],
)
def test_who_begins_a_text_that_is_begun_is_led_to_it(as_cadre, village, cadre, sent):
    version = way.draft(village, cadre)
    address = reverse("villages:text_create", args=[village.pk])
    told = as_cadre.post(address, sent).text
    assert "“万顺村自治章程”已经在起草，现在是草稿" in told and "制定新版本" not in told
    TextVersion.objects.filter(pk=version.pk).update(status="withdrawn")
    told = as_cadre.post(address, sent).text
    assert "制定新版本" in told and "已经在起草" not in told


def test_a_word_file_is_read_and_cut(as_cadre, village):
    document = Document()
    for line in way.CHARTER.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    stream.name = "章程.docx"
    send(
        as_cadre,
        reverse("villages:text_create", args=[village.pk]),
        kind="charter",
        title="万顺村自治章程",
        word=stream,
    )
    assert Clause.objects.filter(kind="article").count() == 4


def word_of(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    stream.seek(0)
    stream.name = "章程.docx"
    return stream


def test_a_word_file_replaces_the_text_that_the_field_was_filled_with(as_cadre, village, cadre):
    """The browser sends the whole field back, its lines ended by carriage returns."""
    version = text_acts.create_text(village, "charter", "章程", by=cadre)
    text_acts.write(version, way.CHARTER, by=cadre)
    url = reverse("villages:text_write", args=[version.pk])
    given = as_cadre.get(url).context["form"]["body"].value()
    assert given == way.CHARTER.strip()
    word = word_of("第一条 新的一条。", "第二条 新的二条。")
    answer = send(as_cadre, url, body=given.replace("\n", "\r\n") + "\r\n", word=word)
    assert answer.status_code == 302
    assert text_queries.written(version).startswith("第一条　新的一条。")


def test_a_text_that_was_changed_and_a_word_file_still_ask_which(as_cadre, village, cadre):
    version = text_acts.create_text(village, "charter", "章程", by=cadre)
    text_acts.write(version, way.CHARTER, by=cadre)
    url = reverse("villages:text_write", args=[version.pk])
    answer = send(as_cadre, url, body="第一条 改过。", word=word_of("第一条 另一条。"))
    assert answer.status_code == 422 and "粘贴和上传只选一种" in answer.content.decode()
    assert text_queries.written(version) == way.CHARTER.strip()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("章程.docx", b"PK\x03\x04 not a document", "打不开"),
        ("章程.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("章程.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", ""),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_sentence(as_cadre, village, name, content, told):
    stream = io.BytesIO(content)
    stream.name = name
    answer = send(
        as_cadre,
        reverse("villages:text_create", args=[village.pk]),
        kind="charter",
        title="万顺村自治章程",
        word=stream,
    )
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Text.objects.exists()


def test_nothing_pasted_and_nothing_sent_is_told(as_cadre, village, cadre):
    version = text_acts.create_text(village, "charter", "章程", by=cadre)
    answer = send(as_cadre, reverse("villages:text_write", args=[version.pk]), body="")
    assert answer.status_code == 422
    assert "请粘贴全文，或上传 Word 文件" in answer.content.decode()


def test_the_page_leads_through_the_way_with_one_button(as_cadre, village, cadre):
    version = text_acts.create_text(village, "charter", "章程", by=cadre)
    page = as_cadre.get(version.get_absolute_url())
    assert page.context["next"].label == "粘贴全文"
    text_acts.write(version, way.CHARTER, by=cadre)
    assert as_cadre.get(version.get_absolute_url()).context["next"].label == "开始征求意见"
    send(as_cadre, reverse("villages:text_act", args=[version.pk, "consult"]), on=way.days_ago(9))
    page = as_cadre.get(version.get_absolute_url())
    assert page.context["next"].label == "登记征求意见"
    assert "已登记0种" in page.context["next"].sentence


def test_missing_contents_of_a_charter_are_named(as_cadre, village, cadre, asking):
    version = way.draft(village, cadre)
    page = as_cadre.get(version.get_absolute_url()).content.decode()
    assert "章程没有写到“" in page
    missing = {topic.label for topic in text_queries.topics_missing(version)}
    assert "流动人口服务管理" not in missing and "知情选择" not in missing


def test_gaps_in_the_numbering_are_named(as_cadre, village, cadre):
    version = way.draft(village, cadre, text="第一条　甲。\n第三条　乙。")
    page = as_cadre.get(version.get_absolute_url()).content.decode()
    assert "条号请核对：缺少第二条" in page


def test_unlawful_words_are_shown_beside_their_clause(as_cadre, village, cadre):
    bad = "第一条　育龄妇女必须交纳600元的计生合同责任信誉金，否则全额转抵违约金。"
    version = way.draft(village, cadre, text=bad)
    page = as_cadre.get(version.get_absolute_url())
    (clause,) = page.context["clauses"]
    assert [raised["flag"].phrase for raised in clause.flags] == ["交纳600元"]
    for told in ("收与生育、检查、协议挂钩的钱", "行政处罚法第九条、第十六条", "可以改为："):
        assert told in page.content.decode()


def test_a_changed_clause_keeps_what_others_changed_in_the_meantime(
    as_cadre, village, cadre, asking
):
    clause = way.draft(village, cadre).clauses.get(label="第二条")
    address = reverse("villages:clause_edit", args=[clause.pk])
    fields = {"kind": "article", "label": "第二条", "topics": ["service"], "read_version": 0}
    assert send(as_cadre, address, text="甲改的。", **fields).status_code == 302
    answer = send(as_cadre, address, text="乙改的。", **fields)
    assert answer.status_code == 409
    clause.refresh_from_db()
    assert (clause.text, clause.topics) == ("甲改的。", ["service"])


def test_clauses_are_added_removed_and_numbered_anew(as_cadre, village, cadre):
    version = way.draft(village, cadre)
    after = version.clauses.get(label="第一条")
    address = reverse("villages:clause_create", args=[version.pk]) + f"?after={after.pk}"
    send(as_cadre, address, kind="article", label="第一条之一", text="新增。")
    send(as_cadre, reverse("villages:clause_remove", args=[after.pk]))
    send(as_cadre, reverse("villages:text_renumber", args=[version.pk]))
    labels = [c.label for c in version.clauses.filter(kind="article")]
    assert labels == ["第一条", "第二条", "第三条", "第四条"]
    assert version.clauses.get(label="第一条").text == "新增。"


def test_opinions_stay_with_their_clause_when_the_text_is_pasted_again(village, cadre):
    version = way.consulted(village, cadre)
    text_acts.write(version, way.CHARTER.replace("同等的服务", "同等、便利的服务"), by=cadre)
    assert version.opinions.get().clause.label == "第三条"
    text_acts.remove_clause(version.clauses.get(label="第三条"), by=cadre)
    opinion = version.opinions.get()
    assert (opinion.clause, opinion.clause_label) == (None, "第三条")


def test_versions_are_compared_word_by_word(as_cadre, village, cadre):
    second = text_acts.revise(way.adopted(village, cadre), by=cadre)
    text_acts.write(second, way.CHARTER.replace("同等的服务", "便利的服务"), by=cadre)
    page = as_cadre.get(reverse("villages:text_compare", args=[second.pk]))
    text = page.content.decode()
    assert "<del>同等</del>" in text and "<ins>便利</ins>" in text
    assert len(page.context["pairs"]) == 1


def test_what_was_in_force_on_any_day_can_be_asked(as_cadre, village, cadre):
    version = way.adopted(village, cadre)
    address = reverse("villages:texts_in_force", args=[village.pk])
    ask = lambda day: as_cadre.get(address, {"on": day}).context["versions"]  # noqa: E731
    assert list(ask(way.days_ago(6))) == []
    assert list(ask(way.days_ago(5))) == [version]
    assert as_cadre.get(address, {"on": "2026-99-99"}).status_code == 200


def test_another_villages_text_does_not_exist_for_a_cadre(client, village, cadre, other_cadre):
    version = way.draft(village, cadre)
    client.force_login(other_cadre)
    for name in ("text", "text_write", "text_paper", "text_compare"):
        assert client.get(reverse(f"villages:{name}", args=[version.pk])).status_code == 404


def test_the_office_reads_but_does_not_write(client, office, village, cadre):
    version = way.draft(village, cadre)
    client.force_login(office)
    page = client.get(version.get_absolute_url())
    assert page.context["next"].label == ""
    assert client.get(reverse("villages:text_write", args=[version.pk])).status_code == 403


def test_the_page_costs_the_same_queries_for_many_clauses(
    as_cadre, village, cadre, django_assert_max_num_queries
):
    long = "\n".join(f"第{n}条　内容{n}。" for n in range(1, 121))
    version = way.draft(village, cadre, text=long)
    as_cadre.get(version.get_absolute_url())
    with django_assert_max_num_queries(33):
        as_cadre.get(version.get_absolute_url())


def test_automatic_acts_have_no_button_and_refuse(as_cadre, village, cadre):
    version = way.final(village, cadre)
    page = as_cadre.get(version.get_absolute_url())
    assert {act["name"] for act in page.context["others"]} == {"revert"}
    answer = send(as_cadre, reverse("villages:text_act", args=[version.pk, "adopt"]))
    assert answer.status_code == 422
    assert "还没有合法通过的表决" in answer.content.decode()


def lengthy(articles):
    return "\n".join(f"第{number}条　村民会议讨论决定。" for number in range(1, articles + 1))


def test_a_text_of_too_many_clauses_is_refused_and_what_was_typed_stays(as_cadre, village):
    address = reverse("villages:text_create", args=[village.pk])
    fields = {"kind": "charter", "title": "万顺村自治章程"}
    answer = send(as_cadre, address, **fields, body=lengthy(1001))
    assert answer.status_code == 422 and "最多1000段" in answer.text
    assert "第1001条" in answer.text and not Text.objects.exists()
    assert send(as_cadre, address, **fields, body=lengthy(1000)).status_code == 302


def test_a_single_clause_does_not_pass_the_limit_either(as_cadre, cadre, village):
    version = text_acts.create_text(village, "charter", "万顺村自治章程", by=cadre)
    text_acts.write(version, lengthy(1000), by=cadre)
    address = reverse("villages:clause_create", args=[version.pk])
    answer = send(as_cadre, address, kind="article", label="第一千零一条", text="增加。")
    assert answer.status_code == 422 and "最多1000段" in answer.text
    assert Clause.objects.count() == 1000


def test_a_long_text_is_shown_page_by_page(as_cadre, cadre, village):
    version = text_acts.create_text(village, "charter", "万顺村自治章程", by=cadre)
    text_acts.write(version, lengthy(450), by=cadre)
    first = as_cadre.get(version.get_absolute_url())
    assert first.text.count('class="piece piece-article') == 200
    assert "第 1 / 3 页" in first.text and len(first.content) < 1_000_000
    clause = version.clauses.get(label="第401条")
    place, anchor = clause.get_absolute_url().split("#")
    assert place.endswith("?page=3") and f'id="{anchor}"' in as_cadre.get(place).text
    assert "?" not in version.clauses.get(label="第200条").get_absolute_url()


@pytest.mark.parametrize("sign", ["一", "9"])
def test_a_row_of_figures_between_第_and_条_is_kept_as_text(as_cadre, village, sign):
    address = reverse("villages:text_create", args=[village.pk])
    body = f"第一条　总则。\n第{sign * 5000}条　办法。"
    answer = send(as_cadre, address, kind="charter", title="万顺村自治章程", body=body)
    assert answer.status_code == 302
    assert as_cadre.get(answer.url).status_code == 200
    assert sign * 5000 in Clause.objects.get().text


def test_a_charter_needs_no_name_and_a_rule_one(as_cadre, village):
    address = reverse("villages:text_create", args=[village.pk])
    answer = send(as_cadre, address, kind="rule", title="", body=way.CHARTER)
    assert answer.status_code == 422 and "请写明是什么制度" in answer.text
    assert send(as_cadre, address, kind="charter", title="", body=way.CHARTER).status_code == 302
    assert Text.objects.get().title == f"{village}自治章程"
