"""Carrying alerts out of the application, by the worker.

Each thing to be carried is a row with a unique key, claimed before it is sent: two workers, a
repeated task and a restart carry it once. What broke off between sending and noting it is told as
"可能已发" and not repeated by itself. What surely did not arrive is tried again, later each time.
"""

import hashlib
import logging
import smtplib
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from township.alerts.couriers import PERSONAL, AlertChoice, Courier, Dispatch, Way
from township.alerts.messages import (
    by_template,
    is_taken,
    to_dingtalk,
    to_feishu,
    to_wecom,
)
from township.alerts.models import Alert
from township.alerts.outgoing import SECONDS, MaybeSent, NotSent, post
from township.history.chain import record
from township.tasks import work
from township.workflow import Refused

log = logging.getLogger(__name__)
Status = Dispatch.Status
# Minutes until the next try; after the last one it has failed.
PAUSES = (1, 5, 30, 120)
AT_ONCE = 200
# {kind of alert: function user, day → what a mail says below the line}.
LETTERS = {}


# What is carried


def entrust(new: list[Alert]) -> None:
    """Rows for what is to be carried of alerts that were just kept; none where nobody carries."""
    townships = {one.township_id for one in new}
    couriers = list(Courier.objects.filter(is_on=True, township__in=townships))
    rows = [row for courier in couriers for row in _of_courier(courier, new)]
    if rows:
        Dispatch.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        send_due.enqueue()


def _of_courier(courier, new):
    mine = [
        one for one in new if one.township_id == courier.township_id and one.kind in courier.kinds
    ]
    if courier.is_personal:
        choices = AlertChoice.objects.filter(user__in={one.user_id for one in mine})
        chosen = {row.user_id: row for row in choices if row.place(courier.way)}
        for one in mine:
            if one.user_id in chosen and one.kind in chosen[one.user_id].kinds:
                yield Dispatch(
                    courier=courier,
                    user_id=one.user_id,
                    alert=one,
                    key=f"{one.user_id}:{one.key}",
                    title=one.title,
                    path=one.path,
                )
    elif mine:
        yield _to_group(courier, mine)


def _to_group(courier, mine):
    """One message to a group, however many things and people an act concerned."""
    things = sorted({(one.key, one.noun, one.object_id) for one in mine})
    first, count = mine[0], len({thing[1:] for thing in things})
    many = f"等{count}件" if count > 1 else ""
    return Dispatch(
        courier=courier,
        key=hashlib.sha256(repr(things).encode()).hexdigest(),
        title=first.title + many,
        path="/alerts/" if many else first.path,
    )


def send_test(courier: Courier, *, by) -> Dispatch:
    """发一条试试: to the group, or to the person who presses the button."""
    if courier.is_personal and not _place_of(courier, by):
        raise Refused(f"您还没有填自己的{_asked(courier)}，请先在“提醒”页的“怎样提醒我”里填。")
    with transaction.atomic():
        row = Dispatch.objects.create(
            courier=courier,
            user=by if courier.is_personal else None,
            key=f"test:{timezone.now().timestamp()}:{by.pk}",
            title="这是一条测试提醒，收到就说明设置对了",
            path="/alerts/",
        )
        record("courier.test", courier, by, f"发一条试试：{courier}")
        send_due.enqueue()
    return row


def send_again(row: Dispatch, *, by) -> None:
    with transaction.atomic():
        again = Dispatch.objects.filter(pk=row.pk, outcome__in=(Status.FAILED, Status.MAYBE))
        if not again.update(outcome=Status.WAITING, attempts=0, next_at=timezone.now(), fault=""):
            raise Refused("这一条已经在发送，或者已经发送。")
        record("courier.send_again", row.courier, by, f"再发一次：{row}")
        send_due.enqueue()


# Carrying


@work("发送提醒")
def send_due() -> int:
    """Carry what is due; returns how many were tried."""
    told = "发送时中断，可能已经发出"
    Dispatch.objects.broken().update(outcome=Status.MAYBE, fault=told)
    tried, rows = 0, Dispatch.objects.due().select_related("courier", "user", "alert")
    for row in rows.order_by("next_at", "pk")[:AT_ONCE]:
        if _claimed(row):
            tried += 1
            _send(row)
    if tried == AT_ONCE:
        send_due.enqueue()
    return tried


