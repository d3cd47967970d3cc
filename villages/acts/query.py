"""A villager's question: written down, or taken from the public page, and the day it is due."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from township.history.chain import record
from township.signin.guessing import network_of
from township.today import after_today
from township.users.models import User
from township.workflow.announcing import fact
from villages.acts.entry import refuse, tell
from villages.models import Asker, Query, Village
from villages.options import answer_days
from villages.rules import asking

QUERY = fact("query.record")


def query_faults(query: Query) -> Iterator[str]:
    """Sentences on what may not be saved: its day, and whose posting it asks about."""
    yield from after_today(query.asked_on, "询问日期")
    if query.posting and query.posting.village_id != query.village_id:
        yield f"所问的公示不是{query.village.words.here}的。"


@transaction.atomic
def record_query(query: Query, *, by: User, changes: dict[str, Any] | None = None) -> Query:
    """Save a villager's question with the day its answer is due; returns it.

    Raises Refused for a day to come or a posting of another village.
    """
    refuse(query_faults(query))
    is_new = query.pk is None
    days = answer_days(query.village)
    query.due_on = query.asked_on + timedelta(days=days)
    query.save()
    tell(query, "询问", QUERY, by, is_new, changes)
    return query


@transaction.atomic
def take_from_page(query: Query, asker: Asker, *, address: str) -> Query:
    """Save what somebody without an account wrote on the public page; returns it with its code.

    The same form sent twice is one question. Raises Refused where today's counts are full. It is
    filed in the archive with its answer, so that nothing a stranger writes is kept unread.
    """
    village = Village.objects.select_for_update(of=("self",)).get(pk=query.village_id)
    if done := Asker.objects.filter(key=asker.key).select_related("query").first():
        return done.query
    query.asked_on = timezone.localdate()
    asker.sender = _sender(address, query.asked_on)
    refuse([*query_faults(query), *_too_many(village, asker.sender, query.asked_on)])
    query.way, query.code = Query.Way.PAGE, asking.new_code(secrets.choice)
    query.due_on = query.asked_on + timedelta(days=answer_days(query.village))
    query.save()
    asker.query = query
    asker.save()
    told = f"{query.village.words.people}在公开页面上提出{query.get_kind_display()}：{query}"
    record("query.arrive", query, None, told)
    return query


def erase_asker(query: Query, *, by: User | None) -> None:
    """Delete how the asker may be reached; the question stays."""
    Asker.objects.filter(query=query).delete()
    record("query.erase", query, by, f"删去提问人的姓名和电话：{query}")


@transaction.atomic
def erase_askers() -> int:
    """Nightly: delete those whose question was closed so many days ago; returns how many."""
    today, erased = timezone.localdate(), 0
    rows = Asker.objects.exclude(query__answered_on=None).order_by("pk")
    for asker in rows.select_related("query__village__township"):
        query = asker.query
        kept = query.village.township.setting("asker_days")
        if query.answered_on < today - timedelta(days=kept):
            erase_asker(query, by=None)
            erased += 1
    return erased


def _sender(address: str, on: date) -> str:
    message = f"asker\0{on.isoformat()}\0{network_of(address)}"
    return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def _too_many(village: Village, sender: str, on: date) -> Iterator[str]:
    came = Query.objects.filter(village=village, asked_on=on, way=Query.Way.PAGE)
    setting = village.township.setting
    yield from asking.faults(
        Asker.objects.filter(sender=sender).count(),
        came.count(),
        most_here=setting("page_questions_sender"),
        most_in_village=setting("page_questions_village"),
    )
