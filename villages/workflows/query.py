"""When a villager's question is answered."""

from django.utils import timezone

from township.today import after_today
from township.workflow import Transition, Workflow
from villages.models import Query


def _may_answer(query, by, on=None, **given):
    if on is None:
        return
    yield from after_today(on, "答复日期")
    if on < query.asked_on:
        yield "答复日期早于询问日期，请检查。"


def _answer(query, by, on=None, answer="", **given):
    query.answer, query.answered_on = answer, on or timezone.localdate()
    query.save(update_fields=["answer", "answered_on"])


QUERY = Workflow(
    Query,
    "query",
    [
        Transition(
            "answer",
            "登记答复",
            (Query.Status.OPEN,),
            Query.Status.ANSWERED,
            "query.edit",
            guard=_may_answer,
            effect=_answer,
            confirm="答复登记后不能再改，询问和答复一并归档。",
        ),
    ],
)