def _claimed(row):
    now = timezone.now()
    mine = Dispatch.objects.due().filter(pk=row.pk, attempts=row.attempts)
    row.attempts += 1
    return mine.update(outcome=Status.SENDING, began_at=now, attempts=row.attempts)


def _send(row):
    """One attempt, and what came of it."""
    try:
        if dropped := _against_sending(row):
            return _note(row, Status.DROPPED, dropped)
        _carry(row)
    except NotSent as refusal:
        return _note_failure(row, refusal)
    except MaybeSent:
        return _note(row, Status.MAYBE, "发出后没有得到答复，可能已经收到")
    except Exception:
        # Never with the address or the secret, which a traceback of the libraries may quote.
        log.error("dispatch %s was broken off", row.pk)
        return _note(row, Status.MAYBE, "发送时出错，可能已经发出")
    return _note(row, Status.SENT, "")


def _note(row, outcome, fault):
    mine = Dispatch.objects.filter(pk=row.pk, outcome=Status.SENDING, attempts=row.attempts)
    mine.update(outcome=outcome, fault=fault[:200])


def _note_failure(row, refusal):
    if refusal.is_final or row.attempts > len(PAUSES):
        return _note(row, Status.FAILED, refusal.told)
    next_at = timezone.now() + timedelta(minutes=PAUSES[row.attempts - 1])
    mine = Dispatch.objects.filter(pk=row.pk, outcome=Status.SENDING, attempts=row.attempts)
    mine.update(outcome=Status.WAITING, fault=refusal.told[:200], next_at=next_at)
    send_due.using(run_after=next_at).enqueue()


def _against_sending(row):
    """Why it is no longer carried, "" where it is: the thing is closed to the person by now."""
    if row.key.startswith("test:"):
        return ""
    if not row.courier.is_on:
        return "发送方式已经停用"
    if not row.courier.is_personal:
        return ""
    if not row.user.is_active or row.alert is None:
        return "账号已经停用，或者提醒已经过期"
    if not Alert.objects.for_user(row.user, "alert.view").filter(pk=row.alert_id).exists():
        return "这件事已经不在本人的权限范围"
    return "" if _place_of(row.courier, row.user) else f"本人没有填{_asked(row.courier)}"


def _place_of(courier, user):
    choice = AlertChoice.objects.filter(user=user).first()
    return choice.place(courier.way) if choice else ""


def _asked(courier):
    return "电子邮箱" if courier.way == Way.MAIL else "手机号"


def _letter(row, text):
    """What a mail says: the line, and all that its kind has to say as it stands when it goes."""
    more = row.alert and LETTERS.get(row.alert.kind)
    return f"{text}\n\n{more(row.user, timezone.localdate())}" if more else text


def _carry(row):
    courier = row.courier
    url = f"{settings.SITE_URL}{row.path}"
    text = f"【创建通】{row.title}\n{url}"
    if courier.way == Way.MAIL:
        return _mail(_place_of(courier, row.user), row.title, _letter(row, text))
    address, secret, now = str(courier.address), str(courier.secret), time.time()
    if courier.way == Way.WECOM:
        message = to_wecom(address, text)
    elif courier.way == Way.DINGTALK:
        message = to_dingtalk(address, text, secret, now)
    elif courier.way == Way.FEISHU:
        message = to_feishu(address, text, secret, now)
    else:
        phone = _place_of(courier, row.user) if courier.way in PERSONAL else ""
        values = {"text": text, "title": row.title, "url": url, "phone": phone, "secret": secret}
        message = by_template(address, courier.template, values, is_form=courier.is_form)
    if not is_taken(courier.way, post(message)):
        raise NotSent("对方没有接收（请核对地址、密钥和群里的安全设置）")


def _mail(place, subject, text):
    if not settings.MAIL_IS_SET:
        raise NotSent("运维还没有设置邮件服务器", is_final=True)
    connection = get_connection(timeout=SECONDS)
    message = EmailMessage(f"【创建通】{subject}", text, to=[place], connection=connection)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        raise NotSent("连不上邮件服务器，或者账号密码不对") from None
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
        codes = [code for code, _ in getattr(refusal, "recipients", {}).values()]
        code = getattr(refusal, "smtp_code", max(codes, default=0))
        raise NotSent(f"邮件服务器没有接收（代码{code}）", is_final=code >= 500) from None
    except (OSError, smtplib.SMTPException):
        raise MaybeSent from None
    finally:
        connection.close()
