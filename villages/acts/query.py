"""Writing down a villager's question and the day its answer is due."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from township.users.models import User
from township.workflow.announcing import fact
from villages.acts.entry import refuse, tell
from villages.models import Query
from villages.rules.tables import identity_fault

QUERY = fact("query.record")


def query_faults(query: Query) -> Iterator[str]:
    if query.asked_on > timezone.localdate():
        yield "询问日期不能在今天之后。"
    if query.posting and query.posting.village_id != query.village_id:
        yield "所问的公示不是本村的。"
    if identity_fault([query.content]):
        yield "内容里有像身份证号的数字，请删去。本系统不登记证件号码。"


@transaction.atomic
def record_query(query: Query, *, by: User, changes: dict[str, Any] | None = None) -> Query:
    """Save a villager's question with the day its answer is due; returns it.

    Raises Refused for a day to come, a posting of another village or an identity number.
    """
    refuse(query_faults(query))
    is_new = query.pk is None
    days = query.village.township.setting("query_days")
    query.due_on = query.asked_on + timedelta(days=days)
    query.save()
    tell(query, "询问", QUERY, by, is_new, changes)
    return query
