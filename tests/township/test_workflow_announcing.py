"""What receivers put off is done once, at the end of the outermost act, or not at all."""

import pytest

from township.workflow.announcing import asked_once, one_act, put_off


@pytest.fixture
def done():
    return []


def test_outside_of_an_act_nothing_is_put_off(done):
    assert not put_off(done.append, 1)


def test_all_of_an_act_and_its_inner_acts_is_done_at_its_end(done):
    def other(items):
        done.append(("other", items))

    with one_act() as settle:
        assert put_off(done.append, 1)
        with one_act() as inner:
            put_off(other, 2)
            put_off(done.append, 3)
            inner()
        assert done == []
        settle()
    assert done == [[1, 3], ("other", [2])]


def test_an_inner_act_that_fails_takes_what_it_put_off_along(done):
    with one_act() as settle:
        put_off(done.append, 1)
        with pytest.raises(ValueError), one_act():
            put_off(done.append, 2)
            raise ValueError
        settle()
    assert done == [[1]]


def test_an_act_that_fails_leaves_nothing_to_the_next(done):
    with pytest.raises(ValueError), one_act():
        put_off(done.append, 1)
        raise ValueError
    with one_act() as settle:
        settle()
    assert done == []


def test_what_an_act_does_not_change_is_asked_once_within_it():
    answers = iter(range(9))

    def ask(key="day"):
        return asked_once((key,), lambda: next(answers))

    assert [ask(), ask()] == [0, 1]
    with one_act():
        assert [ask(), ask(), ask("other")] == [2, 2, 3]
        with one_act():
            assert ask() == 2
        assert ask() == 2
    assert ask() == 4
