"""A commendation or sanction: of somebody but no person by name, without money, in due form."""

import pytest

from archives.models import Record
from tests.villages import way
from tests.villages.files import stored
from tests.villages.rosters import person
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.commendation import commendation_faults, named_person, record_commendation
from villages.models import Attachment, Commendation

GIVEN = {
    "kind": "commendation",
    "organisation": "三组会员小组",
    "basis_clause": "自治章程第二十六条",
    "measure": "通报表扬。",
}
SANCTION = {
    "kind": "sanction",
    "noticed_on": way.days_ago(9),
    "notice": "当面告知，听取了申辩。",
    "remedy": "可以向村民代表会议申诉。",
}


def row(village, **more):
    return Commendation(village=village, **{"on": way.days_ago(3)} | GIVEN | more)


def faults(village, **more):
    return list(commendation_faults(row(village, **more)))


def test_what_is_in_order_has_no_fault(village):
    assert faults(village) == faults(village, **SANCTION) == []


def test_it_is_kept_once_told_and_filed(village, cadre):
    one = record_commendation(row(village), by=cadre, files=[(stored(), "决定.jpg")])
    assert Attachment.objects.of(one).exists()
    entry = Entry.objects.about(one).get()
    assert entry.verb == "commendation.record" and entry.summary.startswith("登记表彰：")
    assert Record.objects.filter(source=f"commendation:{one.pk}").exists()


def test_a_refused_one_leaves_nothing(village, cadre):
    with pytest.raises(Refused):
        record_commendation(row(village, organisation=""), by=cadre)
    assert not Commendation.objects.exists() and not Entry.objects.exists()


@pytest.mark.parametrize(("days", "count"), [(-1, 1), (0, 0)])
def test_it_is_not_decided_tomorrow(village, days, count):
    told = faults(village, on=way.days_ago(days))
    assert told == ["决定日期不能在今天之后。"] * count


def test_it_is_about_an_organisation_or_a_number_of_households(village):
    assert faults(village, organisation=" ") == ["请写明单位名称，或者涉及的户数。"]
    assert faults(village, organisation="", number=3) == []


@pytest.mark.parametrize("field", ["organisation", "measure", "notice"])
def test_persons_are_not_named(village, other_village, field):
    person(village, "张三丰")
    person(village, "李")
    person(other_village, "王五六")
    told = faults(village, **{field: "表扬张三丰家庭和李家、王五六家"})
    assert told == ["“张三丰”是登记在册的个人。这里只写单位或户数，不写个人姓名。"]
    assert named_person(row(village, **{field: "李家"})) == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"noticed_on": None}, "请写明告知日期和情况"),
        ({"notice": " "}, "请写明告知日期和情况"),
        ({"remedy": " "}, "惩处要写明申诉途径。"),
        ({"noticed_on": way.days_ago(2)}, "告知日期不能晚于决定日期。"),
        ({"measure": "罚款二百元。"}, "惩处里写了“罚款”"),
        ({"measure": "缴纳二百元。"}, "惩处里写了“缴纳二百元”"),
    ],
)
def test_a_sanction_has_its_steps_and_takes_no_money(village, changed, told):
    (sentence,) = faults(village, **SANCTION | changed)
    assert told in sentence


def test_the_day_of_the_notice_may_be_the_day_of_the_decision(village):
    assert faults(village, **SANCTION | {"noticed_on": way.days_ago(3)}) == []


def test_a_commendation_needs_no_notice_and_may_speak_of_money(village):
    assert faults(village, measure="奖励，缴纳会费二百元由村里代付。") == []


def test_a_name_of_two_signs_is_a_name(village):
    person(village, "李四")
    assert named_person(row(village, measure="表扬李四家庭")) == "李四"
