"""One index on two databases: what was put is found, newest first, until it is put anew."""

import pytest

from archives.models import search_index
from archives.models.search_index import either, every, exactly, mark, tokens_in_order, without

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(db):
    search_index.put(
        [
            (1, ["村民", "民会", "会议", "议", mark("v", 7)]),
            (2, ["会议", "议", mark("v", 7), mark("w", 1)]),
            (3, ["ws", "2026", mark("v", 8)]),
        ]
    )


def ids(question, limit=10):
    return search_index.matching(question, limit)


def test_tokens_are_found_newest_first_and_no_more_than_asked_for():
    assert ids(exactly("会议")) == [2, 1]
    assert ids(exactly("会议"), 1) == [2]
    assert ids(exactly("没有")) == []


def test_questions_are_put_together():
    meeting, seven, eight = exactly("会议"), exactly(mark("v", 7)), exactly(mark("v", 8))
    assert ids(every(meeting, seven)) == [2, 1] and ids(every(meeting, eight)) == []
    assert ids(every(meeting, None, ())) == [2, 1], "what is empty asks nothing"
    assert ids(either(meeting, eight)) == [3, 2, 1]
    assert ids(without(meeting, exactly(mark("w", 1)))) == [1]


@pytest.mark.usefixtures("papers_set")
def test_a_phrase_stands_in_its_order_and_its_end_may_go_on():
    assert ids(tokens_in_order(["村民", "民会"])) == [1]
    assert ids(tokens_in_order(["会"])) == [2, 1], "a lone sign is a beginning"
    assert ids(tokens_in_order(["20"])) == [3] and ids(tokens_in_order(["w"])) == [3]
    assert ids(tokens_in_order(["会议"])) == [2, 1]


def test_a_mark_is_nothing_that_somebody_types():
    assert mark("v", 7).endswith("v7") and not mark("v", 7)[0].isprintable()
    assert ids(exactly("v7")) == []


def test_what_is_put_anew_takes_the_place_of_what_was_there():
    search_index.put([(1, ["别的"])])
    assert ids(exactly("会议")) == [2] and ids(exactly("别的")) == [1]


def test_the_index_can_be_emptied_and_tidied():
    search_index.optimise()
    search_index.empty()
    assert ids(exactly("会议")) == []


def test_installing_again_changes_nothing():
    search_index.install()
    assert ids(exactly("会议")) == [2, 1]


def test_a_row_has_no_more_tokens_than_a_database_takes(monkeypatch):
    monkeypatch.setattr(search_index, "MOST_TOKENS", 2)
    search_index.put([(9, iter(["一一", "二二", "三三"]))])
    assert ids(exactly("二二")) == [9] and ids(exactly("三三")) == []
