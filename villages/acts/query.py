"""Writing down a villager's question and the day its answer is due."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction

from township.today import after_today
from township.users.models import User
from township.workflow.announcing import fact
from villages.acts.entry import refuse, tell
from villages.models import Query
from villages.options import answer_days

QUERY = fact("query.record")


def query_faults(query: Query) -> Iterator[str]:
    yield from after_today(query.asked_on, "询问日期")
    if query.posting and query.posting.village_id != query.village_id:
        yield "所问的公示不是本村的。"


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
