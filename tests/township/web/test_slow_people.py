"""Forty slow people on the site as it is served. `make attack` asks for pages within a second; here
other tests use the machine too, and what stood still did so for half a minute."""

import pytest

from tests.attack.slow import KINDS, worst_beside


@pytest.mark.parametrize("kind", KINDS)
def test_slow_people_stop_nobody(site, kind):
    assert worst_beside(site, kind, seconds=4) < 20
