"""Triggers step aside for a migrate that has something to do, and all come back."""

import pytest
from django.db import connection

from township.history.frozen import (
    broken,
    existing_names,
    expected_names,
    install_triggers,
    remove_triggers,
)

pytestmark = pytest.mark.django_db


def test_triggers_go_before_the_first_step_and_come_back_after_the_last():
    assert existing_names(connection) >= expected_names()
    remove_triggers(plan=[])
    assert existing_names(connection) >= expected_names(), "there was nothing to do"
    remove_triggers(plan=["a step"])
    assert not existing_names(connection) & expected_names()
    remove_triggers(plan=["a step"])
    install_triggers()
    assert existing_names(connection) >= expected_names() and not broken(connection)
