"""What the records say of a text under review, before the reviewer says anything."""

import pytest

from tests.villages import way
from villages.acts import text as text_acts
from villages.queries.review import alarms, demanded, flags_of, proposals, remarks_on
from villages.workflows.text import TEXT


def test_real_bad_clauses_are_found(village, cadre):
    bad = (
        "第一条　新婚夫妇必须交纳600元的计生合同责任信誉金，违约的否则全额转抵违约金。\n"
        "第二条　违反规定的，还应向村民自治委员会缴纳罚款500元。"
    )
    filing = way.submitted(village, cadre, text=bad)
    found = proposals(filing.text_version)
    assert found["deposit"].compliance == "unmet" and "第一条" in found["deposit"].sentence
    assert found["penalty"].compliance == "unmet" and "第二条" in found["penalty"].sentence


def test_an_order_asks_once_for_what_a_flag_says_and_for_whatever_else_fails(village, cadre):
    filing = way.submitted(village, cadre, text="第一条　乱倒垃圾的，罚款五十元。")
    flag = filing.flags.first()
    filing.flags.exclude(pk=flag.pk).delete()
    filing.flags.update(judgement="upheld", reason="村里不能罚款", instead="批评教育")
    of_flag = filing.checks.get(key=flag.item)
    other = filing.checks.exclude(pk=of_flag.pk).first()
    filing.checks.exclude(pk__in=(of_flag.pk, other.pk)).update(result="met")
    filing.checks.filter(pk=of_flag.pk).update(result="unmet", comment=of_flag.hint)
    filing.checks.filter(pk=other.pk).update(result="unmet", comment=other.hint, clause="第一条")
    asked = demanded(filing)
    assert [one.partition("。建议")[1] for one in asked] == ["。建议", ""]
    assert asked[1] == f"第一条：{other.hint}"
    filing.checks.filter(pk=of_flag.pk).update(comment="另有说明")
    assert len(demanded(filing)) == 3


@pytest.fixture
def version(village, cadre):
    return way.adopted(village, cadre)


def test_the_vote_and_the_consultation_answer_for_themselves(version):
    found = proposals(version)
    for key in ("competence", "procedure", "consultation"):
        assert found[key].compliance == "met", key
    assert found["consultation"].sentence == "征求意见渠道2个，意见1条，未处理0条"
    assert found["penalty"].compliance is None


def test_without_a_passed_vote_there_is_no_record_of_it(village, cadre):
    version = way.final(village, cadre)
    assert proposals(version)["quorum"].sentence == "没有表决记录"
    way.voted(version, cadre, yes=100, no=300, abstain=0)
    assert proposals(type(version).objects.get())["quorum"].sentence == "没有表决记录"


def test_only_the_running_round_counts(village, cadre):
    version = way.consulted(village, cadre)
    version = TEXT.perform("revert", version, by=cadre)
    version = TEXT.perform("consult", version, by=cadre, on=way.days_ago(20))
    text_acts.add_consultation(version, by=cadre, channel="board", on=way.days_ago(19), headcount=0)
    text_acts.add_opinion(version, by=cadre, content="好", channel="yard", on=way.days_ago(19))
    found = proposals(version)["consultation"]
    assert found.sentence == "征求意见渠道1个，意见1条，未处理1条"
    assert found.compliance == "unmet"


def test_one_channel_used_twice_is_one(village, cadre):
    version = TEXT.perform("consult", way.draft(village, cadre), by=cadre, on=way.days_ago(9))
    for _ in range(2):
        text_acts.add_consultation(
            version, by=cadre, channel="yard", on=way.days_ago(8), headcount=20
        )
    assert "渠道1个" in proposals(version)["consultation"].sentence


def test_flags_lie_with_their_clause(village, cadre):
    bad = "第一条　全体村民遵守。\n第二条　违者罚款五十元，没收工具。\n第三条　可以申诉。"
    found = flags_of(way.draft(village, cadre, text=bad))
    assert set(found) == {1}
    assert {flag.phrase for flag in found[1]} == {"违者罚款五十元", "没收"}


def test_the_title_is_read_as_a_heading(village, cadre):
    listed = "第一条　乱倒垃圾：五十元。\n第二条　可以申诉。"
    assert alarms(way.draft(village, cadre, text=listed, title="违约处罚办法"))
    other = way.draft(village, cadre, text=listed, title="奖励办法", kind="rule")
    assert not alarms(other)


def test_a_rule_is_read_beside_the_charter_in_force(village, cadre):
    text = way.CHARTER + "第五条　村务公开15日，由村务监督小组核实，可以申诉。\n"
    way.adopted(village, cadre, text=text)
    rule = way.draft(village, cadre, kind="rule", title="公开制度", text="第一条　账目公布七日。")
    (remark,) = remarks_on(rule)
    assert "现行自治章程第五条" in remark.why
