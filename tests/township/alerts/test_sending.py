"""Carried once, to whom it still concerns, by what is switched on; real servers on the loopback."""

import re
from datetime import timedelta
from email import message_from_string
from email.header import decode_header, make_header

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.campaigns.reminders import owed
from tests.township.alerts.servers import TAKEN, mail_server, receiver
from tests.township.alerts.test_models import line
from township.alerts import outgoing, sending
from township.alerts.couriers import AlertChoice, Courier, Dispatch
from township.alerts.sending import PAUSES, send_again, send_due, send_test
from township.alerts.telling import tell
from township.history.models import Entry
from township.workflow import Refused

MAIL, PHONE, SECRET = "zhang@example.org", "13800138000", "hush-hush"


@pytest.fixture(autouse=True)
def inside(settings):
    settings.HOOKS_INSIDE, settings.SITE_URL = True, "https://site.example"


def robot(township, server, way="wecom", **given):
    address = f"http://127.0.0.1:{server.server_port}/hook?key=TOKEN-1"
    told = {"name": way, "kinds": ["task"], "is_on": True, "secret": SECRET} | given
    return Courier.objects.create(township=township, way=way, address=address, **told)


def by_mail(township, settings, server):
    settings.MAIL_IS_SET = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    return Courier.objects.create(
        township=township, name="邮件", way="mail", kinds=["task"], is_on=True
    )


def chosen(user, **given):
    told = {"mail": MAIL, "mobile": PHONE, "kinds": ["task"]} | given
    return AlertChoice.objects.create(user=user, **told)


def states():
    return list(Dispatch.objects.order_by("pk").values_list("outcome", flat=True))


def test_nothing_leaves_where_nothing_is_switched_on(village, cadre, office):
    with receiver() as server:
        robot(village.township, server, is_on=False)
        robot(village.township, server, way="feishu", kinds=["due"])
        chosen(cadre)
        tell([line(cadre, owed(village))])
        assert send_due.call() == 0 and server.got == []
    assert states() == []


def test_a_group_is_told_once_of_what_concerns_many(village, cadre, office):
    row, second = owed(village), owed(village, 3)
    with receiver() as server:
        robot(village.township, server)
        told = [line(user, one) for one in (row,) for user in (cadre, office)]
        tell(told)
        tell(told)
        tell([line(cadre, one, key=f"more:{one.pk}") for one in (row, second)])
        assert DBTaskResult.objects.filter(task_path=send_due.module_path).exists()
        assert send_due.call() == 2 and send_due.call() == 0
        bodies = [body.decode() for _, _, body in server.got]
    assert f"【创建通】{row}\\nhttps://site.example{row.get_absolute_url()}" in bodies[0]
    assert f"{row}等2件" in bodies[1] or f"{second}等2件" in bodies[1]
    assert states() == ["sent", "sent"]


def test_a_person_is_mailed_what_was_chosen(village, cadre, office, settings, other_cadre):
    row = owed(village)
    with mail_server() as server:
        by_mail(village.township, settings, server)
        chosen(cadre), chosen(office, kinds=["due"]), chosen(other_cadre, mail="")
        tell([line(user, row) for user in (cadre, office, other_cadre)])
        assert send_due.call() == 1
        (sent,) = map(message_from_string, server.got)
    assert sent["To"] == MAIL
    assert str(make_header(decode_header(sent["Subject"]))) == f"【创建通】{row}"
    assert states() == ["sent"]


def test_what_may_no_longer_be_opened_is_not_carried(village, cadre, settings):
    with mail_server() as server:
        by_mail(village.township, settings, server)
        chosen(cadre)
        tell([line(cadre, owed(village))])
        village.cadres.clear()
        send_due.call()
        assert server.got == []
    assert states() == ["dropped"]


@pytest.mark.parametrize(
    ("says", "state"), [("550 no such user", "failed"), ("451 later", "waiting")]
)
def test_a_mail_server_that_refuses(village, cadre, settings, says, state):
    with mail_server(says) as server:
        by_mail(village.township, settings, server)
        chosen(cadre)
        tell([line(cadre, owed(village))])
        send_due.call()
    assert states() == [state] and says[:3] in Dispatch.objects.get().fault


def test_a_mail_server_that_breaks_off_may_have_taken_it(village, cadre, settings):
    with mail_server(breaks=True) as server:
        by_mail(village.township, settings, server)
        chosen(cadre)
        tell([line(cadre, owed(village))])
        send_due.call()
        assert len(server.got) == 1 and send_due.call() == 0
    assert states() == ["maybe"]


def test_it_is_tried_again_later_each_time_and_then_no_more(village, cadre, time_machine):
    time_machine.move_to(start := timezone.now(), tick=False)
    with receiver(*[(500, TAKEN, 0)] * 9) as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        at, waits = start, []
        while states() == ["waiting"]:
            next_at = Dispatch.objects.get().next_at
            waits.append(round((next_at - at).total_seconds() / 60))
            time_machine.move_to(at := next_at, tick=False)
            assert send_due.call() == 1
            assert send_due.call() == 0
        assert len(server.got) == 1 + len(PAUSES)
    assert states() == ["failed"] and waits[1:] == list(PAUSES)
    planned = DBTaskResult.objects.filter(task_path=send_due.module_path)
    assert planned.exclude(run_after__lte=start).count() >= len(PAUSES)


