"""What was raised and what was made of it: how often each rule helped, what a judgement needs."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.workflows.test_filing import reviewed
from villages.acts.review import save_checks
from villages.models import FilingFlag
from villages.workflows.filing import FILING

BAD = "第一条　违者罚款五百元。\n第二条　屡犯的罚款一千元。\n第三条　停水停电。\n第四条　可以申诉。"


@pytest.fixture
def filing(village, cadre):
    return way.submitted(village, cadre, text=BAD)


def test_rules_are_counted_by_what_was_made_of_them(filing, office):
    upheld, overruled = ({"judgement": one, "reason": "原文"} for one in ("upheld", "overruled"))
    save_checks(filing, {}, {1: upheld, 2: overruled}, by=office)
    first, second = FilingFlag.objects.by_rule()
    assert first == {"rule": "charge", "raised": 2, "upheld": 1, "overruled": 1}
    assert second == {"rule": "utilities", "raised": 1, "upheld": 0, "overruled": 0}
    assert FilingFlag.objects.grave().unjudged().count() == 1


def test_grave_and_judged_are_shown_in_their_tone(filing):
    flag = filing.flags.first()
    assert flag.is_grave and flag.alarm_tone == "bad" and flag.judgement_tone == "waiting"
    assert str(flag) == "第一条“违者罚款五百元”"
    assert flag.get_absolute_url() == filing.get_absolute_url()
    assert flag.articles and flag.articles[0].words
    flag.rule = "given_up_since"
    assert flag.articles == ()
    flag.alarm, flag.judgement = "doubtful", "overruled"
    assert not flag.is_grave and (flag.alarm_tone, flag.judgement_tone) == ("waiting", "good")


def test_the_database_wants_a_reason_and_one_row_a_number(filing):
    with pytest.raises(IntegrityError), transaction.atomic():
        filing.flags.filter(number=1).update(judgement="overruled")
    with pytest.raises(IntegrityError), transaction.atomic():
        filing.flags.filter(number=2).update(number=1)


def test_after_the_decision_nothing_changes(filing, office):
    save_checks(
        filing,
        {},
        {n: {"judgement": "overruled", "reason": "引用原文"} for n in (1, 2, 3)},
        by=office,
    )
    FILING.perform("accept", reviewed(filing, office), by=office, receipt_no="1")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        filing.flags.filter(number=1).update(reason="改")
