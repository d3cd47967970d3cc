"""Writing a text: cut into clauses, consulted on, kept word for word, revised."""

import hashlib

import pytest

from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts import text as text_acts
from villages.models import Clause, Consultation, Opinion, StageText, Text, TextVersion
from villages.queries.text import written
from villages.rules import clauses as cutting
from villages.rules.kinds import ClauseKind
from villages.workflows.text import TEXT


def told(row):
    return [entry.summary for entry in Entry.objects.about(row)]


def labels(version):
    return [(clause.order, str(clause)) for clause in version.clauses.all()]


@pytest.fixture
def version(village, cadre):
    return way.draft(village, cadre)


@pytest.fixture
def consulting(version, cadre):
    return TEXT.perform("consult", version, by=cadre, on=way.days_ago(9))


def test_a_new_text_has_an_empty_first_version(village, cadre):
    version = text_acts.create_text(village, "charter", "自治章程", by=cadre)
    assert (version.number, version.status, version.based_on) == (1, "draft", None)
    assert not version.clauses.exists()
    assert told(version) == ["起草自治章程：自治章程"]


def test_other_texts_rest_on_the_charter_in_force_or_the_one_that_is_named(village, cadre):
    assert text_acts.create_text(village, "rule", "甲", by=cadre).based_on is None
    charter = way.adopted(village, cadre)
    assert text_acts.create_text(village, "rule", "乙", by=cadre).based_on == charter
    draft = text_acts.revise(charter, by=cadre)
    named = text_acts.create_text(village, "rule", "丙", by=cadre, based_on=draft)
    assert named.based_on == draft


def test_a_charter_rests_on_nothing(village, cadre, other_village, other_cadre):
    way.adopted(other_village, other_cadre)
    assert text_acts.create_text(village, "charter", "章程", by=cadre).based_on is None


def test_a_title_is_given_once_in_a_village(village, other_village, cadre, other_cadre):
    way.draft(village, cadre, kind="rule", title="服务制度")
    with pytest.raises(Refused, match="已有同名的文本"):
        text_acts.create_text(village, "rule", "服务制度", by=cadre)
    assert Text.objects.count() == 1
    assert text_acts.create_text(other_village, "rule", "服务制度", by=other_cadre).pk


def test_a_text_is_cut_into_clauses_with_suggested_topics(version):
    assert labels(version) == [
        (1, "第一章"),
        (2, "第一条"),
        (3, "第二条"),
        (4, "第二章"),
        (5, "第三条"),
        (6, "第四条"),
    ]
    clauses = {clause.label: clause for clause in version.clauses.all()}
    assert "migrants" in clauses["第三条"].topics and "choice" in clauses["第四条"].topics
    assert clauses["第二章"].topics == []
    version.refresh_from_db()
    assert version.draft == way.CHARTER.strip()
    assert told(version)[0] == f"录入全文：{version}，共4条"


def test_topics_are_suggested_for_charters_only(village, cadre):
    rule = way.draft(village, cadre, kind="rule", title="服务制度")
    assert not any(clause.topics for clause in rule.clauses.all())


def test_topics_and_opinions_stay_with_the_clause_of_their_label(consulting, cadre):
    consulting.clauses.filter(label="第二条").update(topics=["service"])
    given = {"channel": "yard", "on": way.days_ago(8)}
    for label in ("第二条", "第四条"):
        clause = consulting.clauses.get(label=label)
        text_acts.add_opinion(consulting, by=cadre, content=label, clause=clause, **given)
    general = text_acts.add_opinion(consulting, by=cadre, content="总体同意", **given)
    text_acts.write(consulting, "第一条　为了自治。\n第二条　共同遵守。", by=cadre)
    second = consulting.clauses.get(label="第二条")
    assert (second.topics, second.text) == (["service"], "共同遵守。")
    assert Opinion.objects.get(content="第二条").clause == second
    gone = Opinion.objects.get(content="第四条")
    assert (gone.clause, gone.clause_label) == (None, "第四条")
    general.refresh_from_db()
    assert general.clause is None


def test_the_draft_as_it_was_stays_when_the_text_changes_later(consulting, cadre):
    text_acts.write(consulting, "第一条　新的。", by=cadre)
    consulting.refresh_from_db()
    assert consulting.draft == way.CHARTER.strip() and written(consulting) == "第一条　新的。"


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_text_is_refused(version, cadre, text):
    with pytest.raises(Refused, match="没有可以保存的文字"):
        text_acts.write(version, text, by=cadre)
    assert version.clauses.count() == 6


