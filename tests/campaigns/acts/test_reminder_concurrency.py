"""Two of the office remind of the same matter at the same moment: one reminder, one refusal."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from campaigns.acts.reminder import remind
from campaigns.models import Reminder
from tests.campaigns.reminders import owed, waiting
from tests.personas import person
from township.access import Role
from township.workflow import Refused


@pytest.mark.django_db(transaction=True)
def test_the_second_is_told(village, other_village, office):
    colleague = person("office2", "吴办事", Role.OFFICE, township=village.township)
    matters = [waiting(owed(one)) for one in (village, other_village)]
    together = Barrier(2)

    def at_once(user, ticked):
        try:
            together.wait()
            return len(remind(ticked, by=user))
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(at_once, (office, colleague), (matters, matters[::-1])))
    assert 2 in said and any("今天已经催办过" in str(one) for one in said)
    assert Reminder.objects.count() == 2
