"""A row that breaks its own rules is told in sentences, with the name of the field."""

import pytest

from tests.villages import way
from township.workflow import Refused
from villages.acts.soundness import sound
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
