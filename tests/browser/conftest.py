"""Visitors of the live server, one browser context each, and the clock they live by."""

import datetime

import pytest
import time_machine

from tests.browser.visitor import Album, Visitor


class Clock:
    """The time of the test and of the live server, which runs in the same process."""

    def __init__(self, traveller):
        self.traveller = traveller

    def go(self, year, month, day, hour=9):
        """Move to a moment of Beijing time."""
        zone = datetime.timezone(datetime.timedelta(hours=8))
        self.traveller.move_to(datetime.datetime(year, month, day, hour, tzinfo=zone))


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)) as traveller:
        yield Clock(traveller)


@pytest.fixture
def album(request):
    """What was seen in this test, which passes only if no page had a fault; with `--pictures` its
    pictures lie under var/screenshots/."""
    is_kept = request.config.getoption("--pictures")
    album = Album(request.node.originalname.removeprefix("test_"), is_kept=is_kept)
    yield album
    wrong = sorted(set(album.everything_wrong()))
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def visitor(new_context, album):
    """visitor("office") opens a browser for somebody; names the pictures by role."""

    def arrive(role):
        visitor = Visitor(new_context(), role, album)
        album.visitors.append(visitor)
        return visitor

    return arrive
