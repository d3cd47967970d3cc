"""补录 is told with who entered it and when, and not at all of what came in its own time."""

import time_machine

from campaigns.models import Honour


def test_who_and_when(office):
    honour = Honour()
    assert not honour.is_entered_later and honour.entry_note == honour.entered_told == ""
    with time_machine.travel("2026-11-27 23:30:00+08:00"):
        honour.enter(office)
    assert honour.entry_note == "补录：王办事，2026年11月27日"
