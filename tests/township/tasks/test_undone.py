"""What was not done is told to the administrator and to whoever asked, and is begun again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.township.tasks.queue import DONE, attempt, killed, rested, row_of
from township.history.models import Entry
from township.tasks import claims
from township.tasks import undone as undone_module
from township.tasks.trying import MOST_TRIES
from township.tasks.undone import standing, start_again, undone
from township.tasks.worker import Worker
from township.workflow import Refused

pytestmark = pytest.mark.django_db
PATH = attempt.module_path


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


def give_up(what="甲"):
    result = attempt.enqueue(what)
    row = claims.claim("one")
    DBTaskResult.objects.filter(pk=row.pk).update(worker_ids=["one"] * MOST_TRIES)
    claims.take_back()
    assert row_of(result).status == "FAILED"
    return result


def test_what_was_given_up_is_listed_until_it_no_longer_matters():
    give_up()
    (kind,) = undone()
    assert (kind.label, [one.about for one in kind.abouts]) == ("试做", ["第甲件"])
    DONE.append("甲")
    assert undone() == []


def test_what_a_dead_worker_left_is_listed_too():
    killed(attempt.enqueue("甲"))
    assert [kind.label for kind in undone()] == ["试做"]


def test_started_again_it_is_done_with_all_tries_anew_and_stands_in_the_history(admin):
    result = give_up()
    assert start_again(PATH, by=admin) == 1
    Worker().work_off()
    row = row_of(result)
    assert (row.status, len(row.worker_ids), DONE) == ("SUCCESSFUL", 1, ["甲"])
    entry = Entry.objects.get(verb="status.again")
    assert entry.actor == admin and "试做1件" in entry.summary
    with pytest.raises(Refused, match="没有要重新做的"):
        start_again(PATH, by=admin)


def test_the_page_lists_it_asks_and_starts_it_again(admin, client):
    give_up()
    client.force_login(admin)
    page, url = client.get(reverse("status")).text, reverse("work_again", args=[PATH])
    assert "没有做成的后台工作" in page and "试做，1件：第甲件" in page and url in page
    assert "没有做成：试做1件" in client.get(reverse("home")).text
    assert "第甲件" in client.get(url).text and undone()
    assert client.post(url, {}).status_code == 302
    assert not undone()
    assert client.get(url).status_code == 404


def test_only_the_administrator_starts_it_again(office, client):
    give_up()
    client.force_login(office)
    assert "没有做成的后台工作" not in client.get(reverse("status")).text
    assert client.post(reverse("work_again", args=[PATH]), {}).status_code == 403
    assert undone()


def test_whether_a_worker_is_alive_and_keeps_up_is_told(time_machine):
    attempt.enqueue("甲")
    assert standing() == ("没有运行，1件在排队：请起动 manage.py worker", "bad")
    claims.beat("one", "测试机")
    assert standing() == ("在运行（1个进程），1件在排队", "good")
    time_machine.move_to(timezone.now() + undone_module.LATE + timedelta(seconds=1))
    assert standing()[1] == "warn"
    Worker().work_off()
    rested()
    assert standing() == ("在运行（1个进程）", "good")
