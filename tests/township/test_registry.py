"""A question that a lower app asks is answered, or the site does not start."""

import pytest
from django.core import checks

from township import registry
from township.registry import Registry, every_question_is_answered


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(registry, "REGISTRIES", [])
    return Registry("Which way", "left", "right")


def told():
    return [error.msg for error in every_question_is_answered(None)]


def test_every_question_of_the_site_is_answered():
    assert registry.REGISTRIES and told() == []


def test_an_answer_that_is_missing_is_an_error(asked):
    asked.answers("left")(len)
    assert told() == ["Which way: nobody answers as right"]
    asked.answers("right")(len)
    assert told() == []


def test_a_misspelt_name_is_an_error(asked):
    asked.answers("left")(len)
    asked.answers("rihgt")(len)
    assert told() == ["Which way: nobody answers as right", "Which way: nobody asks for rihgt"]


def test_a_name_answers_once(asked):
    asked.answers("left")(len)
    with pytest.raises(ValueError, match="answered twice"):
        asked.answers("left")(len)


def test_the_check_runs_at_start():
    assert every_question_is_answered in checks.registry.registry.registered_checks
