"""Who does not answer keeps nobody waiting, is asked once, and asked again after a while."""

import threading

import pytest

from township import outside
from township.outside import Outside


class Elsewhere:
    """Answers once it is let; counts how often it was asked."""

    def __init__(self):
        self.asked, self.may_answer = [], threading.Event()

    def __call__(self, *about):
        self.asked.append(about)
        self.may_answer.wait(60)
        return f"第{len(self.asked)}次", "good"


@pytest.fixture
def elsewhere():
    one = Elsewhere()
    yield one
    one.may_answer.set()


def test_whoever_is_silent_is_told_so_and_asked_once(elsewhere, monkeypatch):
    monkeypatch.setattr(outside, "PATIENCE", 0.02)
    look = Outside(elsewhere, "请看一看")
    assert look("甲") == look("甲") == ("0.02秒没有应答：请看一看", "bad")
    assert elsewhere.asked == [("甲",)]
    assert look("乙")[1] == "bad" and len(elsewhere.asked) == 2, "somebody else is another question"


def test_what_came_late_is_told_and_stands_for_a_while(elsewhere, monkeypatch):
    monkeypatch.setattr(outside, "PATIENCE", 0.02)
    look = Outside(elsewhere, "请看一看")
    assert look()[1] == "bad"
    elsewhere.may_answer.set()
    monkeypatch.setattr(outside, "PATIENCE", 60.0)
    look.known[()].thread.join()
    assert look() == look() == ("第1次", "good")
    monkeypatch.setattr(outside, "STANDS", -1.0)
    assert look() == ("第2次", "good")


def test_a_failure_is_told_with_what_to_do():
    def refused():
        raise ConnectionRefusedError("refused")

    assert Outside(refused, "请看一看")() == ("连不上（refused）：请看一看", "bad")