def test_a_robot_that_says_no_with_200_has_not_taken_it(village, cadre):
    with receiver((200, {"errcode": 93000}, 0)) as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        send_due.call()
    assert states() == ["waiting"] and "没有接收" in Dispatch.objects.get().fault


def test_a_slow_receiver_may_have_taken_it_and_is_not_sent_it_again(village, cadre, monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS", 0.2)
    with receiver((200, TAKEN, 60)) as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        assert send_due.call() == 1 and send_due.call() == 0
        assert len(server.got) == 1
    assert states() == ["maybe"]


def test_a_crash_between_sending_and_noting_is_told_as_perhaps_sent(village, cadre, monkeypatch):
    class Killed(BaseException):
        """As a kill: no handler runs."""

    def die(*args):
        raise Killed

    with receiver() as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        monkeypatch.setattr(sending, "_note", die)
        with pytest.raises(Killed):
            send_due.call()
        monkeypatch.undo()
        assert states() == ["sending"] and send_due.call() == 0
        Dispatch.objects.update(began_at=timezone.now() - timedelta(minutes=11))
        assert send_due.call() == 0 and len(server.got) == 1
    assert states() == ["maybe"] and "可能已经发出" in Dispatch.objects.get().fault


def test_two_workers_carry_a_thing_once(village, cadre):
    """The second has read the row before the first claimed it."""
    with receiver() as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        (row,), (same,) = (list(Dispatch.objects.due()) for _ in range(2))
        assert sending._claimed(row) and not sending._claimed(same)
        assert server.got == []


def test_it_is_sent_again_when_somebody_says_so(village, cadre, office):
    with receiver((404, TAKEN, 0)) as server:
        robot(village.township, server)
        tell([line(cadre, owed(village))])
        send_due.call()
        assert states() == ["failed"]
        send_again(Dispatch.objects.get(), by=office)
        send_due.call()
        assert len(server.got) == 2 and states() == ["sent"]
    with pytest.raises(Refused, match="已经发送"):
        send_again(Dispatch.objects.get(), by=office)


def test_a_gateway_is_sent_the_number_and_the_secret_by_its_template(village, cadre):
    with receiver() as server:
        template = '{"to": "{phone}", "msg": "{text}", "sign": "{secret}"}'
        robot(village.township, server, way="sms", template=template)
        chosen(cadre)
        tell([line(cadre, owed(village))])
        send_due.call()
        body = server.got[0][2].decode()
    assert f'"to": "{PHONE}"' in body and f'"sign": "{SECRET}"' in body


def test_a_test_goes_to_the_group_or_to_whoever_presses(village, cadre, office, settings):
    with receiver() as server:
        courier = robot(village.township, server, way="dingtalk", is_on=False)
        send_test(courier, by=office)
        send_due.call()
        assert "测试" in server.got[0][2].decode()
        assert re.search(r"key=TOKEN-1&timestamp=\d{13}&sign=", server.got[0][0])
    with mail_server() as server:
        mail = by_mail(village.township, settings, server)
        with pytest.raises(Refused, match="电子邮箱"):
            send_test(mail, by=office)
        chosen(office)
        send_test(mail, by=office)
        send_due.call()
        assert len(server.got) == 1
    assert states() == ["sent", "sent"]


def test_secrets_and_addresses_stand_nowhere_in_clear(village, cadre, office, caplog, monkeypatch):
    with receiver((500, TAKEN, 0), (200, {"errcode": 1}, 0)) as server:
        robot(village.township, server)
        robot(village.township, server, way="feishu")
        chosen(cadre)
        tell([line(cadre, owed(village))])
        send_due.call()
        courier = Courier.objects.filter(way="wecom").get()
        send_test(courier, by=office)
        # A fault of ours, whose traceback would quote the address.
        monkeypatch.setattr(sending, "to_wecom", lambda address, text: int(address))
        send_due.call()
    assert "maybe" in states()
    told = [
        caplog.text,
        str(list(Entry.objects.values_list())),
        str(list(Dispatch.objects.values())),
    ]
    told.append(str(list(DBTaskResult.objects.values())))
    with connection.cursor() as cursor:
        for table in ("township_courier", "township_alertchoice"):
            cursor.execute(f"SELECT * FROM {table}")
            told.append(str(cursor.fetchall()))
    for secret in (SECRET, "TOKEN-1", MAIL, PHONE):
        assert not any(secret in one for one in told)


def test_the_week_goes_whole_by_mail_and_as_a_line_elsewhere(village, cadre, settings):
    row = owed(village, -1)
    with mail_server() as server, receiver() as chat:
        courier = by_mail(village.township, settings, server)
        Courier.objects.filter(pk=courier.pk).update(kinds=["digest"])
        robot(village.township, chat, kinds=["digest"])
        chosen(cadre, kinds=["digest"])
        tell(
            [line(cadre, village, kind="digest", title="一周小结：万顺村要办1件", path="/digest/")]
        )
        assert send_due.call() == 2
        (sent,), ((_, _, body),) = map(message_from_string, server.got), chat.got
    text = sent.get_payload().replace("\r\n", "\n")
    assert (
        text.startswith("【创建通】一周小结：万顺村要办1件\n") and f"1. {row}（已过期1天）" in text
    )
    assert str(row) not in body.decode()