def test_a_text_has_at_most_two_hundred_thousand_signs(version, cadre):
    head = "第一条　"
    with pytest.raises(Refused, match="全文超过20万字"):
        text_acts.write(version, head + "字" * (200_001 - len(head)), by=cadre)
    assert text_acts.write(version, head + "字" * (200_000 - len(head)), by=cadre)


def test_a_settled_text_takes_no_other_word(village, cadre):
    version = way.final(village, cadre)
    clause = version.clauses.first()
    told = "现在的状态是“表决稿”，不能再改文字。要改，请先退回草稿。"
    for change in (
        lambda: text_acts.write(version, "第一条　别的。", by=cadre),
        lambda: text_acts.insert_clause(
            version, None, kind="article", label="第五条", text="新", by=cadre
        ),
        lambda: text_acts.remove_clause(clause, by=cadre),
        lambda: text_acts.renumber(version, by=cadre),
    ):
        with pytest.raises(Refused, match=told):
            change()
    assert version.clauses.count() == 6


def test_a_clause_is_put_behind_another_or_at_the_beginning(version, cadre):
    given = {"kind": ClauseKind.ARTICLE, "text": "新增。", "by": cadre}
    after = version.clauses.get(label="第二条")
    text_acts.insert_clause(version, after, label="第二条之一", **given)
    text_acts.insert_clause(version, None, label="前言", **given)
    assert [label for _, label in labels(version)] == [
        "前言",
        "第一章",
        "第一条",
        "第二条",
        "第二条之一",
        "第二章",
        "第三条",
        "第四条",
    ]
    assert [order for order, _ in labels(version)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert told(version)[:2] == [f"增加前言：{version}", f"增加第二条之一：{version}"]


def test_a_clause_that_is_taken_out_leaves_its_label_with_the_opinions(consulting, cadre):
    clause = consulting.clauses.get(label="第三条")
    opinion = text_acts.add_opinion(
        consulting, by=cadre, content="删去", clause=clause, channel="yard", on=way.days_ago(8)
    )
    Opinion.objects.update(clause_label="")
    text_acts.remove_clause(clause, by=cadre)
    opinion.refresh_from_db()
    assert (opinion.clause, opinion.clause_label) == (None, "第三条")
    assert not consulting.clauses.filter(label="第三条").exists()
    entry = Entry.objects.about(consulting).first()
    assert entry.summary == f"删去第三条：{consulting}"
    assert entry.changes["第三条"][0].startswith("村民委员会为流动人口")


def test_numbers_are_closed_up(version, cadre):
    version.clauses.get(label="第二条").delete()
    text_acts.renumber(version, by=cadre)
    assert [label for _, label in labels(version)] == [
        "第一章",
        "第一条",
        "第二章",
        "第二条",
        "第三条",
    ]
    assert told(version)[0] == f"重新编排条号：{version}"


def test_a_stage_is_kept_word_for_word(version):
    row = text_acts.fix_stage(version, StageText.Stage.DRAFT, "第一条　甲", way.days_ago(3))
    assert (row.round, row.stage, row.fixed_on) == (0, "draft", way.days_ago(3))
    assert row.sha256 == hashlib.sha256("第一条　甲".encode()).hexdigest()
    assert row.sha256 == text_acts.digest(row.text)


def add(version, cadre, days=3, **more):
    given = {"channel": "yard", "headcount": 40, "place": "院坝"} | more
    return text_acts.add_consultation(version, by=cadre, on=way.days_ago(days), **given)


def test_an_occasion_belongs_to_the_running_round(consulting, cadre):
    row = add(consulting, cadre, 0)
    assert (row.round, row.headcount) == (1, 40)
    assert Consultation.objects.get() == row
    assert told(consulting)[0] == f"登记征求意见：{row}"


def test_an_opinion_knows_its_clause_and_round(consulting, cadre):
    clause = consulting.clauses.get(label="第三条")
    given = {"content": "写得更具体些", "channel": "yard", "on": way.days_ago(0)}
    row = text_acts.add_opinion(consulting, by=cadre, clause=clause, **given)
    assert (row.round, row.clause_label, row.handling) == (1, "第三条", "pending")
    assert text_acts.add_opinion(consulting, by=cadre, **given).clause_label == ""
    assert told(consulting)[0] == "登记意见：写得更具体些"


def test_what_people_say_is_not_dated_tomorrow_and_is_whole(consulting, cadre):
    with pytest.raises(Refused, match="日期不能在今天之后"):
        add(consulting, cadre, -1)
    with pytest.raises(Refused, match="参加人数"):
        add(consulting, cadre, headcount=None)
    given = {"channel": "yard", "on": way.days_ago(-1)}
    with pytest.raises(Refused, match="日期不能在今天之后"):
        text_acts.add_opinion(consulting, by=cadre, content="好", **given)
    with pytest.raises(Refused, match="意见：请填写这一项"):
        text_acts.add_opinion(consulting, by=cadre, **given | {"on": way.days_ago(1)})
    assert not Consultation.objects.exists() and not Opinion.objects.exists()


def test_an_answer_is_kept_and_a_refusal_gives_its_reason(consulting, cadre):
    opinion = text_acts.add_opinion(
        consulting, by=cadre, content="写明时间", channel="yard", on=way.days_ago(3)
    )
    with pytest.raises(Refused, match="不采纳的意见要写明理由"):
        text_acts.answer(opinion, handling="rejected", reply="", by=cadre)
    assert Opinion.objects.get().handling == "pending"
    text_acts.answer(opinion, handling="rejected", reply="另有规定。", by=cadre)
    row = Opinion.objects.get()
    assert (row.handling, row.reply) == ("rejected", "另有规定。")
    assert told(consulting)[0] == "意见不采纳：写明时间"


def test_outside_the_consultation_nothing_is_said_or_answered(consulting, cadre):
    opinion = text_acts.add_opinion(
        consulting, by=cadre, content="好", channel="yard", on=way.days_ago(3)
    )
    version = TEXT.perform("revert", consulting, by=cadre)
    given = {"content": "好", "channel": "yard", "on": way.days_ago(3)}
    for act in (
        lambda: add(version, cadre),
        lambda: text_acts.add_opinion(version, by=cadre, **given),
        lambda: text_acts.answer(opinion, handling="accepted", reply="", by=cadre),
    ):
        with pytest.raises(Refused, match="现在的状态是“草稿”，不在征求意见阶段。"):
            act()


def test_a_new_version_starts_with_the_clauses_of_the_old(village, cadre):
    first = way.adopted(village, cadre)
    first_topics = list(first.clauses.values_list("label", "text", "topics", "order", "kind"))
    second = text_acts.revise(first, by=cadre)
    assert (second.number, second.status, second.draft) == (2, "draft", written(first))
    copied = list(second.clauses.values_list("label", "text", "topics", "order", "kind"))
    assert copied == first_topics
    assert Clause.objects.count() == 12
    assert told(second) == [f"制定新版本：{second}"]


def test_one_version_is_on_its_way_and_only_the_one_in_force_is_revised(village, cadre):
    first = way.adopted(village, cadre)
    second = text_acts.revise(first, by=cadre)
    with pytest.raises(Refused, match="第2版还在办理，请先办完或撤回。"):
        text_acts.revise(first, by=cadre)
    second = TEXT.perform("withdraw", second, by=cadre)
    with pytest.raises(Refused, match="只能从现行有效的版本制定新版本"):
        text_acts.revise(second, by=cadre)
    assert text_acts.revise(first, by=cadre).number == 3


def test_a_new_version_of_a_rule_rests_on_the_charter_of_today(village, cadre):
    rule = way.draft(village, cadre, kind="rule", title="服务制度")
    TEXT.perform("withdraw", rule, by=cadre)
    charter = way.adopted(village, cadre)
    assert text_acts.revise(TextVersion.objects.get(pk=rule.pk), by=cadre).based_on == charter
    assert text_acts.revise(charter, by=cadre).based_on is None


@pytest.mark.parametrize(("most", "is_refused"), [(7, False), (6, True)])
def test_a_text_has_no_more_pieces_than_can_be_handled(
    version, cadre, monkeypatch, most, is_refused
):
    monkeypatch.setattr(cutting, "MOST_CLAUSES", most)
    given = {"kind": ClauseKind.ARTICLE, "label": "第五条", "text": "新增。", "by": cadre}
    if is_refused:
        with pytest.raises(Refused, match="全文分成了7段，一份文本最多6段"):
            text_acts.insert_clause(version, None, **given)
        assert version.clauses.count() == 6
    else:
        assert text_acts.insert_clause(version, None, **given).pk


def test_a_clause_without_a_label_keeps_no_topics_of_another(village, cadre):
    version = way.draft(village, cadre, text="为了自治。\n第一章　总则\n第一条　甲。")
    version.clauses.filter(label="").update(topics=["service"])
    text_acts.write(version, "另一段前言。\n第一章　总则\n第一条　甲。", by=cadre)
    assert version.clauses.get(label="").topics == []


def test_history_keeps_all_of_what_was_taken_out(village, cadre):
    version = way.draft(village, cadre, text=f"第一条　{'字' * 600}\n第二条　乙。")
    text_acts.remove_clause(version.clauses.get(label="第一条"), by=cadre)
    old, new = Entry.objects.about(version).first().changes["第一条"]
    assert (len(old), new) == (600, "")
