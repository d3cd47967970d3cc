"""A row that breaks its own rules is told in sentences, with the name of the field."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.villages import way
from township.workflow import Refused
from villages.acts.soundness import save_sound, sound
from villages.models import Authorisation, Text


def reasons(row):
    with pytest.raises(Refused) as refusal:
        sound(row)
    return refusal.value.reasons


def test_a_sound_row_comes_back(village):
    row = Text(village=village, kind="charter", title="章程")
    assert sound(row) is row


def test_a_wrong_field_is_named(village):
    (told,) = reasons(Text(village=village, kind="charter", title=""))
    assert told.startswith("名称：") and told.endswith("请填写这一项。")
    assert len(reasons(Text(village=village, kind="", title=""))) == 2


def test_a_broken_constraint_speaks_for_itself(village):
    row = Authorisation(
        village=village,
        granted_on=way.days_ago(9),
        matters=["rule"],
        since=way.days_ago(5),
        until=way.days_ago(6),
    )
    assert reasons(row) == ["期限的结束日期不能早于开始日期。"]


def test_what_the_database_refuses_is_told_as_if_it_had_been_asked(village):
    save_sound(Text(village=village, kind="covenant", title="村规民约"))
    for again, told in (
        (Text(village=village, kind="rule", title="村规民约"), "已有同名的文本"),
        (Text(village=village, kind="", title=""), "请填写这一项"),
    ):
        with pytest.raises(Refused) as refusal:
            save_sound(again)
        assert told in "".join(refusal.value.reasons)
    assert Text.objects.count() == 1


def test_what_the_database_checks_itself_is_not_asked_before(village):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        save_sound(Text(village=village, kind="charter", title="章程"))
    assert not [one for one in asked if one["sql"].startswith("SELECT")]
