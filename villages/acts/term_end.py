"""Continuing those whose term is over: all of one body, or all representatives, to one day."""

from datetime import date

from django.db import transaction
from django.db.models import F, Max, QuerySet

from township.dates import cn_date
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.models import Body, Representative, Term, Village


@transaction.atomic
def extend_body(body: Body, *, until: date, reason: str, by: User) -> int:
    """Continue everybody in the body whose term ends last; returns how many."""
    row = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    number, before = _extend(Term.objects.filter(body=row), until)
    record("organisation.edit", row, by, _told(row, number, before, until, reason))
    return number


@transaction.atomic
def extend_representatives(village: Village, *, until: date, reason: str, by: User) -> int:
    """Continue the representatives whose term ends last; returns how many."""
    row = Village.objects.select_for_update(of=("self",)).get(pk=village.pk)
    number, before = _extend(Representative.objects.filter(village=row), until)
    who = row.words.representative
    record("roster.extend", row, by, _told(who, number, before, until, reason))
    return number


def _extend(rows: QuerySet, until: date) -> tuple[int, date]:
    """(how many, their former last day); those whose end is open go on by themselves."""
    last = rows.aggregate(last=Max("until"))["last"]
    if last is None:
        raise Refused("没有登记任期到哪一天，不用延长。")
    if until <= last:
        raise Refused(f"任期登记到{cn_date(last)}，延长要在这以后。")
    number = rows.filter(until=last).update(until=until, version=F("version") + 1)
    return number, last


def _told(who, number, before, until, reason):
    days = f"由{cn_date(before)}延长到{cn_date(until)}"
    return f"延长任期：{who}{number}人，{days}（理由：{reason}）"
